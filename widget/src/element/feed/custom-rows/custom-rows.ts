import {
  html,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from "lit";
import { adoptSheet } from "../../theme/adopt-sheet.ts";
import type { LogItem } from "../log-items.ts";
import { isNamed } from "../message-text.ts";
import type { Rendered, RenderedMessage, Renderers } from "../renderers.ts";
import type { RowContext } from "../row-context.ts";

type MessageItem = LogItem & { kind: "message" | "pending" };

/** A renderer's result for a row, its input, and its place. */
interface OwnRow {
  readonly inputs: readonly unknown[];
  readonly rendered: Rendered;
  readonly going: AbortController;
  readonly place: HTMLElement;
}

interface OwnRowsHost extends ReactiveControllerHost, HTMLElement {
  readonly scroller: HTMLElement | null;
}

/**
 * Custom content is not truncated, because only the page knows how it may be. Without an avatar,
 * follow-ups are not indented.
 */
const SHEET = `.said:has(>slot){display:block;max-block-size:none;overflow:visible}
.row:has(>.body>.said>slot){padding-inline-start:var(--_space)}`;

/**
 * The rows of a list that a page renders itself.
 *
 * A renderer's result is a child of `<live-chat>` in the page's tree, and a slot shows it in its
 * row: the page's style sheets and scripts reach it like everything else on the page. A renderer is
 * called once per message, and again when the message changes, but not when the row is hovered,
 * focused or moved.
 */
export class CustomRows implements ReactiveController {
  /** Incremented when all rows must be rendered again. */
  generation = 1;
  readonly #host: OwnRowsHost;
  readonly #rows = new Map<string, OwnRow>();

  constructor(host: OwnRowsHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    adoptSheet(this.#host.getRootNode() as ShadowRoot, SHEET);
  }

  hostDisconnected(): void {
    this.keep([]);
    this.generation += 1;
  }

  /** Undefined if the element renders the message itself. */
  render(
    renderers: Renderers | undefined,
    item: MessageItem,
    context: RowContext,
  ): TemplateResult | undefined {
    const { key, row, isFollowUp } = item;
    const renderer = renderers?.message;
    const inputs = [renderer, row, isFollowUp, context.myName, context.locale];
    let own = this.#rows.get(key);
    if (own?.inputs.every((input, i) => input === inputs[i]) !== true) {
      if (own && own.inputs[0] !== renderer) this.#drop(key, own);
      const before = this.#rows.get(key);
      const going = before?.going ?? new AbortController();
      const place = before?.place ?? document.createElement("div");
      const rendered = draw(renderer, () => viewOf(item, context), going.signal);
      own = { inputs, rendered, going, place };
      this.#rows.set(key, own);
      if (rendered == null) place.remove();
      else if (rendered !== before?.rendered) place.replaceChildren(rendered);
    }
    const { rendered, place } = own;
    if (rendered == null) return undefined;
    const name = `message-${key}`;
    if (!place.isConnected) {
      place.slot = name;
      (this.#host.getRootNode() as ShadowRoot).host.append(place);
    }
    return html`<slot name=${name}></slot>`;
  }

  /** Removes the content of rows that are gone, so that removed messages leave the page, too. */
  keep(items: readonly LogItem[]): void {
    if (this.#rows.size === 0) return;
    const keys = new Set(items.map(({ kind, key }) => (kind === "removed" ? "" : key)));
    for (const [key, own] of this.#rows) if (!keys.has(key)) this.#drop(key, own);
  }

  #drop(key: string, { going, place }: OwnRow): void {
    // Keeps the focus in the chat when its element is removed. The page may have the chat in a
    // shadow root; a root that is in no document has nothing focused.
    const { activeElement = null } = place.getRootNode() as Partial<Document | ShadowRoot>;
    if (place.contains(activeElement)) this.#host.scroller?.focus({ preventScroll: true });
    place.remove();
    going.abort();
    this.#rows.delete(key);
  }
}

/** If a page's renderer fails, the element renders the message itself. */
function draw(
  renderer: Renderers["message"],
  view: () => RenderedMessage,
  signal: AbortSignal,
): Rendered {
  try {
    return renderer instanceof HTMLTemplateElement
      ? fill(renderer, view())
      : renderer?.(view(), signal);
  } catch (error) {
    console.error("live-chat: renderers.message failed.", error);
    return undefined;
  }
}

/** Inserts text as text, whatever the template contains. */
function fill(template: HTMLTemplateElement, message: RenderedMessage): Node {
  const fields = new Map<string, RenderedMessage[keyof RenderedMessage]>(Object.entries(message));
  const copy = template.content.cloneNode(true) as DocumentFragment;
  for (const element of copy.querySelectorAll<HTMLElement>("[data-field]")) {
    const value = fields.get(element.dataset["field"]!);
    element.textContent = typeof value === "object" ? "" : String(value ?? "");
  }
  return copy;
}

function viewOf({ key, isFollowUp, ...item }: MessageItem, context: RowContext): RenderedMessage {
  const shared = { key, isFollowUp };
  if (item.kind === "pending") {
    const { row, author } = item;
    const { userId, avatarUrl, role } = author;
    return {
      ...shared,
      userId,
      nickname: author.nickname ?? "",
      ...(avatarUrl !== undefined && { avatarUrl }),
      role,
      id: undefined,
      message: row.text,
      timestamp: row.queuedAtMs,
      time: context.time.format(row.queuedAtMs),
      replyTo: row.replyTo,
      status: row.status,
      isHeld: false,
      isRejected: false,
      isOwn: true,
      namesMe: false,
    };
  }
  const { row, isMine } = item;
  const { userId, nickname, avatarUrl, role, id, message, timestamp, replyTo } = row;
  return {
    ...shared,
    userId,
    nickname,
    ...(avatarUrl !== undefined && { avatarUrl }),
    role,
    id,
    message,
    timestamp,
    time: context.time.format(timestamp),
    replyTo,
    status: "sent",
    isHeld: row.held === true,
    isRejected: row.rejected === true,
    isOwn: isMine,
    namesMe: !isMine && isNamed(message, context.myName),
  };
}
