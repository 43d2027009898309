/** Where small things outlive the page. Neither method throws. */
export interface Keepsakes {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
}

/**
 * Keeps things in localStorage, and for the life of the page where that is
 * forbidden: in sandboxed frames and with cookies blocked, touching it throws.
 */
export function makeBrowserKeepsakes(): Keepsakes {
  const remembered = new Map<string, string>();
  return {
    get(key) {
      try {
        return localStorage.getItem(key) ?? remembered.get(key);
      } catch {
        return remembered.get(key);
      }
    },
    set(key, value) {
      remembered.set(key, value);
      try {
        localStorage.setItem(key, value);
      } catch {
        // Full or forbidden: the map above has to do.
      }
    },
  };
}
