import type { ServerToClientEvents } from "#protocol";

/** Packets of Socket.IO that are encoded once and go to many connections, together. */
export class Frame {
  /** As Socket.IO writes them, without Engine.IO's own mark. */
  readonly packets: readonly string[];

  constructor(packets: readonly string[]) {
    this.packets = packets;
  }
}

/** An event of the default namespace, as Socket.IO's own encoder writes it. */
export function toPacket<E extends keyof ServerToClientEvents>(
  event: E,
  ...payload: Parameters<ServerToClientEvents[E]>
): string {
  return `2${JSON.stringify([event, ...payload])}`;
}
