import { START, type ChatMessage, type Entry, type Joined } from "#protocol";
import type { LogAction } from "../../../widget/src/store/log-reducer.ts";
import type { LogState } from "../../../widget/src/store/log-state.ts";

export const EPOCH = "e1";
const STREAM = { streamId: "s" };

/** A message, a person whose messages are purged, or the number of an entry that is removed. */
export type Kind = "message" | "u0" | "u1" | number;

/** A server's log, and what it answers. */
export class ServerLog {
  readonly entries: readonly Entry[];

  constructor(kinds: readonly Kind[]) {
    const entries: Entry[] = [];
    for (const kind of kinds) {
      const seq = entries.length + 1;
      const base = { seq, id: `i${seq}`, timestamp: seq };
      const target = typeof kind === "number" ? entries[kind % (entries.length || 1)] : undefined;
      if (kind === "u0" || kind === "u1") entries.push({ kind: "purge", userId: kind, ...base });
      else if (target?.kind === "message")
        entries.push({ kind: "removal", messageId: target.id, messageSeq: target.seq, ...base });
      else
        entries.push({
          kind: "message",
          userId: `u${seq % 2}`,
          nickname: "n",
          role: "guest",
          message: `${seq}`,
          ...base,
        });
    }
    this.entries = entries;
  }

  /** As the log stood when its head was at `head`: removed texts are gone. (SPEC LOG5) */
  upTo(head: number): Entry[] {
    const entries = this.entries.slice(0, head);
    const removed = new Set(entries.flatMap((e) => (e.kind === "removal" ? e.messageId : [])));
    const isPurged = ({ userId, seq }: Entry & { kind: "message" }): boolean =>
      entries.some((e) => e.kind === "purge" && e.userId === userId && e.seq > seq);
    return entries.map((entry) =>
      entry.kind === "message" && (removed.has(entry.id) || isPurged(entry))
        ? { kind: "tombstone", seq: entry.seq, id: entry.id, timestamp: entry.timestamp }
        : entry,
    );
  }

  messages(head: number): ChatMessage[] {
    return this.upTo(head).flatMap((entry) => {
      if (entry.kind !== "message") return [];
      const { kind: _, ...message } = entry;
      return { ...message, ...STREAM };
    });
  }

  join(head: number, log: LogState, recover: boolean, limit: number): LogAction {
    const position = { epoch: EPOCH, seq: head, id: `i${head}` };
    const common = {
      me: { userId: "u", role: "guest", maySend: true } as const,
      room: { viewers: 1 },
      position: head === 0 ? START : position,
    };
    const all = this.messages(head);
    const joined: Joined = recover
      ? { ...common, recovered: true, entries: this.upTo(head).slice(log.position.seq) }
      : {
          ...common,
          recovered: false,
          messages: all.slice(-limit),
          more: all.length > limit,
        };
    return { kind: "joined", joined };
  }
}
