/** Where small things outlive the page. No method throws. */
export interface DeviceStorage {
  get(key: string): string | undefined;
  /** Undefined takes it away. */
  set(key: string, value: string | undefined): void;
}

/**
 * Keeps things in localStorage, and for the life of the page where that is
 * forbidden: in sandboxed frames and with cookies blocked, touching it throws.
 */
export function makeDeviceStorage(): DeviceStorage {
  /** Only what could not be stored, so that what another tab took away is gone here too. */
  const remembered = new Map<string, string>();
  return {
    get(key) {
      try {
        return remembered.get(key) ?? localStorage.getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set(key, value) {
      remembered.delete(key);
      try {
        if (value === undefined) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      } catch {
        // Full or forbidden: the map has to do.
        if (value !== undefined) remembered.set(key, value);
      }
    },
  };
}
