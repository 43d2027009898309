import type { FeedForm } from "../chat/ports/audience.ts";
import type { ConnectionWriter } from "./writers/connection-writer.ts";

/** The way to a connection, as a room sees it. */
export type Writer = Pick<ConnectionWriter, "write" | "close">;

/** A connection's subscription to one room. */
export class Subscriber {
  readonly writer: Writer;
  readonly form: FeedForm;
  /** What its join was answered with reaches up to here; the feed goes on behind it. (SPEC JR4) */
  readonly fromSeq: number;
  /** Whose it is: of what is shadowed, they are told their own. (SPEC HE6) */
  readonly userId: string | undefined;
  /** The generation of people's numbers that it has come in; it knows those of the ones after it. */
  generation = 0;
  /** It left, or has joined anew: whatever is under way is not for this subscription any more. */
  isOver = false;

  constructor(writer: Writer, form: FeedForm, fromSeq: number, userId?: string) {
    this.writer = writer;
    this.form = form;
    this.fromSeq = fromSeq;
    this.userId = userId;
  }
}
