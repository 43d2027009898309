import type { Mark } from "./mark.ts";

/** What a server's frame says. */
export type Heard =
  { kind: "messages"; marks: readonly Mark[] } | { kind: "control"; text: string };

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
  /** Said as soon as the WebSocket is open. */
  greet(line: Line): void;
  /** Reads a frame's payload; what it says must not depend on who hears it. */
  hear(payload: Buffer, nowMs: number): Heard;
  /** Answers what is no message. */
  answer(control: string, line: Line): void;
  /** A text as it is sent to everyone. */
  message(text: string): string;
}
