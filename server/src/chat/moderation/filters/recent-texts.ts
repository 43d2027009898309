import { hashText } from "../../text/hash-text.ts";
import type { RepeatCounts } from "./filter-context.ts";
import { toCells } from "./words/text-cells.ts";

/** A text and its author. */
export interface Utterance {
  userId: string;
  text: string;
  /** Distinguishes a retry of a message from another message with the same text. (SPEC LOG3) */
  clientId?: string | undefined;
}

interface Written extends Omit<Utterance, "text"> {
  atMs: number;
}

/**
 * Maximum number of texts kept per stream; keeping more would only delay the detection of a raid.
 */
const MAX_KEPT = 2_000;
const MAX_AGE_MS = 600_000;
/** Shorter texts are applause and many people write them: ㅋㅋㅋ, 1, wow. */
const MIN_LETTERS = 6;
/** Prefix of the key of such a text. */
const SHORT = "-";

/** Recent texts of one stream, as seen by this node. (SPEC FI8) */
export class RecentTexts {
  readonly #byText = new Map<string, Written[]>();
  #kept = 0;

  /** Number of texts kept. */
  get size(): number {
    return this.#kept;
  }

  /** How often a text was written since a time, by its author and by everyone. */
  repeats(
    key: string,
    { userId, clientId }: Omit<Utterance, "text">,
    sinceMs: number,
  ): RepeatCounts {
    const isAnother = (each: Written) =>
      clientId === undefined || each.clientId !== clientId || each.userId !== userId;
    const written = (this.#byText.get(key) ?? []).filter(
      (each) => each.atMs > sinceMs && isAnother(each),
    );
    const byOne = written.filter((each) => each.userId === userId).length;
    return { byOne, byMany: key.startsWith(SHORT) ? 0 : written.length };
  }

  /** Records a text; the returned function removes it again. */
  note({ text, userId, clientId }: Utterance, nowMs: number): () => void {
    const key = toTextKey(text);
    const written = this.#byText.get(key) ?? [];
    // Keeps the map in order of the last write, so that the first key is evicted.
    this.#byText.delete(key);
    this.#byText.set(key, written);
    const utterance: Written = { userId, clientId, atMs: nowMs };
    written.push(utterance);
    this.#kept++;
    this.#forget(nowMs);
    return () => this.#takeBack(key, utterance);
  }

  #takeBack(key: string, utterance: Written): void {
    const written = this.#byText.get(key);
    const at = written?.indexOf(utterance) ?? -1;
    if (!written || at < 0) return;
    written.splice(at, 1);
    this.#kept--;
    if (written.length === 0) this.#byText.delete(key);
  }

  #forget(nowMs: number): void {
    for (const [key, written] of this.#byText) {
      const isOld = written.at(-1)!.atMs <= nowMs - MAX_AGE_MS;
      if (!isOld && this.#kept <= MAX_KEPT) return;
      // If only one text is kept, its older half is removed.
      const gone = isOld || this.#byText.size > 1 ? written.length : Math.ceil(written.length / 2);
      this.#kept -= gone;
      if (gone === written.length) this.#byText.delete(key);
      else written.splice(0, gone);
    }
  }
}

/**
 * A key shared by texts that say the same: their letters, with repetitions removed, or the signs of
 * a text without letters. Of bounded length, because many keys are kept.
 */
export function toTextKey(text: string): string {
  const cells = toCells(text.normalize("NFC")).filter(({ kind }) => kind !== "space");
  const letters = cells.filter(({ kind }) => kind !== "sign");
  const written = letters.length > 0 ? letters : cells;
  const characters = written
    .filter(({ kind, char }, i) => kind === "digit" || char !== written[i - 1]?.char)
    .map(({ char }) => char);
  const key = hashText(characters.join(""));
  return characters.length < MIN_LETTERS ? SHORT + key : key;
}
