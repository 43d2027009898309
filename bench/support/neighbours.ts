import { setTimeout as pause } from "node:timers/promises";
import { LightClient } from "../../tests/support/light-client.ts";
import { percentile } from "./statistics.ts";

// Enough that nobody reaches the rate limit.
const PEOPLE = 80;
const SEND_EVERY_MS = 20;

export interface Latency {
  p50: number;
  p99: number;
  sent: number;
  failed: number;
}

/** Measures how people of another room are affected: latency and failures of their sends. */
export class Neighbours {
  readonly #people: LightClient[];

  private constructor(people: LightClient[]) {
    this.#people = people;
  }

  static async enter(url: string): Promise<Neighbours> {
    const people: LightClient[] = [];
    for (let i = 0; i < PEOPLE; i++) {
      const client = await LightClient.open(url);
      const user = { userId: "x", nickname: `neighbour ${i}` };
      await client.ask("join-room", { streamId: "home", user, wants: ["entries"] });
      people.push(client);
    }
    return new Neighbours(people);
  }

  /** Sends, one person after another, until something is over. */
  async sendUntil(over: Promise<unknown>): Promise<Latency> {
    const stopped = new AbortController();
    const ended = over.finally(() => stopped.abort());
    const took: number[] = [];
    const sends: Promise<void>[] = [];
    let failed = 0;
    for (let i = 0; !stopped.signal.aborted; i++) {
      const person = this.#people[i % PEOPLE]!;
      const start = performance.now();
      sends.push(
        person.ask("send-message", { streamId: "home", message: `hello ${i}` }).then((answer) => {
          if (answer.includes('"ok":true')) took.push(performance.now() - start);
          else failed += 1;
        }),
      );
      await pause(SEND_EVERY_MS);
    }
    await Promise.all([...sends, ended]);
    const [p50, p99] = [percentile(took, 0.5), percentile(took, 0.99)];
    return { p50, p99, sent: sends.length, failed };
  }

  close(): void {
    for (const person of this.#people) person.close();
  }
}

export function showLatency({ p50, p99, sent, failed }: Latency): string {
  return `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${failed} of ${sent} sends failed`;
}
