/** Stores the reserved names of staff, so that nobody else can use them. (SPEC ID7) */
export interface ReservedNameStore {
  /**
   * Replaces the person's name in that scope, unless the name is reserved for somebody else there.
   */
  reserve(name: ReservedName): Promise<void>;
  /** Releases a person's name in a scope. */
  release(scope: string, userId: string): Promise<void>;
  /** Names whose owners were seen since then, the one seen longest ago first. */
  all(seenSinceMs: number): Promise<ReservedName[]>;
  deleteUnseenSince(ms: number): Promise<void>;
}

/** A name that nobody else may use in one stream or in all streams. (SPEC ID7) */
export interface ReservedName {
  /** The stream; empty for all of them. */
  scope: string;
  /** The common skeleton of all names that look alike. */
  skeleton: string;
  userId: string;
  /** Whether the person is staff by an owner's appointment, not by their token. */
  isAppointed: boolean;
  seenAtMs: number;
}

/** A change of the reserved names: one was reserved, or a person's was released. */
export type ReservedNameChange =
  { freed: false; name: ReservedName } | { freed: true; scope: string; userId: string };
