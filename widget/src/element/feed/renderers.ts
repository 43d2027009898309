import type { MessageRef, Person, Role } from "#protocol";

/** A message as a page's own renderer gets it. */
export interface RenderedMessage extends Person {
  /** The row's: it stays when a message on its way gets its `id`. */
  readonly key: string;
  /** Undefined until the log has it. */
  readonly id: string | undefined;
  readonly role: Role;
  /** Plain text, as people wrote it. */
  readonly message: string;
  /** In ms since 1970. */
  readonly timestamp: number;
  /** The same, in the chat's language. */
  readonly time: string;
  readonly replyTo: MessageRef | undefined;
  readonly status: "sending" | "sent" | "failed";
  /** It waits for staff to let it in. */
  readonly isHeld: boolean;
  /** Staff rejected it, or their queue was full; only its author has it. */
  readonly isRejected: boolean;
  readonly isOwn: boolean;
  /** The viewer is named in it. */
  readonly namesMe: boolean;
  /** The same person wrote the row above, just before. */
  readonly isFollowUp: boolean;
}

/** What a renderer gives: text, which stays text, or a node of its own. Nothing leaves a message to the element. */
export type Rendered = Node | string | null | undefined;

/**
 * Gives what stands in a message's row in place of picture, name and text.
 *
 * Called when a message comes, and when something of it changes. `signal` aborts when the row goes.
 */
export type MessageRenderer = (message: RenderedMessage, signal: AbortSignal) => Rendered;

/** What of the element a page draws by itself. */
export interface Renderers {
  /** A function, or a `<template>`: elements in it with `data-field` get that field's text. */
  readonly message?: MessageRenderer | HTMLTemplateElement | undefined;
}
