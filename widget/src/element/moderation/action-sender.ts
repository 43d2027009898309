import type { ActionScope, Answer, AuditRecord, ModerationAction } from "#protocol";
import { makeClientId } from "../../client/sender/client-id.ts";
import { scopeOf } from "./action-scope.ts";
import { askStaff, type StaffChat } from "./ask-staff.ts";

/**
 * Performs an action, and resolves with its record or the refusal. Without a scope, bans by staff
 * of the channel hold for the channel, everything else for the stream. (SPEC CH6)
 */
export type Act = (
  action: ModerationAction,
  scope?: ActionScope,
) => Promise<Answer<{ record: AuditRecord }>>;

/** An unanswered action that is repeated within this time counts as the same one. */
const REPEATED_WITHIN_MS = 60_000;
/** Error codes after which the outcome is unknown. */
const UNKNOWN = new Set<string>(["store-unavailable", "store-busy"]);

interface Sent {
  readonly key: string;
  readonly clientId: string;
  readonly atMs: number;
}

/**
 * Sends actions to a chat's server.
 *
 * An action that is requested twice at once, or again without an answer, is sent as one.
 * (SPEC MO17)
 */
export class ActionSender {
  readonly #chat: StaffChat | undefined;
  readonly #now: () => number;
  readonly #underWay = new Map<string, ReturnType<Act>>();
  /** The last unanswered action; after other actions it counts as a new one. */
  #unanswered: Sent | undefined;

  constructor(chat: StaffChat | undefined, now: () => number = () => performance.now()) {
    this.#chat = chat;
    this.#now = now;
  }

  readonly act: Act = (action, scope) => {
    const key = JSON.stringify([action, scope]);
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const answer = this.#ask(action, scope, key).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, answer);
    return answer;
  };

  async #ask(
    action: ModerationAction,
    scope: ActionScope | undefined,
    key: string,
  ): ReturnType<Act> {
    const before = this.#unanswered;
    this.#unanswered = undefined;
    const isRepeated = before?.key === key && this.#now() - before.atMs < REPEATED_WITHIN_MS;
    const clientId = isRepeated ? before.clientId : makeClientId();
    const answer = await askStaff(this.#chat, "moderate", {
      action,
      clientId,
      ...scopeOf(scope ?? "stream"),
    });
    if (!answer.ok && UNKNOWN.has(answer.error.code))
      this.#unanswered = { key, clientId, atMs: this.#now() };
    return answer;
  }
}
