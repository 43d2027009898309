import {
  START,
  type ChatMessage,
  type Entry,
  type Joined,
  type MessageEntry,
  type RoomMode,
} from "#protocol";
import type { LogAction } from "../../../widget/src/client/log/log-reducer.ts";
import { EMPTY_LOG, type LogState } from "../../../widget/src/client/log/log-state.ts";

export const EPOCH = "e1";
const STREAM = { streamId: "s" };

/** A message, a person whose messages are purged, the number of an entry that is removed, or what else staff do. */
export type Kind = "message" | "u0" | "u1" | "clear" | "restore" | "mode" | number;

/** A server's log, and what it answers. */
export class ServerLog {
  readonly entries: readonly Entry[];
  readonly #byHead = new Map<number, readonly Entry[]>();

  constructor(kinds: readonly Kind[]) {
    const entries: Entry[] = [];
    for (const kind of kinds) entries.push(makeEntry(kind, entries));
    this.entries = entries;
  }

  /** As the log stood when its head was at `head`: removed texts are gone. (SPEC LOG5) */
  upTo(head: number): readonly Entry[] {
    const known = this.#byHead.get(head);
    if (known) return known;
    const entries = this.entries.slice(0, head);
    const undone = undoneIn(entries);
    const upTo = entries.map((entry) =>
      entry.kind === "message" && isGone(entry, entries, undone)
        ? { kind: "tombstone" as const, seq: entry.seq, id: entry.id, timestamp: entry.timestamp }
        : entry,
    );
    this.#byHead.set(head, upTo);
    return upTo;
  }

  mode(head: number): RoomMode {
    const entry = this.entries.slice(0, head).findLast(({ kind }) => kind === "mode");
    return entry?.kind === "mode" ? entry.mode : {};
  }

  messages(head: number): ChatMessage[] {
    return this.upTo(head).flatMap((entry) => {
      if (entry.kind !== "message") return [];
      const { kind: _, ...message } = entry;
      return { ...message, ...STREAM };
    });
  }

  /** The ack of a join without a position. */
  snapshot(head: number, limit = 10): object {
    const action = this.join(head, EMPTY_LOG, false, limit);
    return action.kind === "joined" ? { ok: true, ...action.joined } : {};
  }

  join(head: number, log: LogState, recover: boolean, limit: number): LogAction {
    const position = { epoch: EPOCH, seq: head, id: `i${head}` };
    const common = {
      me: { userId: "u", role: "guest", maySend: true } as const,
      room: { viewers: 1, mode: this.mode(head) },
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

function makeEntry(kind: Kind, entries: readonly Entry[]): Entry {
  const seq = entries.length + 1;
  const base = { seq, id: `i${seq}`, timestamp: seq };
  if (kind === "u0" || kind === "u1") return { kind: "purge", userId: kind, ...base };
  if (kind === "clear") return { kind, ...base };
  if (kind === "mode") return { kind, mode: { slowSeconds: seq }, ...base };
  if (kind === "restore") return restoration(base, entries) ?? makeEntry("message", entries);
  const target = typeof kind === "number" ? entries[kind % (entries.length || 1)] : undefined;
  if (target?.kind === "message")
    return { kind: "removal", messageId: target.id, messageSeq: target.seq, ...base };
  return {
    kind: "message",
    userId: `u${seq % 2}`,
    nickname: "n",
    role: "guest",
    message: `${seq}`,
    ...base,
  };
}

/** Undoes the newest thing that was not undone. (SPEC EN9) */
function restoration(
  base: Pick<Entry, "seq" | "id" | "timestamp">,
  entries: readonly Entry[],
): Entry | undefined {
  const undone = undoneIn(entries);
  const target = entries.findLast(
    ({ kind, seq }) => ["removal", "purge", "clear"].includes(kind) && !undone.has(seq),
  );
  if (!target) return undefined;
  const entry = { kind: "restoration", undoes: target.seq, ...base } as const;
  if (target.kind !== "removal") return entry;
  const message = entries.find(({ id }) => id === target.messageId) as MessageEntry;
  const soFar = [...entries, entry];
  return isGone(message, soFar, undoneIn(soFar)) ? undefined : { ...entry, message };
}

function isGone(
  message: MessageEntry,
  entries: readonly Entry[],
  undone: ReadonlySet<number>,
): boolean {
  return entries.some(
    (entry) =>
      !undone.has(entry.seq) &&
      ((entry.kind === "removal" && entry.messageId === message.id) ||
        (entry.seq > message.seq &&
          (entry.kind === "clear" || (entry.kind === "purge" && entry.userId === message.userId)))),
  );
}

function undoneIn(entries: readonly Entry[]): ReadonlySet<number> {
  return new Set(entries.flatMap((e) => (e.kind === "restoration" ? e.undoes : [])));
}
