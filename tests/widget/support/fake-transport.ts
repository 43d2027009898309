import type { OpenTransport } from "../../../widget/src/client/connection/wire/transport.ts";
import { settle } from "./fake-clock.ts";

/** The server's end of a connection that only exists in memory. */
export interface FakeLink {
  readonly sent: string[];
  isClosed: boolean;
  /** Packets from the server. */
  receive(packet: string): void;
  /** The network goes away. */
  cut(): void;
}

/** A network on which every connection is made, and that tells what happens on it. */
export class FakeNetwork {
  readonly links: FakeLink[] = [];
  isReachable = true;

  readonly open: OpenTransport = (_address, { onPacket, onClose }) => {
    const link: FakeLink = {
      sent: [],
      isClosed: false,
      receive: onPacket,
      cut: onClose,
    };
    this.links.push(link);
    if (!this.isReachable) queueMicrotask(onClose);
    return {
      send: (packet) => link.sent.push(packet),
      close: () => {
        link.isClosed = true;
      },
    };
  };

  get last(): FakeLink {
    return this.links.at(-1)!;
  }

  /** Plays a server that lets the newest connection in. */
  async welcome(): Promise<FakeLink> {
    await settle();
    const link = this.last;
    link.receive('0{"sid":"s","upgrades":[],"pingInterval":10000,"pingTimeout":8000}');
    link.receive('40{"sid":"s"}');
    return link;
  }
}
