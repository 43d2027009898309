import { expect, it } from "vitest";
import type { Me } from "#protocol";
import { EMPTY_SNAPSHOT } from "../../../widget/src/client/empty-snapshot.ts";
import type { ChatSnapshot } from "../../../widget/src/client/index.ts";
import { EMPTY_LOG } from "../../../widget/src/client/log/log-state.ts";
import { takeSnapshot } from "../../../widget/src/client/take-snapshot.ts";
import { writePermission } from "../../../widget/src/client/room/write-permission.ts";

const MEMBER: Me = { userId: "m", nickname: "Mina", role: "viewer", maySend: true };
const GUEST: Me = { userId: "guest:1", nickname: "Tom", role: "guest", maySend: true };
const UNNAMED: Me = {
  userId: "guest:1",
  role: "guest",
  maySend: false,
  reason: "nickname-required",
};
const MODERATOR: Me = { ...MEMBER, role: "moderator" };
const BANNED: Me = { ...MEMBER, maySend: false, reason: "banned", note: "spam" };

function permit(me: Me | undefined, more: Partial<ChatSnapshot> = {}) {
  return writePermission({
    ...EMPTY_SNAPSHOT,
    connection: { status: "live" },
    ...(me && { me }),
    ...more,
  });
}

it("lets a person write under a name, and has the time until which the server accepts nothing", () => {
  expect(permit(MEMBER)).toEqual({ kind: "granted", name: "Mina", isGuest: false });
  expect(permit(GUEST, { heldUntilMs: 5 })).toEqual({
    kind: "granted",
    name: "Tom",
    isGuest: true,
    heldUntilMs: 5,
  });
});

it("is unknown before the server has said who the viewer is, and unavailable where no server is reached", () => {
  expect(permit(undefined, { connection: { status: "connecting" } })).toEqual({ kind: "unknown" });
  const connection = { status: "failed", reason: "server-unreachable" } as const;
  expect(permit(MEMBER, { connection })).toEqual({ kind: "unavailable" });
});

it("keeps the right to write while the connection is lost, because messages wait", () => {
  const connection = { status: "reconnecting", attempt: 1, nextAttemptAt: 0 } as const;
  expect(permit(MEMBER, { connection }).kind).toBe("granted");
});

it("[SM5] asks a guest for a name", () => {
  expect(permit(UNNAMED)).toEqual({ kind: "nickname-required" });
});

it.each(["sign-in-required", "invalid-token", "token-expired"] as const)(
  "[ID6] asks to sign in, of a reader and at the door: %s",
  (reason) => {
    const asked = { kind: "sign-in-required", reason };
    expect(permit({ ...MEMBER, maySend: false, reason })).toEqual(asked);
    expect(permit(undefined, { connection: { status: "failed", reason } })).toEqual(asked);
  },
);

it("[MO6] asks guests to sign in while only members may write", () => {
  const mode = { membersOnly: true } as const;
  const asked = { kind: "sign-in-required", reason: "members-only" };
  expect(permit(GUEST, { mode })).toEqual(asked);
  expect(permit(UNNAMED, { mode })).toEqual(asked);
  expect(permit(MEMBER, { mode }).kind).toBe("granted");
});

it("[MO6] denies everyone an ended stream, and all but staff a frozen one", () => {
  const ended = { kind: "denied", reason: "stream-ended" };
  for (const me of [MEMBER, UNNAMED, MODERATOR])
    expect(permit(me, { mode: { ended: true, frozen: true } })).toEqual(ended);
  expect(permit(MEMBER, { mode: { frozen: true } })).toEqual({ kind: "denied", reason: "frozen" });
  expect(permit(MODERATOR, { mode: { frozen: true } }).kind).toBe("granted");
});

it("[MO4] [ID8] names a sanction before the room's mode, with its note and how long it lasts", () => {
  const mode = { frozen: true } as const;
  expect(permit(BANNED, { mode })).toEqual({ kind: "denied", reason: "banned", note: "spam" });
  const timedOut = permit({ ...BANNED, reason: "timed-out", retryAfterMs: 60_000 }, { mode });
  expect(timedOut).toMatchObject({ kind: "denied", reason: "timed-out", note: "spam" });
  expect(timedOut).toHaveProperty("leftMs", expect.closeTo(60_000, -3));
});

it("denies with the server's reason, or without one where it gave none", () => {
  expect(permit({ ...MEMBER, maySend: false })).toEqual({ kind: "denied" });
  const readOnly: Me = { ...MEMBER, maySend: false, reason: "forbidden" };
  expect(permit(readOnly)).toEqual({ kind: "denied", reason: "forbidden" });
  expect(permit(readOnly, { mode: { frozen: true } })).toEqual({
    kind: "denied",
    reason: "frozen",
  });
});

it.each([
  [2_000, 6_000],
  [60_000, 60_000],
])(
  "[MO6] [SM8] waits for the later of slow mode and what the server said: %i",
  (heldUntilMs, untilMs) => {
    const log = { ...EMPTY_LOG, mode: { slowSeconds: 5 } };
    const room = { log, presence: { lines: [] }, isLoadingOlder: false };
    const sender = { pending: [], lastSentMs: 1_000, heldUntilMs, slowUntilMs: 0 };
    const snapshot = takeSnapshot("s", { status: "live" }, room as never, sender as never);
    expect(snapshot.heldUntilMs).toBe(untilMs);
  },
);
