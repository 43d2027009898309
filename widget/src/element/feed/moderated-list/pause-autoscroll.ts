import type { ReactiveController, ReactiveControllerHost } from "lit";
import { closestIn } from "../../base/closest-in.ts";
import type { MessageList } from "../message-list.ts";

/**
 * Resumes following the newest message when the mouse leaves the list, which stands still under a
 * moderator's mouse; unless somebody has scrolled up meanwhile.
 *
 * Its host is in the same root as the list.
 */
export class PauseAutoscroll implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #root: ShadowRoot | undefined;
  /** Whether the mouse is over the list. */
  #isOver = false;
  #hasScrolled = false;
  #wasFollowing = false;
  #unlisten: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const root = this.#host.getRootNode() as ShadowRoot;
    const { ownerDocument } = root;
    root.addEventListener("pointerover", this.#onOver, { capture: true });
    // Moves between elements outside of the chat are told to the document alone.
    ownerDocument.addEventListener("pointerover", this.#onOver, { capture: true });
    root.addEventListener("wheel", this.#onWheel, { passive: true });
    root.addEventListener("pointerout", this.#onOut);
    this.#root = root;
    this.#unlisten = () => {
      root.removeEventListener("pointerover", this.#onOver, { capture: true });
      ownerDocument.removeEventListener("pointerover", this.#onOver, { capture: true });
      root.removeEventListener("wheel", this.#onWheel);
      root.removeEventListener("pointerout", this.#onOut);
    };
  }

  hostDisconnected(): void {
    this.#unlisten?.();
    this.#isOver = false;
  }

  /** Runs before the list handles the event, and stops. */
  readonly #onOver = (event: Event): void => {
    if (!isOfMouse(event)) return;
    const [target] = event.composedPath();
    if (!this.#isInList(target)) return this.#onMissedOut(event);
    const isFollowing = this.#log?.scroller?.classList.contains("following") === true;
    // It stands still for this mouse, which may have been away without a `pointerout`.
    if (this.#isOver && !isFollowing) return;
    this.#isOver = true;
    this.#hasScrolled = false;
    this.#wasFollowing = isFollowing;
  };

  /** Chromium fires no `pointerout` if the element under the mouse was removed, by a ban say. */
  #onMissedOut({ target, clientX, clientY }: PointerEvent): void {
    if (!this.#isOver) return;
    const scroller = this.#log?.scroller;
    const out = { pointerType: "mouse", relatedTarget: target, clientX, clientY, bubbles: true };
    if (!scroller) this.#isOver = false;
    else scroller.dispatchEvent(new PointerEvent("pointerout", out));
  }

  readonly #onWheel = (event: Event): void => {
    if ((event as WheelEvent).deltaY < 0 && this.#isInList(event.target)) this.#hasScrolled = true;
  };

  readonly #onOut = (event: Event): void => {
    if (!isOfMouse(event) || this.#isInList(event.relatedTarget) || !this.#isInList(event.target))
      return;
    const log = this.#log;
    // The element under the mouse may have been removed, without any mouse movement.
    if (isWithin(event, log?.scroller)) return;
    this.#isOver = false;
    // People who use the keyboard meanwhile stay where they are.
    const focused = this.#focused;
    const isInRow = this.#closest(focused, ".row") !== undefined;
    const isByKey = isInRow && focused?.matches(":focus-visible");
    if (!log || !this.#wasFollowing || this.#hasScrolled || isByKey) return;
    // A row focused by a click also holds the list.
    if (isInRow) focused?.blur();
    log.toNewest();
    if (focused && !isInRow) focused.focus({ preventScroll: true });
    else log.scroller?.blur();
  };

  /** In the chat, or in a row's content that is the page's own. */
  get #focused(): HTMLElement | null | undefined {
    const { host, activeElement } = this.#root ?? {};
    const own = host?.ownerDocument.activeElement;
    const isSlotted = own !== host && host?.contains(own ?? null);
    return (activeElement ?? (isSlotted ? own : null)) as HTMLElement | null | undefined;
  }

  #isInList(target: EventTarget | null | undefined): boolean {
    return this.#closest(target, ".scroller") !== undefined;
  }

  #closest(from: EventTarget | null | undefined, selector: string): HTMLElement | undefined {
    return this.#root && closestIn(this.#root, from ?? null, selector);
  }

  get #log(): MessageList | null | undefined {
    return this.#root?.querySelector<MessageList>("live-chat-log");
  }
}

function isWithin({ clientX, clientY }: PointerEvent, list: Element | null | undefined): boolean {
  const { left, right, top, bottom } = list?.getBoundingClientRect() ?? new DOMRect();
  return clientX > left && clientX < right && clientY > top && clientY < bottom;
}

function isOfMouse(event: Event): event is PointerEvent {
  return (event as PointerEvent).pointerType === "mouse";
}
