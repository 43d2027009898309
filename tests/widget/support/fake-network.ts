import type { HandshakeAuth } from "#protocol";
import type {
  Link,
  LinkFault,
  LinkListener,
  OpenLink,
  TransportName,
} from "../../../widget/src/client/connection/link.ts";
import { settle } from "./fake-clock.ts";

/** Something that was asked of the server, which the test answers. */
interface Asked {
  readonly event: string;
  readonly payload: unknown;
  answer(answer?: unknown): void;
}

/** The server's end of a connection that only exists in memory. */
export class FakeLink implements Link {
  readonly auth: HandshakeAuth;
  readonly transports: readonly TransportName[];
  readonly asked: Asked[] = [];
  readonly emitted: { event: string; payload: unknown }[] = [];
  transport: TransportName;
  isConnected = false;
  isProven = false;
  isClosed = false;
  /** When the device must have noticed that the server is silent. */
  overdueAtMs = Infinity;
  readonly #listener: LinkListener;

  constructor({ auth, transports }: Parameters<OpenLink>[0], listener: LinkListener) {
    this.auth = auth;
    this.transports = transports;
    this.transport = transports[0]!;
    this.#listener = listener;
  }

  isOverdue(nowMs: number): boolean {
    return this.isConnected && nowMs > this.overdueAtMs;
  }

  emit(event: string, payload: unknown): void {
    if (this.isConnected) this.emitted.push({ event, payload });
  }

  ask(event: string, payload: unknown): Promise<unknown> {
    if (!this.isConnected) return Promise.resolve(undefined);
    return new Promise((answer) => this.asked.push({ event, payload, answer }));
  }

  close(): void {
    this.isClosed = true;
    this.isConnected = false;
    for (const { answer } of this.asked) answer(undefined);
  }

  /** The server lets it in. */
  connect(): void {
    this.isConnected = true;
    this.#listener.onConnect();
  }

  /** An event from the server. */
  receive(event: string, payload: unknown): void {
    const handlers = this.#listener.events as Record<
      string,
      ((payload: never) => void) | undefined
    >;
    handlers[event]?.(payload as never);
  }

  /** The network goes away, or another server answers. */
  cut(fault?: LinkFault): void {
    this.close();
    this.#listener.onDown(fault);
  }
}

/** A network on which every connection is made, and that tells what happens on it. */
export class FakeNetwork {
  readonly links: FakeLink[] = [];
  isReachable = true;

  readonly open: OpenLink = (options, listener) => {
    const link = new FakeLink(options, listener);
    this.links.push(link);
    if (!this.isReachable) queueMicrotask(() => link.cut());
    return link;
  };

  get last(): FakeLink {
    return this.links.at(-1)!;
  }

  /** Plays a server that lets the newest connection in. */
  async welcome(): Promise<FakeLink> {
    await settle();
    this.last.connect();
    return this.last;
  }
}
