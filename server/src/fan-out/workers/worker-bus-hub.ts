import type { FromHub, ToHub } from "./hub-message.ts";

/** Sends to one worker; `done` is called when the message was handed over. */
type Send = (message: FromHub, done: () => void) => void;

interface Member {
  send: Send;
  pendingChars: number;
}

/** Maximum of unsent data; more is dropped, and the worker reads the database. */
const MAX_PENDING_CHARS = 8_388_608;

/** The hub of a bus between the workers of one machine: it forwards their messages. */
export class WorkerBusHub {
  readonly #members = new Map<number, Member>();
  readonly #followers = new Map<string, Set<number>>();

  join(id: number, send: Send): void {
    this.#members.set(id, { send, pendingChars: 0 });
  }

  leave(id: number): void {
    this.#members.delete(id);
    for (const streamId of [...this.#followers.keys()]) this.#unfollow(id, streamId);
  }

  receive(id: number, message: ToHub): void {
    // The last messages of a killed worker may arrive after its exit.
    if (!this.#members.has(id)) return;
    switch (message.kind) {
      case "follow": {
        const followers = this.#followers.get(message.streamId) ?? new Set();
        this.#followers.set(message.streamId, followers.add(id));
        return this.#hand(id, { kind: "following", streamId: message.streamId });
      }
      case "unfollow":
        return this.#unfollow(id, message.streamId);
      case "tell": {
        const { streamId } = message;
        const told: FromHub = { ...message, kind: "told" };
        if (streamId === undefined) for (const each of this.#members.keys()) this.#hand(each, told);
        else
          for (const each of this.#followers.get(streamId) ?? [])
            if (each !== id) this.#hand(each, told);
      }
    }
  }

  #unfollow(id: number, streamId: string): void {
    const followers = this.#followers.get(streamId);
    followers?.delete(id);
    if (followers?.size === 0) this.#followers.delete(streamId);
  }

  #hand(id: number, message: FromHub): void {
    const member = this.#members.get(id);
    if (!member || member.pendingChars > MAX_PENDING_CHARS) return;
    const chars = message.kind === "told" ? message.envelope.length : 0;
    member.pendingChars += chars;
    member.send(message, () => (member.pendingChars -= chars));
  }
}
