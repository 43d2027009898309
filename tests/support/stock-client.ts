import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { onTestFinished } from "vitest";
import type { Answer, ClientToServerEvents, Joined, ServerToClientEvents } from "#protocol";

export type Client = Socket<ServerToClientEvents, ClientToServerEvents>;

/** A plain socket.io-client, as the original's users have it. */
export function connect(
  url: string,
  options: Partial<ManagerOptions & SocketOptions> = {},
): Client {
  const socket: Client = io(url, { forceNew: true, ...options });
  onTestFinished(() => void socket.disconnect());
  return socket;
}

/** What comes next of an event; fails after a deadline instead of hanging. */
export function next<E extends keyof ServerToClientEvents>(
  socket: Client,
  event: E,
): Promise<Parameters<ServerToClientEvents[E]>[0]> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error(`no ${event} came`)), 4_000);
    const listener = (payload: unknown) => {
      clearTimeout(deadline);
      resolve(payload as Parameters<ServerToClientEvents[E]>[0]);
    };
    socket.once(event, listener as never);
  });
}

/** Collects everything that comes of an event. */
export function collect<E extends keyof ServerToClientEvents>(
  socket: Client,
  event: E,
): Parameters<ServerToClientEvents[E]>[0][] {
  const all: Parameters<ServerToClientEvents[E]>[0][] = [];
  socket.on(event, ((payload: (typeof all)[number]) => all.push(payload)) as never);
  return all;
}

/** Sends anything at all, past the types. */
export function ask(socket: Client, event: string, ...payload: unknown[]): Promise<Answer<object>> {
  return (socket as unknown as Socket).timeout(4_000).emitWithAck(event, ...payload) as Promise<
    Answer<object>
  >;
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

/** Sends a message and returns it as it was committed. */
export async function send(socket: Client, streamId: string, message: string, clientId?: string) {
  const payload = { streamId, message, ...(clientId && { clientId }) };
  const answer = await socket.timeout(4_000).emitWithAck("send-message", payload);
  if (!answer.ok) throw new Error(`send was refused: ${answer.error.code}`);
  return answer.message;
}
