import type { Result } from "#protocol";
import type { Connection } from "../chat/participants/connection.ts";
import type { EncodedJson } from "./encoded-json.ts";
import type { RequestPorts } from "./request-ports.ts";

/** The connection of a request, and how to answer it. */
export interface RequestContext {
  ports: RequestPorts;
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

/** Combines an event's parser with its use case. (SPEC ER3) */
export function route<T>(
  parse: (raw: unknown) => Result<T>,
  run: (
    ports: RequestPorts,
    connection: Connection,
    payload: T,
    context: RequestContext,
  ) => Promise<Result<object | void>>,
): Route {
  return async (context, raw) => {
    const payload = parse(raw);
    if (!payload.ok) return payload;
    return run(context.ports, context.connection, payload.value, context);
  };
}
