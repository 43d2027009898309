/**
 * The target of staff actions, a stream or a channel, while a transaction has its row locked.
 * Other writers wait, so that its versions and the numbers of its actions have no gap.
 */
export interface LockedScope {
  /** The stream's id, or the channel's key. */
  readonly id: string;
  /** The store's clock. */
  readonly nowMs: number;
  readonly policyVersion: number;
  /** The number of the last action in its audit log. */
  actions: number;
  /** JSON of the filters' rules. */
  filters: string | null;
  /** The last seq of its log; of a channel, which has none, 0. */
  readonly lastSeq: number;
  /** Takes note that who may write what has changed; returns the new version. (SPEC MO12) */
  bumpPolicyVersion(): number;
}
