import { expect, it } from "vitest";
import type { ModerationAction } from "#protocol";
import { eventually } from "../support/eventually.ts";
import { memberOf, openChat } from "../support/open-chat.ts";

const userId = "tom";
const ban = { kind: "ban", userId } as const;
const timeout = { kind: "timeout", userId } as const;

it.each<[string, ModerationAction, ModerationAction, string]>([
  ["longer", { ...timeout, seconds: 60 }, { ...timeout, seconds: 600 }, "timed-out"],
  ["shorter", { ...timeout, seconds: 600 }, { ...timeout, seconds: 60 }, "timed-out"],
  ["without an end", { ...ban, seconds: 600 }, ban, "banned"],
  ["of another kind", { ...timeout, seconds: 60 }, { ...ban, seconds: 60 }, "banned"],
  ["with a reason", ban, { ...ban, reason: "Spam." }, "banned"],
  ["with another reason", { ...ban, reason: "Spam." }, { ...ban, reason: "Insults." }, "banned"],
])(
  "[MO4][ID8] a person receives me-changed when their sanction is replaced by one %s",
  async (_, first, second, reason) => {
    const { told, connect, operate } = await openChat();
    await connect("tom", memberOf(userId)).join();
    await operate(first);
    told.length = 0;
    await operate(second);
    expect(told).toEqual([`tom may not write: ${reason}`]);
  },
);

it("[MO4] a person receives nothing of what changes for others, nor of a shadow", async () => {
  const { told, connect, operate } = await openChat();
  await connect("tom", memberOf(userId)).join();
  await connect("mina", memberOf("mina")).join();
  told.length = 0;
  await operate({ ...ban, userId: "mina" });
  await operate({ kind: "shadow", userId });
  expect(told).toEqual(["mina may not write: banned"]);
});

it("[CH4][MO4] a person over one connection is told in each room of the channel, and in no other", async () => {
  const { chat, told, connect } = await openChat();
  const tom = connect("tom", memberOf(userId));
  const streamIds = ["moonlight:1", "moonlight:2", "other:1"];
  for (const streamId of streamIds) await tom.join({ streamId });
  const [streamId] = streamIds as [string];
  told.length = 0;
  await chat.commits.append({
    kind: "action",
    streamId,
    scope: "channel",
    actor: null,
    action: ban,
  });
  await eventually("both rooms are told", () => told.length >= 2);
  expect(told).toEqual(Array(2).fill("tom may not write: banned"));
});
