import { expect } from "vitest";
import { codeOf, joinAs } from "../staff.ts";

/** What staff do to a channel holds in a stream that an older version has written, and is undone. */
export async function expectChannelServed(url: string, streamId = "s1"): Promise<void> {
  const boss = await joinAs(url, "u-channel-boss", "owner", { streamId });
  const tom = await joinAs(url, "u-tom", "member", { streamId });
  expect(codeOf(await tom.say("as before"))).toBeUndefined();
  const banned = await boss.does({ kind: "ban", userId: "u-tom" }, "channel");
  expect(codeOf(await tom.say("spam"))).toBe("banned");
  expect((await joinAs(url, "u-tom", "member", { streamId: "new" })).joined.me).toMatchObject({
    reason: "banned",
  });
  if (!banned.ok) throw new Error(banned.error.code);
  await boss.does({ kind: "undo", actionId: banned.record.id }, "channel");
  expect(codeOf(await tom.say("back"))).toBeUndefined();
}
