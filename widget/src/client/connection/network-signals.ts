/** Signals of the device about its network and the page's visibility. */
export interface NetworkSignals {
  isOnline(): boolean;
  /** The returned function unsubscribes. */
  subscribe(events: NetworkListener): () => void;
}

export interface NetworkListener {
  /** A good moment to retry: the network is back, or the page is visible again. */
  onWake(): void;
  /** The network is gone; an open connection may not notice for long. */
  onOffline(): void;
}

export const browserNetworkSignals: NetworkSignals = {
  isOnline: () => typeof navigator === "undefined" || navigator.onLine !== false,
  subscribe({ onWake, onOffline }) {
    // An app outside of a browser may have a window that is no page, and has no events.
    if (typeof document === "undefined") return () => undefined;
    const onVisibility = (): void => {
      if (document.visibilityState === "visible") onWake();
    };
    window.addEventListener("online", onWake);
    window.addEventListener("offline", onOffline);
    window.addEventListener("pageshow", onWake);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      window.removeEventListener("online", onWake);
      window.removeEventListener("offline", onOffline);
      window.removeEventListener("pageshow", onWake);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  },
};
