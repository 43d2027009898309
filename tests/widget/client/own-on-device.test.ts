import { expect, it } from "vitest";
import { settle } from "../support/fake-clock.ts";
import { JOINED, makeChats } from "../support/make-chats.ts";

/* What a chat keeps on its device, claims from there, and takes for its own. */

const OTHER = { serverUrl: "http://other.test" };
const WRITER = { userId: "u", role: "guest", maySend: true, nickname: "민지" };

/** The server lets the newest connection in, and answers its join. */
async function letIn({ network }: ReturnType<typeof makeChats>, more: object = {}) {
  const link = await network.welcome();
  link.asked.at(-1)!.answer({ ...JOINED, me: WRITER, ...more });
  await settle();
  return link;
}

it("[CN3] a guest's credential goes to the server that made it, and to no other", async () => {
  const page = makeChats();
  const first = page.join("s");
  await letIn(page, { guestCredential: "secret" });
  first.disconnect();
  page.join("s", undefined, OTHER);
  expect(page.network.last.auth.guestCredential).toBeUndefined();
  page.join("s");
  expect(page.network.last.auth.guestCredential).toBe("secret");
});

it("[SM5] a name that was chosen is claimed again at the same server, and at no other", async () => {
  const page = makeChats();
  const first = page.join("s");
  const link = await letIn(page, { me: { ...WRITER, nickname: undefined, maySend: false } });
  first.setNickname("민지");
  link.asked.at(-1)!.answer({ ...JOINED, me: WRITER });
  await settle();
  first.disconnect();
  const claims = (): unknown => page.network.last.auth.joins?.map(({ user }) => user);
  page.join("s", undefined, OTHER);
  expect(claims()).toEqual([undefined]);
  page.join("s");
  expect(claims()).toEqual([{ nickname: "민지" }]);
});

it("[ID7] a name that nobody chose here is not kept", async () => {
  const page = makeChats();
  page.join("s");
  await letIn(page);
  expect([...page.kept.keys()]).toEqual([]);
});

it("[SM5] a page's name that can be nobody's is not claimed", () => {
  const { network, join } = makeChats();
  join("s", " \u200b ");
  expect(network.last.auth.joins).toEqual([{ streamId: "s", wants: ["entries"] }]);
});

it("[LOG3] a message of somebody else under the same id does not take an own one away", async () => {
  const page = makeChats();
  const chat = page.join("s", "민지");
  const link = await letIn(page);
  chat.sendMessage("mine");
  const { clientId } = chat.getSnapshot().pending[0]!;
  const message = { kind: "message", id: "i2", seq: 2, timestamp: 2, message: "theirs", clientId };
  const [theirs, mine] = [
    { ...message, userId: "other", nickname: "n", role: "guest" },
    { ...message, id: "i3", seq: 3, userId: "u", nickname: "n", role: "guest" },
  ];
  link.receive("entries", ["s", "e", 1, 0, 0, [theirs]]);
  expect(chat.getSnapshot().pending).toHaveLength(1);
  link.receive("entries", ["s", "e", 2, 0, 0, [mine]]);
  expect(chat.getSnapshot().pending).toHaveLength(0);
});

it("[LOG3] a message that the log has taken is not given back at the end", async () => {
  const page = makeChats();
  const unsent: string[] = [];
  const chat = page.join("s", "민지", {
    onUnsent: (messages) => void unsent.push(...messages.map(({ text }) => text)),
  });
  const link = await letIn(page);
  chat.sendMessage("taken");
  link.asked.at(-1)!.answer({ ok: true, message: { seq: 2 } });
  await settle();
  chat.sendMessage("open");
  chat.disconnect();
  expect(unsent).toEqual(["open"]);
});

it("[LOG3] what somebody wrote waits for them, also when they come back as a reader first", async () => {
  const page = makeChats();
  const chat = page.join("s", "민지");
  const link = await letIn(page);
  chat.sendMessage("mine");
  const reader = { userId: "viewer:1", role: "viewer", maySend: false, reason: "token-expired" };
  for (const me of [reader, WRITER]) link.receive("me-changed", { streamId: "s", me });
  expect(chat.getSnapshot().pending).toMatchObject([{ text: "mine", status: "sending" }]);
});
