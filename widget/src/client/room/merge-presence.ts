/** Who came, or who left, at about the same time; one quiet line between the messages. */
export interface PresenceLine {
  readonly key: string;
  readonly kind: "joined" | "left";
  /** The first of them; nobody in rooms too large to name people. (SPEC PR2) */
  readonly nicknames: readonly string[];
  readonly count: number;
  readonly atMs: number;
  /** It stands behind the row of this seq. */
  readonly afterSeq: number;
}

export type PresenceChange = Pick<PresenceLine, "kind" | "atMs" | "afterSeq"> & {
  /** Of a single person; a count is of people without names. */
  readonly nickname?: string;
  readonly count?: number;
};

const MAX_LINES = 20;
const MAX_NAMES = 3;
const MERGE_NAMED_MS = 6_000;
/** Large rooms have somebody coming at every moment. */
const MERGE_COUNTED_MS = 20_000;

/** Adds a change to the last line of its kind, or as a line of its own once that one is old. */
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
