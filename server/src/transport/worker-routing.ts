import { rmSync } from "node:fs";
import {
  request as sendRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { engineSidOf } from "./engine-sid.ts";
import type { ChatIoServer } from "./chat-io-server.ts";

/** The place of a worker among those that share a port, numbered from 1. */
export interface WorkerRoute {
  place: number;
  /** A folder with a socket per place, through which the workers reach each other. */
  dir: string;
}

/** A session id begins with the place of its worker. */
const SESSION = /^(\d{1,3})\./;
/** The original caller of a forwarded request. Accepted from other workers only. */
const CALLER = "x-live-chat-caller";
/** The original HTTP version and `Connection` header, which demo mode checks. */
const CALLED_IN = "x-live-chat-called-in";
/** Paths that only the first worker can serve. */
const FIRST_ONLY = /^\/api\/v1\/demo\//;
/** Each worker has its own metrics; a scraper requests them one by one. */
const METRICS_OF = /^\/metrics\/(\d{1,3})$/;

/**
 * Lets workers share a port without sticky load balancing.
 *
 * Requests of a polling client may reach any worker; they are forwarded to the worker with the
 * session. Call this once `io` is attached.
 */
export async function routeToWorker(
  io: ChatIoServer,
  http: Server,
  { place, dir }: WorkerRoute,
): Promise<{ close(): void }> {
  // Engine.IO calls this for each new session.
  const { engine } = io as unknown as { engine: { generateId: () => string } };
  const generate = engine.generateId.bind(engine);
  engine.generateId = () => `${place}.${generate()}`;
  const elsewhere = ({ url = "" }: IncomingMessage): string | undefined => {
    const named = SESSION.exec(engineSidOf(url)) ?? METRICS_OF.exec(url);
    const there = FIRST_ONLY.test(url) ? 1 : Number(named?.[1] ?? place);
    return there === place ? undefined : pathOf(dir, there);
  };
  const requests = http.listeners("request");
  http.removeAllListeners("request");
  http.on("request", (request, response) => {
    comeAsCaller(request);
    const path = elsewhere(request);
    if (path) return handOn(path, request, response);
    if (METRICS_OF.test(request.url ?? "")) request.url = "/metrics";
    for (const listener of requests) listener.call(http, request, response);
  });
  const upgrades = http.listeners("upgrade");
  http.removeAllListeners("upgrade");
  http.on("upgrade", (request, socket, head) => {
    comeAsCaller(request);
    const path = elsewhere(request);
    if (path) handUpgradeOn(path, request, socket, head);
    else for (const listener of upgrades) listener.call(http, request, socket, head);
  });

  const fromWorkers = new WeakSet<Socket>();
  /** Restores the original caller of a request that another worker forwarded. */
  const comeAsCaller = (request: IncomingMessage): void => {
    const { socket, headers } = request;
    const { [CALLER]: caller, [CALLED_IN]: calledIn } = headers;
    delete headers[CALLER];
    delete headers[CALLED_IN];
    if (!fromWorkers.has(socket) || !caller) return;
    Object.defineProperty(socket, "remoteAddress", { value: caller, configurable: true });
    const [, version, connection] = /^(\d\.\d) ?(.*)$/.exec(String(calledIn)) ?? [];
    if (version === undefined) return;
    request.httpVersion = version;
    if (connection) headers.connection = connection;
    else delete headers.connection;
  };
  const door = createServer((socket) => {
    fromWorkers.add(socket);
    http.emit("connection", socket);
  });
  const path = pathOf(dir, place);
  // An earlier worker at this place may have been killed.
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    door.once("error", reject);
    // Listens directly, not through the primary as cluster servers usually do.
    door.listen({ path, exclusive: true }, resolve);
  });
  return { close: () => void door.close() };
}

function pathOf(dir: string, place: number): string {
  return join(dir, `${place}.sock`);
}

function handOn(socketPath: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, url: path, headers, httpVersion } = request;
  const calledIn = `${httpVersion} ${headers.connection ?? ""}`;
  const from = {
    // Without keep-alive: the other end may be closing a kept connection.
    agent: false,
    // This side closes the connection after the answer. If the other end closed it, Node's last,
    // empty write of a body could fail before the answer is read.
    headers: {
      ...headers,
      connection: "keep-alive",
      [CALLER]: request.socket.remoteAddress ?? "",
      [CALLED_IN]: calledIn,
    },
  } as const;
  const onward = sendRequest({ socketPath, method, path, ...from }, (answer) => {
    // Headers between the workers only; an old client does not understand chunked encoding.
    const {
      connection: _,
      "keep-alive": __,
      "transfer-encoding": ___,
      ...passedOn
    } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, passedOn);
    answer.pipe(response);
    answer.once("error", () => response.destroy());
  });
  onward.once("error", () => {
    if (response.headersSent) return void response.destroy();
    // The worker is gone, and its sessions with it: answer as Engine.IO would.
    response.writeHead(400, { "content-type": "application/json" });
    response.end('{"code":1,"message":"Session ID unknown"}');
  });
  response.once("close", () => onward.destroy());
  request.pipe(onward);
}

function handUpgradeOn(path: string, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const onward = connect(path);
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2)
    if (![CALLER, CALLED_IN].includes(rawHeaders[i]!.toLowerCase()))
      lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
  lines.push(`${CALLER}: ${request.socket.remoteAddress ?? ""}`);
  onward.write(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  onward.write(head);
  splice(onward, socket);
}

/** Connects two sockets; when one ends, so does the other. */
function splice(one: Socket, other: Duplex): void {
  one.pipe(other).pipe(one);
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const)
    from.on("error", () => to.destroy()).on("close", () => to.destroy());
}
