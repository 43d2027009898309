import type { Chat } from "../chat.ts";
import { endSession } from "./end-session.ts";
import type { ListedSession, SessionStore } from "../ports/session-store.ts";

/** What the operator sees of people's sessions, and does to them. (SPEC AD11) */
export class SessionAdmin {
  readonly #store: SessionStore;

  constructor(store: SessionStore) {
    this.#store = store;
  }

  listOf(userId: string): Promise<ListedSession[]> {
    return this.#store.listOf(userId);
  }

  /** Ends all sessions of a person, or one of them, and takes the name out; resolves with their ids. */
  async end(chat: Chat, userId: string, sessionId?: string): Promise<string[]> {
    const ids = await this.#store.endOf(userId, sessionId);
    for (const id of ids) {
      endSession(chat, id);
      chat.nodeSync.publish({ kind: "session-ended", sessionId: id });
    }
    return ids;
  }
}
