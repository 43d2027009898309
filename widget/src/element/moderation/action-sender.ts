import type { Answer, AuditRecord, ModerationAction } from "#protocol";
import { makeClientId } from "../../client/sender/client-id.ts";
import { askStaff, type StaffChat } from "./ask-staff.ts";

/** Has something done, and answers with the record of it, or why it was not done. */
export type Act = (action: ModerationAction) => Promise<Answer<{ record: AuditRecord }>>;

/** For so long an action that was left without an answer is taken for the same when it comes again. */
const REPEATED_WITHIN_MS = 60_000;
/** Whether it was done is not known: no answer came, or the server could not say. */
const UNKNOWN = new Set<string>(["store-unavailable", "store-busy"]);

interface Sent {
  readonly key: string;
  readonly clientId: string;
  readonly atMs: number;
}

/**
 * Asks a chat's server for actions.
 *
 * What is asked for twice at once, or again because no answer came, is one action to the server. (SPEC MO17)
 */
export class ActionSender {
  readonly #chat: StaffChat | undefined;
  readonly #now: () => number;
  readonly #underWay = new Map<string, ReturnType<Act>>();
  /** The last one that was left without an answer; done again after others, it is another one. */
  #unanswered: Sent | undefined;

  constructor(chat: StaffChat | undefined, now: () => number = () => performance.now()) {
    this.#chat = chat;
    this.#now = now;
  }

  readonly act: Act = (action) => {
    const key = JSON.stringify(action);
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const answer = this.#ask(action, key).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, answer);
    return answer;
  };

  async #ask(action: ModerationAction, key: string): ReturnType<Act> {
    const before = this.#unanswered;
    this.#unanswered = undefined;
    const isRepeated = before?.key === key && this.#now() - before.atMs < REPEATED_WITHIN_MS;
    const clientId = isRepeated ? before.clientId : makeClientId();
    const answer = await askStaff(this.#chat, "moderate", { action, clientId });
    if (!answer.ok && UNKNOWN.has(answer.error.code))
      this.#unanswered = { key, clientId, atMs: this.#now() };
    return answer;
  }
}
