import type { Joined } from "#protocol";
import { describe, expect, it } from "vitest";
import { connect } from "../support/connect.ts";
import { eventually } from "../support/eventually.ts";
import { startServer } from "../support/start-server.ts";
import {
  codeOf,
  joinAs,
  joinAsGuest,
  recordOf,
  SIGN_IN,
  tokenOf,
  type JoinedClient,
} from "../support/staff.ts";
import { ask, join, next } from "../support/stock-client.ts";

const NAMES = ["ShopOwner", "ShopＯwner", "Ѕhop Owner", "5hop0wner"];

type Become = (url: string, name: string) => Promise<unknown>;

/** Each way in which somebody gets a name: the first are the door, the others change it in place. */
const WAYS: [string, Become][] = [
  ["a guest who joins", (url, nickname) => joinNamed(connect(url), nickname)],
  [
    "a member who joins",
    async (url, name) => {
      const token = await tokenOf("tom", { name });
      return reasonOf(await join(connect(url, { auth: { token } }), "s1"));
    },
  ],
  [
    "a guest who takes another nickname",
    async (url, nickname) => joinNamed((await joinAsGuest(url, "Tom")).client, nickname),
  ],
  [
    "a member without a name who chooses one",
    async (url, nickname) => {
      const client = connect(url, { auth: { token: await tokenOf("tom", { name: "" }) } });
      await joinNamed(client, "Tom");
      return joinNamed(client, nickname);
    },
  ],
  [
    "a member with a fresh token of another name",
    async (url, name) => {
      const tom = await joinAs(url, "tom");
      return renew(tom, await tokenOf("tom", { name }));
    },
  ],
  [
    "a moderator of elsewhere with a fresh token of another name",
    async (url, name) => {
      const claims = { chat_roles: { s2: "moderator" } };
      const tom = await joinAs(url, "tom", "member", { claims });
      return renew(tom, await tokenOf("tom", { ...claims, name }));
    },
  ],
];

async function joinNamed(client: ReturnType<typeof connect>, nickname: string) {
  return codeOf(await ask(client, "join-room", { streamId: "s1", user: { nickname } }));
}

/** Why somebody who joined has no name, if they have none. */
function reasonOf({ me }: Joined): unknown {
  return me.nickname ? undefined : me.reason;
}

/** Somebody with a fresh token of another name; whoever stays who they were has not become another. */
async function renew({ client, say }: JoinedClient, token: string): Promise<unknown> {
  expect(codeOf(await ask(client, "authenticate", { token }))).toBeUndefined();
  const sent = (await say("who am I?")) as unknown as { message: { nickname: string } };
  return sent.message.nickname === "tom" ? "name-taken" : undefined;
}

function shopOwner(url: string, streamId = "s1") {
  const claims = { name: "ShopOwner", chat_roles: { [streamId]: "owner" } };
  return joinAs(url, "boss", "member", { claims, streamId });
}

describe("[ID10] nobody becomes somebody of the staff", () => {
  it.each(WAYS)("as %s", async (_way, become) => {
    const { url } = await startServer(SIGN_IN);
    await shopOwner(url);
    for (const name of NAMES) expect(await become(url, name), name).toBe("name-taken");
    expect(await become(url, "Anna")).toBeUndefined();
  });

  it("in place, and stays who they were", async () => {
    const { url } = await startServer(SIGN_IN);
    await shopOwner(url);
    const tom = await joinAs(url, "tom");
    const token = await tokenOf("tom", { name: "ShopOwner" });
    expect(codeOf(await ask(tom.client, "authenticate", { token }))).toBeUndefined();
    expect(await tom.say("still me")).toMatchObject({ message: { nickname: "tom" } });
  });

  it("by having come before them", async () => {
    const { url } = await startServer(SIGN_IN);
    const early = await joinAsGuest(url, "ShopOwner");
    expect(codeOf(await early.say("before"))).toBeUndefined();
    await shopOwner(url);
    expect(codeOf(await early.say("buy at my site"))).toBe("name-taken");
  });

  it("where only members may read, by a token of a guest", async () => {
    const { url } = await startServer({ jwtSecret: SIGN_IN.jwtSecret, read: "members" });
    const { client } = await joinAs(url, "tom");
    const token = await tokenOf("tom", { is_anonymous: true });
    expect(codeOf(await ask(client, "authenticate", { token }))).toBe("sign-in-required");
  });
});

