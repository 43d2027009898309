/** With what a chat server begins every connection. */
export interface Handshake {
  readonly sid: string;
  /** A server that is silent for longer is gone. 0 when it does not say. */
  readonly patienceMs: number;
}

/** Reads the first packet of a connection; undefined when whatever answers is no chat server. */
export function parseHandshake(packet: string): Handshake | undefined {
  if (!packet.startsWith("0{")) return undefined;
  try {
    const { sid, pingInterval, pingTimeout } = JSON.parse(packet.slice(1)) as Record<
      string,
      unknown
    >;
    return { sid: String(sid), patienceMs: Number(pingInterval) + Number(pingTimeout) || 0 };
  } catch {
    return undefined;
  }
}
