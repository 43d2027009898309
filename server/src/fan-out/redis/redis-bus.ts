import { readFileSync } from "node:fs";
import { createClient } from "@redis/client";
import type { NodeMessage } from "../../chat/ports/node-message.ts";
import type { Clock } from "../../chat/ports/clock.ts";
import type { BusHandler, NodeBus } from "../../chat/ports/node-bus.ts";
import { readEnvelope, writeEnvelope } from "../envelope.ts";
import { ReplayGuard } from "./replay-guard.ts";
import { MessageSigner } from "./message-signer.ts";

export interface RedisBusOptions {
  /** `redis://…` or `rediss://…` */
  url: string;
  /** A CA file for its certificate, or `unverified` for any certificate. */
  ca?: string | undefined;
  nodeId: string;
  /** The shared secret of the nodes of one database, unknown to others on the same Redis. */
  secret: string;
  clock: Clock;
  /** Called when the connection is lost, once until it is restored. */
  onDown: (error: Error) => void;
  onUp: () => void;
}

/** Messages by which nodes prove that they are alive. Older nodes skip them. */
type Handshake =
  /** The named node, or every node, must answer with the nonce. */
  { kind: "challenge"; to?: string; nonce: string } | { kind: "proof"; to: string; nonce: string };

/** A message with its sender's sequence number. Older nodes send none, and ignore it. */
type Numbered = (NodeMessage | Handshake) & { number?: number };

/** Maximum of unsent data; more is dropped, and the other nodes read the database. */
const MAX_PENDING_CHARS = 8_388_608;
/** A connection without any reply for this long is given up. */
const SILENCE_MS = 5_000;
const MAX_RECONNECT_MS = 500;
/** Interval at which denied commands are tried again. */
const DENIED_RETRY_MS = 2_000;

/**
 * A bus over Redis: one channel for all nodes, and one per stream, to which only nodes subscribe on
 * which the stream is open.
 */
export class RedisBus implements NodeBus {
  readonly nodeId: string;
  readonly reachesAll = true;
  readonly #options: RedisBusOptions;
  readonly #signer: MessageSigner;
  readonly #followed = new Set<string>();
  readonly #guard: ReplayGuard;
  #lastNumber = 0;
  #client: ReturnType<typeof connect> | undefined;
  #handler: BusHandler | undefined;
  #pendingChars = 0;
  #lastSignMs = 0;
  #saidDown = false;
  /** When its Redis user lacked rights, or they were last tried. */
  #deniedAtMs: number | undefined;

  constructor(options: RedisBusOptions) {
    this.nodeId = options.nodeId;
    this.#options = options;
    this.#signer = new MessageSigner(options.secret);
    this.#guard = new ReplayGuard(options.clock);
  }

  listen(handler: BusHandler): void {
    this.#handler = handler;
    this.#connect();
  }

  publish(message: NodeMessage): void {
    this.#publish(message);
  }

