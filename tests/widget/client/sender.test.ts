import { describe, expect, it } from "vitest";
import { chatError, type Answer, type ChatMessage, type Sent } from "#protocol";
import type { PendingMessage } from "../../../widget/src/client/sender/pending-message.ts";
import { Sender } from "../../../widget/src/client/sender/sender.ts";
import { FakeClock, settle } from "../support/fake-clock.ts";

type SendAnswer = Answer<Sent> | undefined;

function makeSender(): {
  clock: FakeClock;
  sender: Sender;
  sends: { message: PendingMessage; answer: (answer: SendAnswer) => Promise<void> }[];
} {
  const clock = new FakeClock();
  const sends: { message: PendingMessage; answer: (answer: SendAnswer) => Promise<void> }[] = [];
  const sender = new Sender({
    clock,
    onSent: () => undefined,
    onChange: () => undefined,
    send: (message) =>
      new Promise((resolve) => {
        sends.push({
          message,
          answer: (answer) => {
            resolve(answer);
            return settle();
          },
        });
      }),
  });
  return { clock, sender, sends };
}

function committed(seq: number): SendAnswer {
  return { ok: true, message: { seq } as ChatMessage };
}

function statuses(sender: Sender): string[] {
  return sender.pending.map(({ text, status }) => `${text} ${status}`);
}

