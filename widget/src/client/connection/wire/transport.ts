/** A way to carry Engine.IO packets. */
export interface Transport {
  send(packet: string): void;
  /** Ends it, without `onClose`; the farewell still goes out, even when the page goes away. */
  close(farewell?: string): void;
}

export interface TransportEvents {
  onPacket(packet: string): void;
  /** Called once, when it cannot be opened or is cut off. */
  onClose(): void;
}

/** `address` is where the server's Socket.IO answers, its query begun. */
export type OpenTransport = (address: string, events: TransportEvents) => Transport;
