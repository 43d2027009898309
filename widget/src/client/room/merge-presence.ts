/** People who joined, or left, at about the same time; shown as one line between the messages. */
export interface PresenceLine {
  readonly key: string;
  readonly kind: "joined" | "left";
  /** The first of them; empty in rooms too large to name people. (SPEC PR2) */
  readonly nicknames: readonly string[];
  readonly count: number;
  readonly atMs: number;
  /** The seq of the row before it. */
  readonly afterSeq: number;
}

export type PresenceChange = Pick<PresenceLine, "kind" | "atMs" | "afterSeq"> & {
  /** The name of a single person; a count has no names. */
  readonly nickname?: string;
  readonly count?: number;
};

const MAX_LINES = 20;
const MAX_NAMES = 3;
const MERGE_NAMED_MS = 6_000;
/** In large rooms, people join all the time. */
const MERGE_COUNTED_MS = 20_000;

/** Adds a change to the last line of its kind, or starts a new line if that one is old. */
export function addPresence(
  lines: readonly PresenceLine[],
  { nickname, count = 1, ...change }: PresenceChange,
): readonly PresenceLine[] {
  const nicknames = nickname === undefined ? [] : [nickname];
  const last = lines.findLast(({ kind }) => kind === change.kind);
  const mergeMs = nickname === undefined ? MERGE_COUNTED_MS : MERGE_NAMED_MS;
  if (!last || change.atMs - last.atMs >= mergeMs) {
    const key = `presence ${(Number(lines.at(-1)?.key.split(" ")[1]) || 0) + 1}`;
    return [...lines, { key, ...change, nicknames, count }].slice(-MAX_LINES);
  }
  const merged = {
    ...last,
    nicknames: [...last.nicknames, ...nicknames].slice(0, MAX_NAMES),
    count: last.count + count,
  };
  return lines.map((line) => (line === last ? merged : line));
}
