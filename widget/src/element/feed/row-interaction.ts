import type { ReactiveController, ReactiveControllerHost } from "lit";
import { rowOf } from "./row-focus.ts";

/**
 * Tracks the row that somebody uses, and whether the list must stand still for it: while text is
 * selected, a row is tapped open, or keys move among rows.
 */
export class RowInteraction implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onBusy: (isBusy: boolean) => void;
  readonly #onOpened: (row: HTMLElement) => void;
  /** Whether hovering counts as using a row: the target of an action must not move away. */
  holdsPointed = false;
  #pointedKey: string | undefined;
  #focusedKey: string | undefined;
  #isHeld = false;
  /** Whether the row was opened by a tap: only another tap closes it, or its end. */
  #isTapped = false;
  /** Whether the tapped row is not rendered open yet. */
  #isOpening = false;
  /** The row whose actions were dismissed with Escape until the mouse returns. (WCAG 1.4.13) */
  #dismissedKey: string | undefined;
  #isSelecting = false;
  #wasBusy = false;
  #pointerType = "";
  #unlisten: (() => void) | undefined;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    onBusy: (isBusy: boolean) => void,
    onOpened: (row: HTMLElement) => void,
  ) {
    this.#host = host;
    this.#onBusy = onBusy;
    this.#onOpened = onOpened;
    host.addController(this);
  }

  hostConnected(): void {
    // When it is disconnected, its document may already be another one.
    const { ownerDocument } = this.#host;
    ownerDocument.addEventListener("selectionchange", this.#onSelect);
    ownerDocument.addEventListener("keydown", this.#onKeydown, true);
    this.#unlisten = () => {
      ownerDocument.removeEventListener("selectionchange", this.#onSelect);
      ownerDocument.removeEventListener("keydown", this.#onKeydown, true);
    };
  }

  hostDisconnected(): void {
    this.#unlisten?.();
  }

  /** Reports a tapped row once it is open. One that was hidden or removed is not used any more. */
  hostUpdated(): void {
    if (!this.#isTapped) return;
    const row = this.#host.querySelector<HTMLElement>(".row.open");
    if (!row) this.#point(undefined, false);
    else if (this.#isOpening) this.#onOpened(row);
    this.#isOpening = false;
  }

  /** Whether a row shows its actions. */
  isOpen(key: string): boolean {
    return key === this.#pointedKey || key === this.#focusedKey;
  }

  /** Opens a row, like a tap. */
  open(key: string): void {
    this.#point(key, true, true);
  }

  onPointerOver(event: PointerEvent): void {
    if (event.pointerType !== "mouse") return;
    const key = rowOf(event.target, this.#host)?.key;
    if (key === this.#dismissedKey) return;
    this.#dismissedKey = undefined;
    this.#point(key, this.holdsPointed);
  }

  /**
   * Not `pointerleave`, which Chromium does not fire if the element under the mouse was removed.
   */
  onPointerOut({ pointerType, relatedTarget }: PointerEvent): void {
    if (pointerType !== "mouse" || this.#isInside(relatedTarget)) return;
    this.#dismissedKey = undefined;
    this.#point(undefined, false);
  }

  onPointerDown({ pointerType }: PointerEvent): void {
    this.#pointerType = pointerType;
  }

  /** A tap opens a row, and closes it. */
  onClick({ target, pointerType }: Event & { readonly pointerType?: string }): void {
    // A screen reader's click may have no pointer; an earlier pointer says nothing about it.
    const by = pointerType || this.#pointerType;
    this.#pointerType = "";
    if (by === "mouse" || (target as Element).closest("a, button")) return;
    const key = rowOf(target, this.#host)?.key;
    const isTapped = key !== undefined && key !== this.#pointedKey;
    this.#point(isTapped ? key : undefined, isTapped, isTapped);
  }

  onFocusIn({ target }: Event): void {
    const isByKey = (target as Element).matches(":focus-visible");
    this.#focus(isByKey ? rowOf(target, this.#host)?.key : undefined);
  }

  onFocusOut({ relatedTarget }: FocusEvent): void {
    // While the focus moves to an action of the row, the action must exist.
    if (!rowOf(relatedTarget, this.#host)) this.#focus(undefined);
  }

  readonly #onKeydown = ({ key }: KeyboardEvent): void => {
    if (key !== "Escape" || this.#pointedKey === undefined) return;
    this.#dismissedKey = this.#pointedKey;
    this.#point(undefined, false);
  };

  readonly #onSelect = (): void => {
    const isSelecting = this.#isInside(selectedNode(this.#host));
    if (isSelecting === this.#isSelecting) return;
    this.#isSelecting = isSelecting;
    this.#update();
  };

  #isInside(target: EventTarget | null): boolean {
    return this.#host.contains(target as Node | null) || !!rowOf(target, this.#host);
  }

  #point(key: string | undefined, isHeld: boolean, isTapped = false): void {
    this.#isTapped = this.#isOpening = isTapped;
    if (key === this.#pointedKey && isHeld === this.#isHeld) return;
    this.#pointedKey = key;
    this.#isHeld = isHeld;
    this.#update();
  }

  #focus(key: string | undefined): void {
    if (key === this.#focusedKey) return;
    this.#focusedKey = key;
    this.#update();
  }

  #update(): void {
    const isBusy = this.#isSelecting || this.#isHeld || this.#focusedKey !== undefined;
    // Repeated while it lasts: the list may have scrolled to its end meanwhile, and move again.
    if (isBusy || this.#wasBusy) this.#onBusy(isBusy);
    this.#wasBusy = isBusy;
    this.#host.requestUpdate();
  }
}

/**
 * The node where the selection starts, if there is one. Browsers limit selections at shadow roots
 * in different ways.
 */
function selectedNode(host: HTMLElement): Node | null {
  const root = host.getRootNode() as ShadowRoot & { getSelection?: () => Selection | null };
  const selection = root.getSelection?.() ?? host.ownerDocument.getSelection();
  if (!selection) return null;
  const [range] = selection.getComposedRanges?.({ shadowRoots: [root] }) ?? [];
  if (range) return range.collapsed ? null : range.startContainer;
  return selection.isCollapsed ? null : selection.anchorNode;
}
