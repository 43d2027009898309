import type { MessageRef } from "#protocol";
import type { ServerConnection } from "../connection/server-connection.ts";
import type { LogRow } from "./log-state.ts";

/** Loads the messages that replies refer to: one at a time, without duplicates. (SPEC SM9) */
export class Quotes {
  readonly #connection: Pick<ServerConnection, "ask">;
  readonly #streamId: string;
  readonly #onRow: (row: LogRow) => void;
  readonly #waiting = new Map<string, MessageRef>();
  #isFetching = false;
  #startCount = 0;

  constructor(
    connection: Pick<ServerConnection, "ask">,
    streamId: string,
    onRow: (row: LogRow) => void,
  ) {
    this.#connection = connection;
    this.#streamId = streamId;
    this.#onRow = onRow;
  }

  load({ id, seq }: MessageRef): void {
    this.#waiting.set(id, { id, seq });
    if (!this.#isFetching) void this.#run();
  }

  /** Ignores pending requests; views that still show a reply request it again. */
  startOver(): void {
    this.#startCount += 1;
    this.#waiting.clear();
  }

  async #run(): Promise<void> {
    this.#isFetching = true;
    for (const ref of this.#waiting.values()) {
      const startCount = this.#startCount;
      const row = await this.#fetch(ref);
      if (startCount !== this.#startCount) continue;
      this.#waiting.delete(ref.id);
      if (row) this.#onRow(row);
    }
    this.#isFetching = false;
  }

  /** Undefined if no answer arrived; then it may be requested again. */
  async #fetch({ id, seq }: MessageRef): Promise<LogRow | undefined> {
    const request = { streamId: this.#streamId, after: seq - 1, limit: 1 };
    const answer = await this.#connection.ask("fetch-entries", request);
    if (!answer?.ok) return undefined;
    const [entry] = answer.entries;
    return entry?.kind === "message" && entry.id === id
      ? entry
      : { kind: "removed", id, seq, timestamp: 0 };
  }
}
