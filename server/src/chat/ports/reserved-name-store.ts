/** Keeps the names of those who look after streams, so that nobody else takes them. (SPEC ID7) */
export interface ReservedNameStore {
  /** Puts it in the place of the person's name in that scope, unless it is somebody else's there. */
  reserve(name: ReservedName): Promise<void>;
  /** Lets go of a person's name in a scope. */
  release(scope: string, userId: string): Promise<void>;
  /** Those that somebody came with since then, the one seen longest ago first. */
  all(seenSinceMs: number): Promise<ReservedName[]>;
  deleteUnseenSince(ms: number): Promise<void>;
}

/** A name that nobody else may take in a stream, or in any. (SPEC ID7) */
export interface ReservedName {
  /** The stream; empty for all of them. */
  scope: string;
  /** What names that look alike have in common. */
  skeleton: string;
  userId: string;
  /** Whether they are staff by an owner's appointment, not by their token. */
  isAppointed: boolean;
  seenAtMs: number;
}

/** What changed in the reserved names: one was kept, or a person's was freed. */
export type ReservedNameChange =
  { freed: false; name: ReservedName } | { freed: true; scope: string; userId: string };
