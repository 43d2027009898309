import type { FeedForm } from "../chat/ports/audience.ts";
import type { ConnectionWriter } from "./writers/connection-writer.ts";

/** The output of a connection, as a room uses it. */
export type Writer = Pick<ConnectionWriter, "write" | "close">;

/** A connection's subscription to one room. */
export class Subscriber {
  readonly writer: Writer;
  readonly form: FeedForm;
  /** The answer to its join reaches up to this seq; the feed continues after it. (SPEC JR4) */
  readonly fromSeq: number;
  /** Its person, who receives their own shadowed messages. (SPEC HE6) */
  readonly userId: string | undefined;
  /** The author generation in which it joined; it knows the numbers of later ones. */
  generation = 0;
  /**
   * The subscriber has left, or joined again: pending writes are no longer for this subscription.
   */
  isOver = false;

  constructor(writer: Writer, form: FeedForm, fromSeq: number, userId?: string) {
    this.writer = writer;
    this.form = form;
    this.fromSeq = fromSeq;
    this.userId = userId;
  }
}