  #publish(message: NodeMessage | Handshake): void {
    const client = this.#client;
    if (!client) return;
    const nowMs = this.#options.clock.nowMs();
    if (nowMs - this.#lastSignMs > SILENCE_MS) return this.#startAnew(client);
    if (nowMs - (this.#deniedAtMs ?? nowMs) > DENIED_RETRY_MS) {
      this.#deniedAtMs = nowMs;
      return this.#startAnew(client);
    }
    if (!client.isReady || this.#pendingChars > MAX_PENDING_CHARS) return;
    const channel = this.#channel("streamId" in message ? message.streamId : undefined);
    const numbered: Numbered = { ...message, number: ++this.#lastNumber };
    const envelope = this.#signer.sign(
      channel,
      writeEnvelope(this.nodeId, numbered as NodeMessage),
    );
    this.#pendingChars += envelope.length;
    client
      .publish(channel, envelope)
      .then(() => this.#heardFrom(client))
      // Lost messages are detected by the nodes that did not receive them.
      .catch((error: Error) => this.#sayDenied(error))
      .finally(() => (this.#pendingChars -= envelope.length));
  }

  follow(streamId: string): void {
    this.#followed.add(streamId);
    // Otherwise it is subscribed on connection; pending commands must not pile up.
    if (this.#client?.isReady) void this.#subscribe(this.#client, streamId);
  }

  unfollow(streamId: string): void {
    this.#followed.delete(streamId);
    if (this.#client?.isReady) this.#unsubscribe(this.#channel(streamId));
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (!client) return;
    // Waits until the last messages are sent, if Redis takes them.
    if (client.isReady) await settledWithin(300, client.ping());
    client.destroy();
  }

  #connect(): void {
    const client = connect(this.#options.url, this.#options.ca);
    this.#client = client;
    this.#lastSignMs = this.#options.clock.nowMs();
    client.on("error", (error: Error) => {
      if (this.#client !== client || this.#saidDown) return;
      this.#saidDown = true;
      this.#options.onDown(error);
    });
    client.on("ready", () => {
      if (this.#client !== client) return;
      this.#heardFrom(client);
      if (this.#saidDown && this.#deniedAtMs === undefined) this.#options.onUp();
      this.#saidDown = false;
      this.#handler?.onGap();
      const subscribed = this.#subscribe(client, undefined);
      if (this.#deniedAtMs !== undefined) void this.#tryRights(client, subscribed);
      for (const streamId of this.#followed) void this.#subscribe(client, streamId);
      // Every receiver challenges in turn, so that nodes know each other before the first message.
      this.#publish({ kind: "challenge", nonce: "" });
    });
    client.connect().catch(() => undefined);
  }

  /** The client restores its subscriptions after a reconnect; then this has no effect. */
  #subscribe(client: Client, streamId: string | undefined): Promise<boolean> {
    const isWanted = () =>
      this.#client === client && streamId !== undefined && this.#followed.has(streamId);
    return client.subscribe(this.#channel(streamId), this.#onRaw).then(
      () => {
        if (isWanted()) this.#handler?.onFollowing(streamId!);
        return true;
      },
      // If the connection broke before Redis answered, this is repeated on the next one.
      (error: Error) => {
        this.#sayDenied(error);
        return false;
      },
    );
  }

  /** Checks whether its user has the rights by now; then handles it like a reconnect. */
  async #tryRights(client: Client, subscribed: Promise<boolean>): Promise<void> {
    try {
      await client.publish(this.#channel(undefined), "");
    } catch (error) {
      return this.#sayDenied(error as Error);
    }
    if (!(await subscribed) || this.#client !== client) return;
    this.#deniedAtMs = undefined;
    this.#options.onUp();
  }

  #unsubscribe(channel: string): void {
    this.#client?.unsubscribe(channel).catch(() => undefined);
  }

  /** One function for all channels, because the client stores it per channel. */
  readonly #onRaw = (raw: string, channel: string): void => {
    if (this.#client) this.#heardFrom(this.#client);
    const all = this.#channel(undefined);
    const isFollowed = channel !== all;
    // It was unfollowed while Redis was unreachable.
    if (isFollowed && !this.#followed.has(channel.slice(this.#channel("").length)))
      return this.#unsubscribe(channel);
    const text = this.#signer.verify(channel, raw) ?? "";
    const envelope = readEnvelope(text, isFollowed ? this.nodeId : undefined);
    if (envelope && this.#client) this.#deliver(envelope.from, envelope.message);
  };

  /** Delivers new messages of nodes that are known to be alive. */
  #deliver(from: string, { number, ...message }: Numbered): void {
    if (from === this.nodeId) {
      if (!isHandshake(message)) this.#handler?.onMessage(from, message);
      return;
    }
    if (message.kind === "proof") {
      // What the node sent before this proof is in the database.
      if (message.to === this.nodeId && this.#guard.prove(from, message.nonce, number ?? 0))
        this.#handler?.onGap();
      return;
    }
    const verdict = this.#guard.judge(from, number);
    if (verdict.kind === "challenge")
      this.#publish({ kind: "challenge", to: from, nonce: verdict.nonce });
    if (verdict.kind === "hint") this.#handler?.onGap();
    if (message.kind === "challenge") {
      if (message.to === this.nodeId)
        this.#publish({ kind: "proof", to: from, nonce: message.nonce });
      return;
    }
    if (verdict.kind === "fresh") this.#handler?.onMessage(from, message);
  }

  /** An open connection may still lack the rights to carry messages. */
  #sayDenied(error: Error): void {
    if (!/NOPERM|READONLY/.test(error.message)) return;
    const isNews = this.#deniedAtMs === undefined;
    this.#deniedAtMs = this.#options.clock.nowMs();
    if (isNews) this.#options.onDown(error);
  }

  #heardFrom(client: Client): void {
    if (this.#client === client) this.#lastSignMs = this.#options.clock.nowMs();
  }

  /** A broken connection can look idle for many minutes. */
  #startAnew(client: Client): void {
    client.destroy();
    this.#connect();
  }

  #channel(streamId: string | undefined): string {
    const all = `live-chat:${this.#signer.name}`;
    return streamId === undefined ? all : `${all}:stream:${streamId}`;
  }
}

function isHandshake(message: NodeMessage | Handshake): message is Handshake {
  return message.kind === "challenge" || message.kind === "proof";
}

type Client = ReturnType<typeof connect>;

function tlsOf(url: string, ca: string | undefined) {
  if (ca === undefined || !url.startsWith("rediss:")) return {};
  if (ca === "unverified") return { tls: true, rejectUnauthorized: false } as const;
  return { tls: true, ca: readFileSync(ca, "utf8") } as const;
}

function connect(url: string, ca: string | undefined) {
  return createClient({
    url,
    name: "live-chat-server",
    socket: {
      ...tlsOf(url, ca),
      connectTimeout: 2_000,
      reconnectStrategy: (retries) =>
        Math.min(2 ** Math.min(retries, 10) * 25, MAX_RECONNECT_MS) * (0.5 + Math.random() / 2),
    },
  });
}

async function settledWithin(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