describe("[ID7] whose token brings a name that is somebody else's", () => {
  async function startWithOwner() {
    const { url } = await startServer(SIGN_IN);
    const owner = await shopOwner(url);
    await owner.say("welcome");
    const token = () => tokenOf("tom", { name: "ShopOwner" });
    return { url, token };
  }

  it("joins and reads without a name, receives the reason, and writes nothing", async () => {
    const { url, token } = await startWithOwner();
    const client = connect(url, { auth: { token: await token() } });
    const { me, position } = await join(client, "s1");
    expect(me).toMatchObject({ userId: "tom", maySend: false, reason: "name-taken" });
    expect(me).not.toHaveProperty("nickname");
    expect(position.seq).toBe(1);
    const send = { streamId: "s1", message: "buy at my site" };
    expect(codeOf(await ask(client, "send-message", send))).toBe("name-taken");
  });

  it("writes under a name that they choose, and keeps it over a reload and fresh tokens", async () => {
    const { url, token } = await startWithOwner();
    const client = connect(url, { auth: { token: await token() } });
    await join(client, "s1");
    expect((await join(client, "s1", "Tom")).me).toMatchObject({ nickname: "Tom", maySend: true });
    expect(codeOf(await ask(client, "authenticate", { token: await token() }))).toBeUndefined();
    const again = connect(url, { auth: { token: await token() } });
    await join(again, "s1", "Tom");
    for (const each of [client, again])
      expect(
        await ask(each, "send-message", { streamId: "s1", message: "it is me" }),
      ).toMatchObject({ message: { nickname: "Tom", userId: "tom" } });
  });

  it("has no name, whichever of the owner's they claim", async () => {
    const { url, token } = await startWithOwner();
    for (const name of NAMES) {
      const client = connect(url, { auth: { token: await token() } });
      expect(reasonOf(await join(client, "s1", name)), name).toBe("name-taken");
    }
  });

  it("loses it where they had it first, when their token is renewed", async () => {
    const { url } = await startServer(SIGN_IN);
    const claims = { name: "ShopOwner" };
    const early = await joinAs(url, "tom", "member", { claims });
    await shopOwner(url);
    const changed = next(early.client, "me-changed");
    const token = await tokenOf("tom", claims);
    expect(codeOf(await ask(early.client, "authenticate", { token }))).toBeUndefined();
    expect((await changed).me).toMatchObject({ maySend: false, reason: "name-taken" });
  });

  it("has it where it is nobody's", async () => {
    const { url, token } = await startWithOwner();
    const client = connect(url, { auth: { token: await token() } });
    expect((await join(client, "s2")).me.nickname).toBe("ShopOwner");
    expect((await join(client, "s1", "Tom")).me.nickname).toBe("Tom");
  });
});

describe("[ID7] a name is reserved", () => {
  it("in the streams whose staff its owner belongs to, and in no other", async () => {
    const { url } = await startServer(SIGN_IN);
    await shopOwner(url, "s2");
    const guest = await joinAsGuest(url, "ShopOwner");
    expect(codeOf(await guest.say("hello"))).toBeUndefined();
  });

  it("for appointed people, in that stream, until they are dismissed", async () => {
    const { url } = await startServer(SIGN_IN);
    const owner = await shopOwner(url);
    await joinAs(url, "mina", "member", { claims: { name: "Mina" } });
    const appoint = (role: "moderator" | "member") =>
      owner.does({ kind: "appoint", userId: "mina", role });
    recordOf(await appoint("moderator"));
    await eventually(
      "the name",
      async () => (await joinNamed(connect(url), "Mina")) === "name-taken",
    );
    recordOf(await appoint("member"));
    expect(await joinNamed(connect(url), "Mina")).toBeUndefined();
    const { id: actionId } = recordOf(await appoint("moderator"));
    expect(await joinNamed(connect(url), "Mina")).toBe("name-taken");
    recordOf(await owner.does({ kind: "undo", actionId }));
    expect(await joinNamed(connect(url), "Mina")).toBeUndefined();
  });

  it("until its owner joins without a staff role, or under another name", async () => {
    const { url } = await startServer(SIGN_IN);
    await shopOwner(url);
    await joinAs(url, "boss", "member", { claims: { name: "Boss", chat_roles: { s1: "owner" } } });
    await eventually("that it is free", async () => !(await joinNamed(connect(url), "ShopOwner")));
    expect(await joinNamed(connect(url), "Boss")).toBe("name-taken");
    await joinAs(url, "boss", "member", { claims: { name: "Boss" } });
    await eventually("that it is free", async () => !(await joinNamed(connect(url), "Boss")));
  });

  it("among at most 200 of a stream: the one seen longest ago is free again", async () => {
    const { url } = await startServer(SIGN_IN);
    for (let i = 0; i <= 200; i++) {
      const token = await tokenOf(`m${i}`, {
        name: `Mod ${letters(i)}`,
        chat_roles: { s1: "owner" },
      });
      const client = connect(url, { auth: { token } });
      expect(codeOf(await ask(client, "join-room", { streamId: "s1" }))).toBeUndefined();
      client.disconnect();
    }
    await eventually(
      "the last",
      async () => (await joinNamed(connect(url), `Mod ${letters(200)}`)) === "name-taken",
    );
    expect(await joinNamed(connect(url), `Mod ${letters(0)}`)).toBeUndefined();
  });
});

/** Names that do not look alike, as those with digits do. */
function letters(n: number): string {
  return [...n.toString(26)]
    .map((digit) => "abcdefghjkmnpqrtuvwxyz가나다라"[Number.parseInt(digit, 26)])
    .join("-a-");
}
