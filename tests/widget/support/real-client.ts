import { onTestFinished } from "vitest";
import { ChatClient, type ChatClientOptions } from "../../../widget/src/client/chat-client.ts";
import type { Chat, ChatSnapshot } from "../../../widget/src/client/chat.ts";
import { systemClock } from "../../../widget/src/client/clock.ts";
import { ConnectionPool } from "../../../widget/src/client/connection/connection-pool.ts";
import { probeServer } from "../../../widget/src/client/connection/probe-server.ts";
import type { DeviceStorage } from "../../../widget/src/client/device-storage.ts";
import type { Link, OpenLink, TransportName } from "../../../widget/src/client/connection/link.ts";
import { openSocketIoLink } from "../../../widget/src/client/connection/socket-io-link.ts";

/** Long, as the machine may be busy; a chat that is stuck never gets there. */
const DEADLINE_MS = 60_000;

/** A browser of its own: what it keeps, and the connections it has made. */
export class Browser {
  readonly kept = new Map<string, string>();
  /** What the page has connected with, oldest first. */
  readonly links: (Link & { cut(): void })[] = [];
  /** The events that were asked on them. */
  readonly asked: string[] = [];
  readonly #pool: ConnectionPool;
  readonly #deviceStorage: DeviceStorage = {
    get: (key) => this.kept.get(key),
    set: (key, value) =>
      void (value === undefined ? this.kept.delete(key) : this.kept.set(key, value)),
  };

  /** With transports, it tries these and no others. */
  constructor(transports?: readonly TransportName[]) {
    const openLink: OpenLink = (options, listener) => {
      const link = openSocketIoLink({ ...options, ...(transports && { transports }) }, listener);
      const { ask: askServer } = link;
      const cut = (): void => {
        link.close();
        listener.onDown();
      };
      const ask: Link["ask"] = (event, payload) => {
        this.asked.push(event);
        return askServer.call(link, event, payload);
      };
      this.links.push(Object.assign(link, { cut, ask }));
      return link;
    };
    this.#pool = new ConnectionPool(
      {
        clock: systemClock,
        openLink,
        probeServer,
        networkSignals: { isOnline: () => true, subscribe: () => () => undefined },
      },
      this.#deviceStorage,
    );
  }

  /** A client that is connected, and ends with the test. */
  visit(options: ChatClientOptions): ChatClient {
    const client = new ChatClient(options, {
      clock: systemClock,
      deviceStorage: this.#deviceStorage,
      pool: this.#pool,
    });
    onTestFinished(() => client.disconnect());
    client.connect();
    return client;
  }

  /** Cuts the newest connection off, as a network does. */
  cut(): void {
    this.links.at(-1)?.cut();
  }
}

/** Resolves when a chat shows what is asked for, and rejects when it never does. */
export function until(
  chat: Chat,
  isReached: (snapshot: ChatSnapshot) => boolean,
): Promise<ChatSnapshot> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      unsubscribe();
      reject(new Error(`not reached: ${describeChat(chat.getSnapshot())}`));
    }, DEADLINE_MS);
    const check = (): void => {
      if (!isReached(chat.getSnapshot())) return;
      clearTimeout(deadline);
      unsubscribe();
      resolve(chat.getSnapshot());
    };
    const unsubscribe = chat.subscribe(check);
    check();
  });
}

/** What matters when a chat is not where it should be. */
function describeChat({ connection, me, rows, pending }: ChatSnapshot): string {
  const last = rows.slice(-5);
  return JSON.stringify({ connection, me, rows: rows.length, last, pending: pending.slice(0, 5) });
}

export function untilLive(chat: Chat): Promise<ChatSnapshot> {
  return until(chat, ({ connection }) => connection.status === "live");
}

/** The texts in the log, and what became of the others. */
export function textsOf({ rows }: ChatSnapshot): string[] {
  return rows.map((row) => (row.kind === "message" ? row.message : "(removed)"));
}

export function untilTexts(chat: Chat, ...texts: string[]): Promise<ChatSnapshot> {
  return until(
    chat,
    (snapshot) =>
      snapshot.pending.length === 0 && JSON.stringify(textsOf(snapshot)) === JSON.stringify(texts),
  );
}
