import { randomUUID } from "node:crypto";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import type {
  Answer,
  ChatMessage,
  ClientToServerEvents,
  Joined,
  ServerToClientEvents,
} from "#protocol";

/** Only reached by a hang. */
const DEADLINE_MS = 60_000;

export type Client = Socket<ServerToClientEvents, ClientToServerEvents>;

export type ClientOptions = Partial<ManagerOptions & SocketOptions>;

/** A plain socket.io-client, as users of the original have it; the caller closes it. */
export function openClient(url: string, options: ClientOptions = {}): Client {
  return io(url, { forceNew: true, ...options });
}

/** The next payload of an event; fails after a deadline instead of hanging. */
export function next<E extends keyof ServerToClientEvents>(
  socket: Client,
  event: E,
): Promise<Parameters<ServerToClientEvents[E]>[0]> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error(`no ${event} came`)), DEADLINE_MS);
    const listener = (payload: unknown) => {
      clearTimeout(deadline);
      resolve(payload as Parameters<ServerToClientEvents[E]>[0]);
    };
    socket.once(event, listener as never);
  });
}

/** Collects all payloads of an event. */
export function collect<E extends keyof ServerToClientEvents>(
  socket: Client,
  event: E,
): Parameters<ServerToClientEvents[E]>[0][] {
  const all: Parameters<ServerToClientEvents[E]>[0][] = [];
  socket.on(event, ((payload: (typeof all)[number]) => all.push(payload)) as never);
  return all;
}

/** Sends any payload, bypassing the types. */
export function ask(socket: Client, event: string, ...payload: unknown[]): Promise<Answer<object>> {
  return (socket as unknown as Socket)
    .timeout(DEADLINE_MS)
    .emitWithAck(event, ...payload) as Promise<Answer<object>>;
}

/** Sends anything at all without an ack. */
export function tell(socket: Client, event: string, ...payload: unknown[]): void {
  (socket as unknown as Socket).emit(event, ...payload);
}

/** Joins a room under a name and returns the ack. */
export async function join(
  socket: Client,
  streamId: string,
  nickname?: string,
  more: object = {},
): Promise<Joined> {
  const payload = { streamId, ...(nickname && { user: { nickname } }), ...more };
  const answer = (await ask(socket, "join-room", payload)) as Answer<Joined>;
  if (!answer.ok) throw new Error(`join was refused: ${answer.error.code}`);
  return answer;
}

/**
 * Sends a message and returns the ack. Repeats under the same id while the store is too busy, which
 * a slow machine may be: as clients do. (SPEC LOG3, LOG7)
 */
export async function trySend(
  socket: Client,
  streamId: string,
  message: string,
  clientId: string = randomUUID(),
): Promise<Answer<{ message: ChatMessage }>> {
  const payload = { streamId, message, clientId };
  for (;;) {
    const answer = await socket.timeout(DEADLINE_MS).emitWithAck("send-message", payload);
    if (answer.ok || answer.error.code !== "store-busy") return answer;
  }
}

/** Sends a message and returns it as it was committed. */
export async function send(socket: Client, streamId: string, message: string, clientId?: string) {
  const answer = await trySend(socket, streamId, message, clientId);
  if (!answer.ok) throw new Error(`send was refused: ${answer.error.code}`);
  return answer.message;
}

/** Sends messages to a stream as a guest, one after another, each once the one before is committed. */
export async function sendAll(url: string, streamId: string, texts: string[]): Promise<void> {
  const client = openClient(url);
  try {
    await join(client, streamId, "Stock");
    for (const text of texts) await send(client, streamId, text);
  } finally {
    client.close();
  }
}

/** The history that a client is sent when it joins. */
export async function readHistory(url: string, streamId: string): Promise<ChatMessage[]> {
  const client = openClient(url);
  try {
    const history = next(client, "message-history");
    await join(client, streamId, "Stock");
    return await history;
  } finally {
    client.close();
  }
}
