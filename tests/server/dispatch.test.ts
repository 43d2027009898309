import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import type { EncodedJson } from "../../server/src/transport/encoded-json.ts";
import { dispatchEvents, type ChatSocket } from "../../server/src/transport/dispatch.ts";
import type { Logger } from "../../server/src/transport/logger.ts";
import { resetConnection } from "../../server/src/transport/open-sockets.ts";
import { settle } from "../widget/support/fake-clock.ts";
import { openChat } from "../support/open-chat.ts";

/** A socket on which the test plays the client, with so much waiting for it. */
async function openDispatch({
  queuedBytes = 0,
  bounded = true,
  joins = new Map<string, unknown>(),
} = {}) {
  const { chat, clock, connect, log } = await openChat();
  const tcp = new EventEmitter() as EventEmitter & { resetAndDestroy: () => void };
  let resets = 0;
  tcp.resetAndDestroy = () => void (resets += 1);
  const queue = [{ data: "x".repeat(queuedBytes) }];
  const emitted: unknown[][] = [];
  let hear: (event: string, ...args: unknown[]) => void = () => undefined;
  const socket = {
    onAny: (listener: typeof hear) => void (hear = listener),
    emit: (...args: unknown[]) => emitted.push(args),
    conn: { writeBuffer: queue, transport: { socket: { _socket: tcp } } },
  } as unknown as ChatSocket;
  const { connection } = connect("a");
  const logger = { error: () => undefined, warn: () => undefined } as unknown as Logger;
  dispatchEvents(chat, clock, connection, socket, logger, { bounded, joins });
  const answers: object[] = [];
  const ask = async (event: string, payload: unknown): Promise<void> => {
    hear(event, payload, (answer: object) => answers.push(answer));
    await settle();
  };
  return { clock, log, ask, tell: hear, answers, emitted, resets: () => resets };
}

const LEAVE = ["leave-room", { streamId: "s1" }] as const;

describe("answering a socket", () => {
  it("[CN14] closes the connection of a client for which more than 4 MiB of answers wait", async () => {
    const full = await openDispatch({ queuedBytes: 4_194_305 });
    await full.ask(...LEAVE);
    expect([full.answers, full.resets()]).toEqual([[], 1]);
    const nearly = await openDispatch({ queuedBytes: 4_194_304 });
    await nearly.ask(...LEAVE);
    expect([nearly.answers, nearly.resets()]).toEqual([[{ ok: true }], 0]);
  });

  it("[CN14] refuses more than 200 events in 4 s, and closes the connection of a client that continues", async () => {
    const { clock, ask, answers, resets } = await openDispatch();
    for (let i = 0; i < 201; i++) await ask(...LEAVE);
    expect(answers.filter((answer) => "error" in answer)).toHaveLength(1);
    expect(answers.at(-1)).toMatchObject({ error: { code: "rate-limited" } });
    clock.pass(4_000);
    await ask(...LEAVE);
    expect(answers.at(-1)).toEqual({ ok: true });
    for (let i = 0; i < 520; i++) await ask(...LEAVE);
    expect(resets()).toBeGreaterThan(0);
  });

  it("[JR10] tells of each join of the handshake once, in place of its ack", async () => {
    const joins = ["s1", "s2"].map(
      (streamId) => [streamId, { streamId, wants: ["entries"] }] as const,
    );
    const { emitted } = await openDispatch({ joins: new Map(joins) });
    await expect.poll(() => emitted.length).toBe(2);
    await settle();
    // Those are texts: the part that many get is encoded once.
    const told = emitted.map(([event, payload]) => [
      event,
      JSON.parse((payload as EncodedJson).text),
    ]);
    const joined = (streamId: string) => [
      "joined",
      expect.objectContaining({ streamId, answer: expect.objectContaining({ ok: true }) }),
    ];
    expect(told).toEqual([joined("s1"), joined("s2")]);
  });

  it("[ER2] tells a refusal without an ack as an error that names the event, shortened", async () => {
    const { tell, emitted } = await openDispatch();
    tell("x".repeat(10_000), {});
    tell("leave-room", { streamId: "s1" });
    await settle();
    expect(emitted).toEqual([
      ["error", expect.objectContaining({ code: "unknown-event", event: "x".repeat(64) })],
    ]);
  });

  it("[CN14] closes a connection that polls, of which there is no line to reset", () => {
    const closed: unknown[] = [];
    const close = (isAtOnce: boolean) => void closed.push(isAtOnce);
    resetConnection({ transport: {}, close } as unknown as ChatSocket["conn"]);
    expect(closed).toEqual([true]);
  });

  it("[ER4] answers an unforeseen error with `internal`, and reveals nothing of it", async () => {
    const { log, ask, answers } = await openDispatch();
    Object.assign(log.port, { readTail: () => Promise.reject(new Error("SELECT secret")) });
    await ask("join-room", { streamId: "s1" });
    expect(answers).toMatchObject([{ ok: false, error: { code: "internal" } }]);
    expect(JSON.stringify(answers)).not.toContain("SELECT");
  });
});
