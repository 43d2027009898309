import { expect, it } from "vitest";
import type { Identity } from "../../server/src/chat/ports/identity.ts";
import {
  acceptConnections,
  type AcceptPorts,
} from "../../server/src/transport/accept-connections.ts";
import type { ChatIoServer } from "../../server/src/transport/chat-io-server.ts";
import type { Logger } from "../../server/src/transport/logger.ts";

type Middleware = (socket: object, next: (error?: Error) => void) => void;

/** What a handshake comes to, and what the log says of it. */
async function handshake(ports: {
  authenticate: () => Promise<Identity>;
  update: () => Promise<void>;
}) {
  let accept: Middleware = () => undefined;
  const io = { use: (run: Middleware) => void (accept = run), on: () => undefined };
  const said: string[] = [];
  const say = (_what: object, text: string) => void said.push(text);
  acceptConnections(
    io as unknown as ChatIoServer,
    { authenticator: ports, reservedNames: ports } as unknown as AcceptPorts,
    { warn: say, error: say } as unknown as Logger,
    { bounded: true, hashOfCaller: () => undefined, mayBeFramedByAll: false },
  );
  const socket = { id: "a", data: {}, handshake: { auth: {}, headers: {} }, request: {} };
  const error = await new Promise<Error | undefined>((resolve) => accept(socket, resolve));
  return { error, said, data: socket.data };
}

const GUEST: Identity = { kind: "guest", userId: "guest:a" };

it("[ER4] a handshake whose identity cannot be found out is refused, and hears nothing of why", async () => {
  const { error, said, data } = await handshake({
    authenticate: () => Promise.reject(new Error("SELECT secret")),
    update: () => Promise.resolve(),
  });
  expect([error?.message, data]).toEqual(["internal", {}]);
  expect(said).toEqual(["a connection could not be authenticated"]);
});

it("[ID7] a staff name that cannot be saved keeps nobody out", async () => {
  const { error, said, data } = await handshake({
    authenticate: () => Promise.resolve(GUEST),
    update: () => Promise.reject(new Error("the store is away")),
  });
  expect([error, data]).toEqual([undefined, { connection: expect.anything() as object }]);
  expect(said).toEqual(["a staff name could not be saved"]);
});
