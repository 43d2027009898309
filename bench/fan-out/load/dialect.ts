import type { Mark } from "./mark.ts";

/** Consecutive entries of a log that arrived together, by their numbers. */
export interface Span {
  readonly epoch: string;
  readonly first: number;
  readonly last: number;
  readonly lastId: string;
  /** The number of people it assumes to be known, and those that it names. (SPEC EN7) */
  readonly known: number;
  readonly named: number;
}

export interface HeardMessages {
  kind: "messages";
  marks: readonly Mark[];
  span?: Span;
}

/** The content of a server's frame. */
export type Heard = HeardMessages | { kind: "control"; text: string };

/** The connection to the server, for messages of the dialect itself. */
export interface Line {
  /** Index of this viewer in its generator; the first ones write. */
  readonly index: number;
  /** The room that it watches. */
  readonly room: string;
  say(text: string): void;
  /** Call it once the viewer receives messages. */
  joined(): void;
}

/** The protocol of one kind of server. */
export interface Dialect {
  /** Path and query of the WebSocket. */
  readonly path: string;
  readonly opcode: number;
  /** Whether its messages are counted, but not timed: they have no mark, like people's messages. */
  readonly unmarked?: boolean;
  /** Called as soon as the WebSocket is open. */
  greet(line: Line): void;
  /** Parses a frame's payload; the result must not depend on the viewer. */
  hear(payload: Buffer, nowMs: number): Heard;
  /** Answers a frame that is not a message. */
  answer(control: string, line: Line): void;
  /** A text as it is sent to everyone in a room. */
  message(text: string, room: string): string;
}
