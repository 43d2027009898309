import type { SessionStore, StaffNameStore, StoredSession } from "../chat/ports.ts";

/** Chat sessions that live as long as the process. */
export class MemorySessionStore implements SessionStore {
  readonly #sessions = new Map<string, StoredSession>();

  async create(session: StoredSession): Promise<boolean> {
    if ([...this.#sessions.values()].some(({ request }) => request === session.request))
      return false;
    this.#sessions.set(session.id, session);
    return true;
  }

  async find(id: string): Promise<StoredSession | undefined> {
    return this.#sessions.get(id);
  }

  async stillOpen(ids: readonly string[]): Promise<string[]> {
    return ids.filter((id) => this.#sessions.has(id));
  }

  async rotate(id: string, fromHash: string, toHash: string, nowMs: number): Promise<boolean> {
    const session = this.#sessions.get(id);
    if (session?.handleHash !== fromHash) return false;
    const rotated = { handleHash: toHash, previousHash: fromHash, rotatedAtMs: nowMs };
    this.#sessions.set(id, { ...session, ...rotated });
    return true;
  }

  async delete(id: string): Promise<void> {
    this.#sessions.delete(id);
  }

  async deleteUnusedSince(ms: number): Promise<void> {
    for (const { id, rotatedAtMs } of [...this.#sessions.values()])
      if (rotatedAtMs < ms) this.#sessions.delete(id);
  }
}

/** Staff names that live as long as the process. */
export class MemoryStaffNameStore implements StaffNameStore {
  readonly #names = new Map<string, string>();

  async keep(skeleton: string, userId: string): Promise<void> {
    this.#names.set(skeleton, userId);
  }

  async all(): Promise<{ skeleton: string; userId: string }[]> {
    return [...this.#names].map(([skeleton, userId]) => ({ skeleton, userId }));
  }
}
