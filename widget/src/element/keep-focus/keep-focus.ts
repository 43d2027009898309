import type { ReactiveController, ReactiveControllerHost } from "lit";
import { closestIn } from "../base/closest-in.ts";

/**
 * Elements that can take the focus. Fields only in the composer: on a phone they open the keyboard.
 */
const TARGETS =
  "button, summary, select, a[href], [tabindex], [type=checkbox], [type=radio], .composer :is(input, textarea)";
/** Undo buttons, which must not be pressed by accident. */
const UNAWARES = ".toasts";
/** Elements that are opened from a control, to which the focus returns. */
const OPENED = "[role=dialog], .toast";
const CHANGES = {
  childList: true,
  subtree: true,
  attributeFilter: ["hidden", "disabled", "inert"],
};

type Host = ReactiveControllerHost & HTMLElement;
const kept = new WeakSet<Host>();

/** Starts keeping the focus in the host. */
export function keepFocus(host: Host): void {
  if (kept.has(host)) return;
  kept.add(host);
  new KeepFocus(host);
}

/** The place of a removed element. */
interface Gap {
  readonly parent: Node | null;
  readonly next: Node | null;
  readonly previous: Node | null;
}

/**
 * Keeps the focus in the chat when its element is removed, hidden or disabled. (WCAG 2.4.3)
 *
 * It moves to the control that opened a removed dialog, else to the row of the control, else to the
 * next control beside it, or to the list. Components need no code for that; to focus another
 * element, they do so before or after. What the page has slotted into a row counts as part of it.
 */
class KeepFocus implements ReactiveController {
  readonly #host: Host;
  readonly #observer = new MutationObserver((changes) => this.#onChange(changes));
  readonly #openers = new WeakMap<Element, Element>();
  #focused: Element | undefined;
  /** Whether the focus is shown, as it is to those who use the keyboard. */
  #isShown = false;
  /** The same, or for what the page has slotted into a row, the row. */
  #own: Element | undefined;
  /** It is on its way to something: what it has left may go meanwhile, as the buttons of a row do. (WCAG 2.1.2) */
  #isMoving = false;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  /** In its root, because events of moves between its controls do not leave the root. */
  hostConnected(): void {
    this.#root.addEventListener("focusin", this.#onFocusIn);
    // Before the list handles it, which renders its rows again at once.
    this.#root.addEventListener("focusout", this.#onFocusOut, true);
    const active = this.#active;
    if (active) this.#onFocus(active);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#focused = undefined;
    this.#own = undefined;
    this.#isMoving = false;
  }

