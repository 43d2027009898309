/** Keeps the few secrets a server makes for itself, so that a restart finds them again. */
export interface SecretStore {
  /** The value under this name; the first caller's proposal is kept for all nodes. */
  getOrCreate(name: string, proposal: string): Promise<string>;
}
