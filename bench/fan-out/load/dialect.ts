import type { Mark } from "./mark.ts";

/** Entries of a log that came together, from one number to another. */
export interface Span {
  readonly epoch: string;
  readonly first: number;
  readonly last: number;
  readonly lastId: string;
  /** People that it takes for known, and those that it names. (SPEC EN7) */
  readonly known: number;
  readonly named: number;
}

export interface HeardMessages {
  kind: "messages";
  marks: readonly Mark[];
  span?: Span;
}

/** What a server's frame says. */
export type Heard = HeardMessages | { kind: "control"; text: string };

/** The way to the server, for what a dialect has to say by itself. */
export interface Line {
  /** How manieth of its generator this viewer is; the first ones write. */
  readonly index: number;
  say(text: string): void;
  /** To be called once the viewer is where messages arrive. */
  joined(): void;
}

/** How one kind of server is spoken to. */
export interface Dialect {
  /** Path and query of the WebSocket. */
  readonly path: string;
  readonly opcode: number;
  /** Whether its messages are counted, and not timed: they carry no mark, and are what people write. */
  readonly unmarked?: boolean;
  /** Said as soon as the WebSocket is open. */
  greet(line: Line): void;
  /** Reads a frame's payload; what it says must not depend on who hears it. */
  hear(payload: Buffer, nowMs: number): Heard;
  /** Answers what is no message. */
  answer(control: string, line: Line): void;
  /** A text as it is sent to everyone. */
  message(text: string): string;
}