  get #root(): ShadowRoot {
    return this.#host.shadowRoot!;
  }

  /** The focused element in the chat, or in what the page has slotted into it. */
  get #active(): Element | undefined {
    return this.#root.activeElement ?? this.#slotted(this.#focusedAround);
  }

  /** In the tree of the host, which may be a shadow tree of the page. */
  get #focusedAround(): Element | null {
    const { activeElement } = this.#host.getRootNode() as Partial<Document | ShadowRoot>;
    return activeElement ?? this.#host.ownerDocument.activeElement;
  }

  #slotted(element: Element | null): Element | undefined {
    const isSlotted = element && element !== this.#host && this.#host.contains(element);
    return isSlotted ? element : undefined;
  }

  /** Removal also fires this in some browsers; it is handled before. */
  readonly #onFocusOut = (event: Event): void => {
    this.#isMoving = (event as FocusEvent).relatedTarget !== null;
    setTimeout(() => this.#active ?? this.hostDisconnected());
  };

  readonly #onFocusIn = ({ target }: Event): void => this.#onFocus(target as Element);

  #onFocus(target: Element): void {
    this.#isMoving = false;
    const before = this.#own;
    const dialog = closestIn(this.#root, target, OPENED);
    if (before && dialog && !dialog.contains(before) && !this.#openers.has(dialog))
      // A row's button exists only while the row is hovered.
      this.#openers.set(dialog, before.closest(".row") ?? before);
    this.#focused = target;
    this.#isShown = target.matches(":focus-visible");
    this.#own = this.#root.contains(target)
      ? target
      : (closestIn(this.#root, target, ".row") ?? closestIn(this.#root, target, "*"));
    this.#observer.observe(this.#root, CHANGES);
    if (this.#slotted(target)) this.#observer.observe(this.#host, CHANGES);
  }

  #onChange(changes: readonly MutationRecord[]): void {
    const lost = this.#focused;
    if (!lost || this.#isMoving || canHaveFocus(lost) || this.#isElsewhere(lost)) return;
    const own = this.#own ?? lost;
    if (own !== lost && canHaveFocus(own)) return this.#moveTo(own as HTMLElement);
    const gap = this.#gapOf(own, changes);
    const near = this.#openerOf(own) ?? rowAround(gap) ?? beside(gap);
    if (near) return this.#moveTo(near);
    // A replacement may not exist yet, or take the focus by itself.
    setTimeout(() => {
      if (!canHaveFocus(lost) && !this.#isElsewhere(lost)) this.#moveTo(this.#around(gap));
    });
  }

  /**
   * Without scrolling where the focus is not shown: a list would cease to follow the newest
   * message as soon as a row that was clicked long ago is dropped.
   */
  #moveTo(target: HTMLElement | undefined): void {
    target?.focus({ preventScroll: !this.#isShown });
  }

  #isElsewhere(lost: Element): boolean {
    const active = this.#active;
    if (active) return active !== lost;
    const { ownerDocument } = this.#host;
    const focused = this.#focusedAround;
    // A frame would take the focus from the surrounding page.
    const isTaken = self !== top && !ownerDocument.hasFocus();
    return isTaken || (focused !== null && focused !== ownerDocument.body);
  }

  /** The control that opened a removed dialog; for nested dialogs, the outermost one's. */
  #openerOf(lost: Element): HTMLElement | undefined {
    for (let gone: Element | null = lost; (gone = gone.closest(OPENED));) {
      const opener: Element | undefined = canHaveFocus(gone) ? undefined : this.#openers.get(gone);
      if (!opener || canHaveFocus(opener)) return opener as HTMLElement | undefined;
      gone = opener;
    }
    return undefined;
  }

  /** The nearest control to a gap, or the list. */
  #around(from: Gap): HTMLElement | undefined {
    const chat = this.#root.querySelector(".chat");
    let gap = from;
    while (gap.parent && gap.parent !== chat && gap.parent !== this.#root) {
      const target = beside(gap);
      if (target) return target;
      gap = gapAt(gap.parent);
    }
    return firstIn(chat?.querySelector(".scroller")) ?? firstIn(chat);
  }

  /** The place of the outermost removed element that contained the focus. */
  #gapOf(lost: Element, changes: readonly MutationRecord[]): Gap {
    let gone: Node = lost;
    let gap: Gap | undefined;
    while (!this.#root.contains(gone)) {
      const change = changes.find(({ removedNodes }) =>
        [...removedNodes].some((node) => node.contains(gone)),
      );
      if (!change) break;
      gap = { parent: change.target, next: change.nextSibling, previous: change.previousSibling };
      gone = change.target;
    }
    if (gap && this.#root.contains(gap.parent)) return gap;
    return gapAt(lost.closest("[hidden], [inert]") ?? lost);
  }
}

function gapAt({ parentNode, nextSibling, previousSibling }: Node): Gap {
  return { parent: parentNode, next: nextSibling, previous: previousSibling };
}

/** From a message's button to the message. */
function rowAround({ parent }: Gap): HTMLElement | undefined {
  return (parent as Element | null)?.closest<HTMLElement>(".row") ?? undefined;
}

/** What was inserted at a gap, else the next control, else the one before, else the container. */
function beside({ parent, next, previous }: Gap): HTMLElement | undefined {
  if (!(parent instanceof HTMLElement) || parent.matches(UNAWARES)) return undefined;
  const start = previous?.isConnected ? previous : next?.isConnected ? next : parent.firstChild;
  const from = start === previous ? start?.nextSibling : start;
  for (let node = from; node; node = node.nextSibling) {
    const found = firstIn(node);
    if (found) return found;
  }
  for (let node = start; node; node = node.previousSibling) {
    const found = firstIn(node.nodeName === "UL" ? node.lastChild : node);
    if (found) return found;
  }
  return parent.matches("[tabindex]") ? parent : undefined;
}

function firstIn(node: Node | null | undefined): HTMLElement | undefined {
  if (!(node instanceof HTMLElement)) return undefined;
  const all = [node, ...node.querySelectorAll<HTMLElement>(TARGETS)];
  return all.find(
    (element) => element.matches(TARGETS) && canHaveFocus(element) && !element.closest(UNAWARES),
  );
}

function canHaveFocus(element: Element): boolean {
  return element.getClientRects().length > 0 && !element.matches(":disabled, [inert] *, [inert]");
}
