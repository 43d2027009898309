import { describe, expect, it } from "vitest";
import { refuse, type Result } from "#protocol";
import { createAuth, type AuthOptions } from "../../server/src/auth/create-auth.ts";
import { createInvitationService } from "../../server/src/auth/create-invitation-service.ts";
import { makeOwnerLink } from "../../server/src/auth/invitation-link.ts";
import { memoryStores } from "../support/memory-message-log.ts";
import { SIGN_IN, tokenOf } from "../support/tokens.ts";

const HOUR_MS = 60 * 60_000;
const OWN = "https://chat.example";
const SHOP = "https://shop.example";

/** All ways to authenticate on a server, without its sockets. */
async function openAuth(options: Partial<AuthOptions> = {}) {
  let nowMs = Date.now();
  const clock = { nowMs: () => nowMs, after: () => () => undefined };
  const stores = memoryStores(clock);
  const auth = await createAuth(
    { ...SIGN_IN, demoAccounts: false, sessionSecret: "s".repeat(32), ...options },
    {
      ...{ ...stores, clock, fetch, warn: () => undefined, isEnded: () => false },
      secrets: { getOrCreate: (_name, proposal) => Promise.resolve(proposal) },
    },
  );
  return { ...auth, stores, pass: (ms: number) => (nowMs += ms) };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

it.each([
  [{}, "member"],
  [{ staffHours: 8 }, "owner"],
])(
  "[SI10] with %j, a person who signed in as an owner is %s two hours later",
  async (more, role) => {
    const { sessions, signIns, pass } = await openAuth(more);
    const token = await tokenOf("olga", { chat_role: "owner" }, "1h");
    const person = valueOf(await signIns.identify({ token }));
    const { refreshHandle } = valueOf(await sessions.open("r", SHOP, person));
    pass(2 * HOUR_MS);
    const now = valueOf(await sessions.refresh(refreshHandle, SHOP));
    expect(await sessions.verify(now.token, SHOP)).toMatchObject({ ok: true, member: { role } });
  },
);

it("[SI13] a role of staff that has ended is handed on to no other device", async () => {
  const { sessions, signIns, pass } = await openAuth();
  const token = await tokenOf("olga", { chat_role: "owner" }, "1h");
  const person = valueOf(await signIns.identify({ token }));
  const opened = valueOf(await sessions.open("r", OWN, person));
  expect(await sessions.heirOf(opened.token, OWN)).toMatchObject({ role: "owner" });
  pass(2 * HOUR_MS);
  const now = valueOf(await sessions.refresh(opened.refreshHandle, OWN));
  expect(await sessions.heirOf(now.token, OWN)).toMatchObject({ userId: "olga", role: "member" });
  expect(await sessions.heirOf(now.token, SHOP)).toBeUndefined();
});

describe("somebody who came by an owner's link", () => {
  async function openOwner() {
    const auth = await openAuth();
    const link = await makeOwnerLink(auth.stores.invitations, false);
    const accepted = valueOf(await auth.invitations.accept(link!.invitation, "달빛공방", OWN));
    return { ...auth, owner: accepted.answer };
  }

  it("[OL4][OL5] is an owner on another page as long as the session there lives", async () => {
    const { invitations, sessions, owner, pass } = await openOwner();
    const person = await invitations.personOf(owner.token, OWN);
    let there = valueOf(await sessions.open("there", SHOP, person!));
    for (let hour = 0; hour < 48; hour++) {
      pass(HOUR_MS);
      there = valueOf(await sessions.refresh(there.refreshHandle, SHOP));
    }
    expect(await sessions.verify(there.token, SHOP)).toMatchObject({ member: { role: "owner" } });
  });

  it("[OL5] is known by the session of the server's own origin alone, while that lives", async () => {
    const { invitations, sessions, owner } = await openOwner();
    const person = await invitations.personOf(owner.token, OWN);
    const there = valueOf(await sessions.open("there", SHOP, person!));
    expect(await invitations.personOf(owner.token, SHOP)).toBeUndefined();
    expect(await invitations.personOf(there.token, OWN)).toBeUndefined();
    await sessions.revoke(owner.refreshHandle, OWN);
    expect(await invitations.personOf(owner.token, OWN)).toBeUndefined();
  });
});

it("[OL4] a person whom the inviter may no longer appoint is told so, and is no moderator", async () => {
  const { invitations, stores } = await openAuth();
  const appointed: string[] = [];
  const logged: string[] = [];
  let refusal: ReturnType<typeof refuse> | undefined = refuse("forbidden");
  const service = createInvitationService(
    invitations,
    stores.invitations,
    {
      appoint: (key) => {
        if (!refusal) appointed.push(key);
        return Promise.resolve(refusal);
      },
      channelName: () => Promise.resolve(undefined),
      hasPage: true,
    },
    (_about, message) => void logged.push(message),
  );
  const accept = async () => {
    const { invitation } = valueOf(await invitations.inviteModerator("s1", 1));
    return service.accept(invitation, "소라", OWN);
  };
  expect(await accept()).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(logged).toEqual([]);
  refusal = undefined;
  expect(await accept()).toMatchObject({ ok: true, value: { role: "moderator", streamId: "s1" } });
  expect(appointed).toEqual(["s1"]);
  expect(logged).toHaveLength(1);
});
