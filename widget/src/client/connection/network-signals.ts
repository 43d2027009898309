/** What the device tells about its network and about being looked at. */
export interface NetworkSignals {
  isOnline(): boolean;
  /** The function it returns ends it. */
  subscribe(events: NetworkListener): () => void;
}

export interface NetworkListener {
  /** It is worth trying at once: the network is back, or the page is looked at again. */
  onWake(): void;
  /** The network is gone, which an open connection may take long to notice. */
  onOffline(): void;
}

export const browserNetworkSignals: NetworkSignals = {
  isOnline: () => typeof navigator === "undefined" || navigator.onLine !== false,
  subscribe({ onWake, onOffline }) {
    if (typeof window === "undefined") return () => undefined;
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
