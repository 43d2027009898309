import type { Result } from "#protocol";
import type { ConnectionRequests } from "../chat/requests/connection-requests.ts";
import type { Connection } from "../chat/participants/connection.ts";
import type { EncodedJson } from "./encoded-json.ts";

/** The connection of a request, and how to answer it. */
export interface RequestContext {
  requests: ConnectionRequests;
  connection: Connection;
  /**
   * Answers at once; only the first answer counts. An encoded answer includes its `ok`. (SPEC ER2)
   */
  reply: (result: Result<object>) => void;
  /** Sends a stock client its history: an array of messages. (SPEC JR2) */
  sendHistory: (messages: EncodedJson) => void;
}

/** Handles an event's raw payload; the result is the answer, unless one was given already. */
export type Route = (context: RequestContext, raw: unknown) => Promise<Result<object | void>>;

/** Combines an event's parser with its handler. (SPEC ER3) */
export function route<T>(
  parse: (raw: unknown) => Result<T>,
  handle: (context: RequestContext, payload: T) => Promise<Result<object | void>>,
): Route {
  return async (context, raw) => {
    const payload = parse(raw);
    return payload.ok ? handle(context, payload.value) : payload;
  };
}
