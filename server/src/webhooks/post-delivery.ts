import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { isPublicAddress, literalAddress, lookupPublic, NOT_ALLOWED } from "./public-address.ts";

/** The receiver's answer, or why there was none. */
export type PostResult = { ok: true } | { ok: false; error: string; gone?: true };

export type PostDelivery = (
  url: string,
  headers: Record<string, string>,
  body: string,
) => Promise<PostResult>;

export interface PostOptions {
  /** Whether private addresses are allowed. */
  allowPrivate: boolean;
  timeoutMs?: number;
}

/** Maximum number of bytes read of an answer, whose content does not matter. */
const ANSWER_BYTES = 16_384;
/**
 * The number of sockets has no limit here: those who send limit how many deliveries they send at
 * once. A delivery that waited here for a socket would lose that time of its 10 s.
 */
const SOCKETS = { keepAlive: true, maxFreeSockets: 4, timeout: 30_000 };

/** Sends deliveries over HTTP; one succeeds if the receiver answers 2xx in time. (SPEC WH4, WH5) */
export function createPost({ allowPrivate, timeoutMs = 10_000 }: PostOptions): PostDelivery {
  const agents = { "http:": new HttpAgent(SOCKETS), "https:": new HttpsAgent(SOCKETS) };
  return (url, headers, body) =>
    new Promise((resolve) => {
      const target = new URL(url);
      const fail = (error: string) => resolve({ ok: false, error });
      const literal = literalAddress(target);
      if (!allowPrivate && literal && !isPublicAddress(literal)) return fail(NOT_ALLOWED);
      const isSecure = target.protocol === "https:";
      const send = isSecure ? requestHttps : requestHttp;
      const request = send(target, {
        method: "POST",
        agent: agents[isSecure ? "https:" : "http:"],
        headers: {
          ...headers,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "user-agent": "live-chat",
        },
        // For the whole request, so that a receiver that answers a byte per second blocks nothing.
        signal: AbortSignal.timeout(timeoutMs),
        ...(!allowPrivate && { lookup: lookupPublic }),
      });
      request.once("response", (response) => {
        drain(response);
        const { statusCode = 0 } = response;
        if (statusCode >= 200 && statusCode < 300) resolve({ ok: true });
        else
          resolve({
            ok: false,
            error: `It answered ${statusCode}.`,
            ...(statusCode === 410 && { gone: true }),
          });
      });
      request.once("error", (error) => fail(reasonOf(error, timeoutMs)));
      // Comes last, and alone when the receiver switches to another protocol.
      request.once("close", () => fail("It did not answer with HTTP."));
      request.end(body);
    });
}

/** Reads the rest so that the connection can be reused, unless there is too much of it. */
function drain(response: IncomingMessage): void {
  let bytes = 0;
  response.on("data", (part: Buffer) => {
    bytes += part.length;
    if (bytes > ANSWER_BYTES) response.destroy();
  });
  response.on("error", () => undefined);
}

function reasonOf(error: NodeJS.ErrnoException, timeoutMs: number): string {
  if (error.name === "AbortError" || error.name === "TimeoutError")
    return `It did not answer within ${timeoutMs / 1_000} s.`;
  return error.message || (error.code ?? "It cannot be reached.");
}
