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
  #hasScrolled = false;
  #wasFollowing = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const root = this.#host.getRootNode() as ShadowRoot;
    root.addEventListener("pointerover", this.#onOver, { capture: true });
    root.addEventListener("wheel", this.#onWheel, { passive: true });
    root.addEventListener("pointerout", this.#onOut);
    this.#root = root;
  }

  hostDisconnected(): void {
    this.#root?.removeEventListener("pointerover", this.#onOver, { capture: true });
    this.#root?.removeEventListener("wheel", this.#onWheel);
    this.#root?.removeEventListener("pointerout", this.#onOut);
  }

  /** Runs before the list handles the event, and stops. */
  readonly #onOver = (event: Event): void => {
    if (!isOfMouse(event) || this.#isInList(event.relatedTarget) || !this.#isInList(event.target))
      return;
    this.#hasScrolled = false;
    this.#wasFollowing = this.#log?.scroller?.classList.contains("following") === true;
  };

  readonly #onWheel = (event: Event): void => {
    if ((event as WheelEvent).deltaY < 0 && this.#isInList(event.target)) this.#hasScrolled = true;
  };

  readonly #onOut = (event: Event): void => {
    if (!isOfMouse(event) || this.#isInList(event.relatedTarget) || !this.#isInList(event.target))
      return;
    const log = this.#log;
    // The element under the mouse may have been removed, without any mouse movement.
    if (isWithin(event, log?.scroller)) return;
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

  #isInList(target: EventTarget | null): boolean {
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