describe("the sender", () => {
  it("[SM8] has the time until which the server accepts nothing, and then sends the refused message", async () => {
    const { clock, sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    expect(sender.heldUntilMs).toBe(0);
    const error = chatError("rate-limited", { retryAfterMs: 4_000 });
    await sends[0]!.answer({ ok: false, error });
    expect(sender.heldUntilMs).toBe(clock.nowMs() + 4_000);
    clock.pass(4_000);
    expect(sends[1]!.message).toEqual(sends[0]!.message);
  });

  it("sends in order, one at a time", async () => {
    const { sender, sends } = makeSender();
    sender.open();
    for (const text of ["a", "b", "c"]) sender.queue(text);
    expect(sends.map(({ message }) => message.text)).toEqual(["a"]);
    await sends[0]!.answer(committed(1));
    expect(sends.map(({ message }) => message.text)).toEqual(["a", "b"]);
    expect(statuses(sender)).toEqual(["a sent", "b sending", "c sending"]);
  });

  it("[LOG3] repeats a send that got no answer with the same clientId, after the room is joined again", async () => {
    const { sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    sender.pause();
    await sends[0]!.answer(undefined);
    expect(sends).toHaveLength(1);
    sender.open();
    expect(sends[1]!.message.clientId).toBe(sends[0]!.message.clientId);
  });

  it("[LOG3] repeats a send whose answer was lost on a connection that stayed up", async () => {
    const { clock, sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    await sends[0]!.answer(undefined);
    clock.pass(1_000);
    expect(sends[1]!.message.clientId).toBe(sends[0]!.message.clientId);
  });

  it("[SM8] waits as long as a refusal says, and keeps the order meanwhile", async () => {
    const { clock, sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    sender.queue("b");
    await sends[0]!.answer({
      ok: false,
      error: chatError("rate-limited", { retryAfterMs: 4_000 }),
    });
    clock.pass(3_999);
    expect(sends).toHaveLength(1);
    clock.pass(1);
    expect(sends[1]!.message.text).toBe("a");
  });

  it("fails a message permanently when the refusal is not retryable, and continues with the next", async () => {
    const { sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    sender.queue("b");
    await sends[0]!.answer({ ok: false, error: chatError("sign-in-required") });
    expect(sender.pending[0]).toMatchObject({ status: "failed", error: "sign-in-required" });
    expect(sends[1]!.message.text).toBe("b");
  });

  it("[FI10] distinguishes a refused text, and whose words refused it, from what may be tried again", async () => {
    const { sender, sends } = makeSender();
    sender.open();
    for (const text of ["a", "b", "c"]) sender.queue(text);
    const error = chatError("filtered", { reason: "No spoilers." });
    await sends[0]!.answer({ ok: false, error });
    await sends[1]!.answer({ ok: false, error: chatError("conflict") });
    await sends[2]!.answer({ ok: false, error: chatError("frozen") });
    const [filtered, conflict, frozen] = sender.pending;
    expect(filtered).toMatchObject({ error: "filtered", reason: "No spoilers.", isRefused: true });
    for (const other of [conflict, frozen]) expect(other).toMatchObject({ isRefused: false });
    sender.retry(filtered!.clientId);
    expect(Object.keys(sender.pending[0]!).sort()).toEqual([
      ...["clientId", "queuedAtMs", "status", "text"],
    ]);
  });

  it.each([
    ["slow-mode", 600_000],
    ["account-too-new", 86_400_000],
    ["frozen", undefined],
  ] as const)(
    "[MO6] leaves it to the author to send again what %s keeps for long",
    async (code, ms) => {
      const { clock, sender, sends } = makeSender();
      sender.open();
      sender.queue("a");
      const error = chatError(code, ms === undefined ? {} : { retryAfterMs: ms });
      await sends[0]!.answer({ ok: false, error });
      expect(sender.pending[0]).toMatchObject({ status: "failed", error: code });
      expect(sender.slowUntilMs).toBe(code === "slow-mode" ? clock.nowMs() + 600_000 : 0);
      expect(sender.heldUntilMs).toBe(0);
      expect(sends).toHaveLength(1);
    },
  );

  it("[ID4] keeps a message that came too late for its token, and sends it when one may write again", async () => {
    const { sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    sender.queue("b");
    await sends[0]!.answer({ ok: false, error: chatError("token-expired") });
    expect(statuses(sender)).toEqual(["a sending", "b sending"]);
    expect(sends).toHaveLength(1);
    sender.resume();
    await sends[1]!.answer(committed(1));
    await sends[2]!.answer(committed(2));
    expect(sends.map(({ message }) => message.text)).toEqual(["a", "a", "b"]);
    expect(sends[1]!.message.clientId).toBe(sends[0]!.message.clientId);
  });

  it("sends nothing of one person's under another's name by itself", () => {
    const { sender, sends } = makeSender();
    sender.queue("a");
    sender.giveUp();
    sender.open();
    expect(sends).toEqual([]);
    expect(statuses(sender)).toEqual(["a failed"]);
  });

  it("fails nothing that was accepted, though its author is somebody else by now", async () => {
    const { clock, sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    await sends[0]!.answer(committed(1));
    sender.queue("b");
    sender.giveUp();
    expect(statuses(sender)).toEqual(["a sent", "b failed"]);
    clock.pass(600_000);
    expect(statuses(sender)).toEqual(["a sent", "b failed"]);
  });

  it("holds what was written offline for two minutes and then fails it, to be retried by hand", () => {
    const { clock, sender, sends } = makeSender();
    sender.queue("early");
    clock.pass(30_000);
    sender.queue("late");
    clock.pass(90_000);
    expect(statuses(sender)).toEqual(["early failed", "late sending"]);
    sender.open();
    expect(sends[0]!.message.text).toBe("late");
  });

  it("[LOG3] retries a failed message under its old clientId", () => {
    const { clock, sender, sends } = makeSender();
    sender.queue("a");
    const { clientId } = sender.pending[0]!;
    clock.pass(120_000);
    sender.retry(clientId);
    sender.open();
    expect(sends[0]!.message).toMatchObject({ clientId, status: "sending" });
  });

  it("[LOG3] retries under a new clientId when the old one belongs to another text", async () => {
    const { sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    await sends[0]!.answer({ ok: false, error: chatError("conflict") });
    sender.retry(sends[0]!.message.clientId);
    expect(sends[1]!.message.clientId).not.toBe(sends[0]!.message.clientId);
  });

  it.each(["conflict", "frozen"] as const)(
    "[SM9] retries a failed reply as a reply to the same message, after %s",
    async (code) => {
      const { sender, sends } = makeSender();
      const replyTo = { id: "i1", seq: 1 };
      sender.open();
      sender.queue("a", replyTo);
      await sends[0]!.answer({ ok: false, error: chatError(code) });
      sender.retry(sends[0]!.message.clientId);
      expect(sends[1]!.message).toMatchObject({ text: "a", replyTo });
    },
  );

  it("discards failed messages only", () => {
    const { clock, sender } = makeSender();
    sender.queue("a");
    clock.pass(120_000);
    sender.queue("b");
    for (const { clientId } of sender.pending) sender.discard(clientId);
    expect(statuses(sender)).toEqual(["b sending"]);
  });

  it("is over once it is stopped, whatever answers come then", async () => {
    const { clock, sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    sender.queue("b");
    sender.stop();
    await sends[0]!.answer(committed(1));
    expect(statuses(sender)).toEqual(["a sending", "b sending"]);
    expect(sends).toHaveLength(1);
    expect(clock.waiting).toBe(0);
  });

  it("leaves no timer behind", async () => {
    const { clock, sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    await sends[0]!.answer({ ok: false, error: chatError("store-busy") });
    sender.stop();
    expect(clock.waiting).toBe(0);
  });

  it("sends again after a wait that the end of the connection cut short", async () => {
    const { clock, sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    const error = chatError("store-busy", { retryAfterMs: 60_000 });
    await sends[0]!.answer({ ok: false, error });
    sender.pause();
    sender.open();
    expect(sends.map(({ message }) => message.text)).toEqual(["a", "a"]);
    await sends[1]!.answer(committed(1));
    expect(statuses(sender)).toEqual(["a sent"]);
    clock.pass(60_000);
    expect(sends).toHaveLength(2);
  });

  it("sends what one may write again after the connection was gone while one might not", async () => {
    const { sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    await sends[0]!.answer({ ok: false, error: chatError("token-expired") });
    sender.pause();
    sender.open();
    expect(sends).toHaveLength(2);
  });

  it("[LOG3] has one send under way after coming back before the last one had its answer", async () => {
    const { clock, sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    sender.pause();
    sender.open();
    expect(sends).toHaveLength(1);
    await sends[0]!.answer(undefined);
    clock.pass(1_000);
    expect(sends).toHaveLength(2);
    expect(sends[1]!.message.clientId).toBe(sends[0]!.message.clientId);
  });

  it("fails what waits too long once more, after an earlier one was failed and retried", () => {
    const { clock, sender } = makeSender();
    sender.queue("a");
    clock.pass(120_000);
    sender.retry(sender.pending[0]!.clientId);
    clock.pass(119_999);
    expect(statuses(sender)).toEqual(["a sending"]);
    clock.pass(1);
    expect(statuses(sender)).toEqual(["a failed"]);
  });

  it("does not send a message again that was accepted after its author had discarded it", async () => {
    const { sender, sends } = makeSender();
    sender.open();
    sender.queue("a");
    sender.giveUp();
    await sends[0]!.answer(committed(1));
    expect(statuses(sender)).toEqual(["a sent"]);
    expect(sends).toHaveLength(1);
  });
});
