/** Stores the few secrets that a server generates, so that they survive a restart. */
export interface SecretStore {
  /** The value under this name; the first caller's proposal is stored for all nodes. */
  getOrCreate(name: string, proposal: string): Promise<string>;
}
