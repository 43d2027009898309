import { hashText } from "../../text/hash-text.ts";
import type { RepeatCounts } from "./filter-context.ts";
import { toCells } from "./words/text-cells.ts";

/** What somebody wrote. */
export interface Utterance {
  userId: string;
  text: string;
  /** What tells a message that is sent once more from one that says the same. (SPEC LOG3) */
  clientId?: string | undefined;
}

interface Written extends Omit<Utterance, "text"> {
  atMs: number;
}

/** What is kept for one stream: more would only slow a raid's texts down to be found. */
const MAX_KEPT = 2_000;
const MAX_AGE_MS = 600_000;
/** Shorter ones are applause, and everyone's: ㅋㅋㅋ, 1, wow. */
const MIN_LETTERS = 6;
/** Begins the key of such a text. */
const SHORT = "-";

/** Remembers what was written in one stream of late, as this node saw it. (SPEC FI8) */
export class RecentTexts {
  readonly #byText = new Map<string, Written[]>();
  #kept = 0;

  /** How many utterances are kept. */
  get size(): number {
    return this.#kept;
  }

  /** How often a text was written since a time, by its author and by all. */
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

  /** Notes what was written; what it returns takes that back. */
  note({ text, userId, clientId }: Utterance, nowMs: number): () => void {
    const key = toTextKey(text);
    const written = this.#byText.get(key) ?? [];
    // The text written last stands last, so that the first is the one to go.
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
      // Of a text that is all there is, the older half goes.
      const gone = isOld || this.#byText.size > 1 ? written.length : Math.ceil(written.length / 2);
      this.#kept -= gone;
      if (gone === written.length) this.#byText.delete(key);
      else written.splice(0, gone);
    }
  }
}

/**
 * What texts have in common that say the same: their letters, drawn out or not; of those
 * without letters, the signs. Short, whatever the text, for many are kept.
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
