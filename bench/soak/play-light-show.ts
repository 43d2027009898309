import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Answer } from "#protocol";
import { chatLines } from "../fan-out/load/chat-lines.ts";
import type { Dialect, Heard, Line } from "../fan-out/load/dialect.ts";
import { FrameMemo } from "../fan-out/load/frame-memo.ts";
import type { LatencyHistogram } from "../fan-out/load/latency-histogram.ts";
import { writeMark } from "../fan-out/load/mark.ts";
import { nowMs } from "../fan-out/load/monotonic-clock.ts";
import { LIVE_CHAT } from "../fan-out/load/socket-io-dialect.ts";
import { Viewer, type ViewerContext } from "../fan-out/load/viewer.ts";
import { localAddressOf } from "./local-address.ts";
import { repeatWhileBusy } from "./repeat-while-busy.ts";
import type { SoakCounts } from "./soak-counts.ts";

export interface LightStage {
  readonly url: string;
  readonly counts: SoakCounts;
  readonly viewers: number;
  /** When messages arrive. */
  readonly latency: LatencyHistogram;
}

/** Shops that have one show after the other. */
const SHOPS = 500;
/** When, as a share of a show's life, somebody writes: all have come by then, and nobody has left. */
const WRITTEN_AT = [0.3, 0.6];
const LAST_ARRIVAL = 0.1;
const TRIES = 60;
const RETRY_MS = 1_000;

const SENT = "431[";
const LEFT = "432[";
const ENTERED = ['42["joined"', "430["];

/**
 * Shows of people who do little: ten thousands of them are there at a time. They come within the
 * first tenth of a show, hear two messages and leave, each in one of the three ways that there are.
 */
export class LightShows {
  readonly #stage: LightStage;
  readonly #context: ViewerContext;
  readonly #lines = chatLines("korean");
  /** Those who wait for the answer to what they asked. */
  readonly #asking = new WeakMap<Line, (answer: Answer | undefined) => void>();

  constructor(stage: LightStage) {
    this.#stage = stage;
    this.#context = {
      host: "127.0.0.1",
      port: Number(new URL(stage.url).port),
      dialect: this.#dialect(),
      memo: new FrameMemo<Heard>(),
      compress: false,
      originOf: (index) => ({
        localAddress: localAddressOf(index),
        forwardedFor: `20.${index >> 16}.${(index >> 8) & 0xff}.${index & 0xff}`,
      }),
      onMessages: (viewer, { marks }, now) => {
        for (const { sentAtMs, number } of marks) {
          viewer.received++;
          viewer.numberSum += number;
          stage.latency.add(now - sentAtMs);
        }
      },
    };
  }

  async play(show: number, lifeMs: number): Promise<void> {
    const { counts, viewers: count } = this.#stage;
    const streamId = `shop${show % SHOPS}:show${show}`;
    const viewers = Array.from(
      { length: count },
      (_, i) => new Viewer(show * count + i, this.#context, streamId),
    );
    await Promise.all([
      ...viewers.map((viewer) => this.#watch(viewer, lifeMs)),
      ...WRITTEN_AT.map(async (share, i) => {
        await pause(share * lifeMs);
        await this.#write(viewers[i]!, i + 1);
      }),
    ]);
    counts.add("shows");
  }

  async #watch(viewer: Viewer, lifeMs: number): Promise<void> {
    const { counts } = this.#stage;
    await pause(Math.random() * LAST_ARRIVAL * lifeMs);
    await this.#come(viewer);
    let isHere = true;
    viewer.onClose(() => {
      if (isHere) counts.lost("connections that the server closed");
    });
    await pause(lifeMs);
    isHere = false;
    await this.#leave(viewer);
    const numberSum = WRITTEN_AT.reduce((sum, _, i) => sum + i + 1, 0);
    if (viewer.received === WRITTEN_AT.length && viewer.numberSum === numberSum)
      counts.add("viewers who heard each message once");
    else counts.lost("messages to a viewer");
  }

  /** Who is not let in tries again, as the element does. */
  async #come(viewer: Viewer): Promise<void> {
    for (let tries = 1; ; tries++)
      try {
        return await viewer.open();
      } catch (error) {
        if (tries === TRIES) throw error;
        this.#stage.counts.add(`tried to join again: ${String(error)}`);
        await pause(RETRY_MS);
      }
  }

  async #write(viewer: Viewer, number: number): Promise<void> {
    const { counts } = this.#stage;
    const message = `${this.#lines.next().value} ${writeMark(number, nowMs())}`;
    const request = { streamId: viewer.room, message, clientId: randomUUID() };
    const packet = `421${JSON.stringify(["send-message", request])}`;
    const answer = await repeatWhileBusy("send-message", counts, () => this.#ask(viewer, packet));
    if (answer) counts.answered("send-message", answer);
    if (!answer?.ok) counts.lost("sent messages");
  }

  async #leave(viewer: Viewer): Promise<void> {
    if (viewer.index % 3 === 0) return viewer.reset();
    const packet = `422${JSON.stringify(["leave-room", { streamId: viewer.room }])}`;
    if (viewer.index % 3 === 1) await this.#ask(viewer, packet);
    viewer.close();
  }

  #ask(viewer: Viewer, packet: string): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      this.#asking.set(viewer, resolve);
      viewer.onClose(() => resolve(undefined));
      viewer.say(packet);
    });
  }

  #dialect(): Dialect {
    const { counts } = this.#stage;
    return {
      ...LIVE_CHAT,
      answer: (control, line) => {
        if (control.startsWith(SENT) || control.startsWith(LEFT))
          return this.#asking.get(line)?.(answerIn(control));
        const isAnswer = ENTERED.some((start) => control.startsWith(start));
        if (isAnswer) counts.add(control.includes('"ok":false') ? "joins refused" : "joins");
        LIVE_CHAT.answer(control, line);
      },
    };
  }
}

/** An answer may have been cut; a refusal is short. */
function answerIn(control: string): Answer {
  const json = control.slice(SENT.length, -1);
  return json.startsWith('{"ok":true') ? { ok: true } : (JSON.parse(json) as Answer);
}
