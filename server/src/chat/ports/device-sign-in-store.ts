import type { DeviceApp, DeviceSystem } from "#protocol";
import type { MemberIdentity } from "./identity.ts";

/** A device sign-in to be stored. Only the hash of its secret is stored. (SPEC SI11) */
export interface NewDeviceSignIn {
  id: string;
  userCode: string;
  secretHash: string;
  /** The origin of the page that asks; only this one gets the session. */
  origin: string;
  app?: DeviceApp;
  system?: DeviceSystem;
  /** Keyed hash of the asking device's network; absent if its address does not tell. */
  networkHash?: string;
  /** How long it is valid, by the store's clock. */
  lastsMs: number;
}

/** A device sign-in that has not expired. */
export interface StoredDeviceSignIn extends Omit<NewDeviceSignIn, "lastsMs"> {
  expiresAtMs: number;
  decision: "open" | "confirmed" | "refused";
}

/** Stores device sign-ins for all nodes of a database. (SPEC SI11–SI14) */
export interface DeviceSignInStore {
  /**
   * Stores a device sign-in, and deletes expired ones. Resolves with its expiry time, with
   * `code-taken` if another one has this code, or with `full` if there are `atMost` already.
   */
  add(signIn: NewDeviceSignIn, atMost: number): Promise<number | "code-taken" | "full">;
  find(id: string): Promise<StoredDeviceSignIn | undefined>;
  /** The one with this code, if nobody has decided on it yet. */
  findOpen(userCode: string): Promise<StoredDeviceSignIn | undefined>;
  /**
   * Confirms an open one for a person, or refuses it without one; false if somebody has decided on
   * it meanwhile, or if it has expired.
   */
  decide(id: string, person: MemberIdentity | undefined): Promise<boolean>;
  /** Deletes a decided one and resolves with its person, or null if it was refused; once. */
  take(id: string): Promise<{ person: MemberIdentity | null } | undefined>;
  /** Deletes those that expired before a time. */
  deleteExpiredBefore(ms: number): Promise<void>;
}
