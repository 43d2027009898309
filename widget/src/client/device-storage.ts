/** Small values that outlive the page. No method throws. */
export interface DeviceStorage {
  get(key: string): string | undefined;
  /** Undefined deletes the value. */
  set(key: string, value: string | undefined): void;
}

/**
 * Stores values in localStorage, or for the life of the page if that is forbidden: in sandboxed
 * frames and with blocked cookies, accessing it throws.
 */
export function makeDeviceStorage(): DeviceStorage {
  /** Only values that could not be stored, so that what another tab deleted is gone here, too. */
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
        // localStorage is full or forbidden: use the map.
        if (value !== undefined) remembered.set(key, value);
      }
    },
  };
}
