import { expect } from "vitest";
import { EntryUnpacker, START, type ChatMessage, type Entry, type Position } from "#protocol";
import { connect } from "./connect.ts";
import { ask, type Client } from "./stock-client.ts";

/** A viewer who applies the log by its rules, and joins and leaves. (SPEC EN1–EN11) */
export class FollowingViewer {
  readonly client: Client;
  position: Position = START;
  isHere = false;
  #messages = new Map<string, { seq: number; userId: string; message: string }>();
  #unpacker = new EntryUnpacker();
  /** Set by a restoration of messages that it does not know. */
  #mustRead = false;

  constructor(url: string) {
    this.client = connect(url);
    this.client.on("entries", (packed) => {
      const batch = this.#unpacker.unpack(packed);
      if (batch && this.isHere) this.#apply(batch.entries);
    });
  }

  async come(): Promise<void> {
    this.#unpacker = new EntryUnpacker();
    await new Promise<void>((resolve) => {
      const payload = { streamId: "s1", wants: ["entries"] as const, after: this.position };
      this.client.emit("join-room", payload as never, (joined) => {
        if (!joined.ok) throw new Error(joined.error.code);
        this.isHere = true;
        if (joined.recovered) this.#apply(joined.entries);
        else this.#replace(joined.messages);
        this.position = joined.position;
        resolve();
      });
    });
  }

  async leave(): Promise<void> {
    this.isHere = false;
    await ask(this.client, "leave-room", "s1");
  }

  /** The visible messages, read again if necessary. */
  async texts(): Promise<string[]> {
    if (this.#mustRead) this.#replace(await historyOf(this.client));
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq).map(({ message }) => message);
  }

  #replace(messages: readonly ChatMessage[]): void {
    this.#mustRead = false;
    this.#messages = new Map(messages.map((each) => [each.id, each]));
  }

  #apply(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.seq <= this.position.seq) continue;
      expect(entry.seq).toBe(this.position.seq + 1);
      this.position = { ...this.position, seq: entry.seq, id: entry.id };
      if (entry.kind === "message") this.#messages.set(entry.id, entry);
      if (entry.kind === "removal") this.#messages.delete(entry.messageId);
      if (entry.kind === "purge") this.#drop(({ userId }) => userId === entry.userId);
      if (entry.kind === "clear") this.#drop(() => true);
      if (entry.kind === "restoration" && entry.message)
        this.#messages.set(entry.message.id, entry.message);
      else if (entry.kind === "restoration") this.#mustRead = true;
    }
  }

  #drop(goes: (message: { userId: string }) => boolean): void {
    for (const [id, message] of this.#messages) if (goes(message)) this.#messages.delete(id);
  }
}

/** The messages of a stream as its history has them. */
export async function historyOf(client: Client): Promise<ChatMessage[]> {
  const page = await client.emitWithAck("load-history", {
    ...{ streamId: "s1", before: Number.MAX_SAFE_INTEGER, limit: 100 },
  });
  if (!page.ok) throw new Error(page.error.code);
  return page.messages;
}

/** All entries of a stream. */
export async function entriesOf(client: Client): Promise<Entry[]> {
  const page = await client.emitWithAck("fetch-entries", { streamId: "s1", after: 0 });
  if (!page.ok) throw new Error(page.error.code);
  return page.entries;
}
