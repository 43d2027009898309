/**
 * Recognises answers that come after the answer to a newer request, so that what is shown never
 * goes back. An answer is used while a newer request waits: where news come faster than answers,
 * the newest request alone would never be answered.
 */
export class AnswerOrder {
  #asked = 0;
  #shown = 0;

  /** The answer; undefined if it is older than what is shown. */
  async of<Answer extends { readonly ok: boolean }>(
    asked: Promise<Answer>,
  ): Promise<Answer | undefined> {
    const turn = ++this.#asked;
    const answer = await asked;
    if (turn < this.#shown) return undefined;
    if (answer.ok) this.#shown = turn;
    return answer;
  }

  /** No longer uses answers to what was asked so far: something else is to be shown. */
  restart(): void {
    this.#shown = ++this.#asked;
  }
}
