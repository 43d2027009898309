import type { ReactiveController, ReactiveControllerHost } from "lit";

/** After this time, a touch at the same place is meant for the new button. */
const GUARDED_MS = 1_000;

/**
 * Protects a new button from presses that were meant for something else at its place: it ignores
 * them until the mouse has moved away, or for a moment. Also reports presses outside of the host.
 */
export class UndoGuard implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onPressElsewhere: () => void;
  #root: Node | undefined;
  #pressedAt: { readonly x: number; readonly y: number } | undefined;
  #guarded: HTMLElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, onPressElsewhere: () => void) {
    this.#host = host;
    this.#onPressElsewhere = onPressElsewhere;
    host.addController(this);
  }

  hostConnected(): void {
    this.#root = this.#host.getRootNode();
    for (const type of ["pointerdown", "click"])
      this.#root.addEventListener(type, this.#onPress, { capture: true });
    this.#root.addEventListener("pointermove", this.#onMove);
  }

  hostDisconnected(): void {
    this.#release();
    for (const type of ["pointerdown", "click"])
      this.#root?.removeEventListener(type, this.#onPress, { capture: true });
    this.#root?.removeEventListener("pointermove", this.#onMove);
  }

  /** Call with the button that is shown now, or null. */
  look(button: HTMLElement | null): void {
    this.#release();
    if (!button || !this.#pressedAt || !isWithin(this.#pressedAt, button)) return;
    this.#guarded = button;
    button.classList.add("guarded");
    this.#timer = setTimeout(this.#release, GUARDED_MS);
  }

  readonly #release = (): void => {
    clearTimeout(this.#timer);
    this.#guarded?.classList.remove("guarded");
    this.#guarded = undefined;
  };

  readonly #onPress = (event: Event): void => {
    const { target, clientX: x, clientY: y } = event as PointerEvent;
    if (this.#host.contains(target as Node)) return;
    // Key presses have no position.
    const isOfPointer = event.type === "pointerdown" || (event as PointerEvent).detail > 0;
    this.#pressedAt = isOfPointer ? { x, y } : undefined;
    // After the press, because moving an element during a press cancels it.
    if (event.type === "click") this.#onPressElsewhere();
  };

  readonly #onMove = (event: Event): void => {
    const { clientX: x, clientY: y } = event as PointerEvent;
    if (this.#guarded && !isWithin({ x, y }, this.#guarded)) this.#release();
  };
}

function isWithin({ x, y }: { readonly x: number; readonly y: number }, box: Element): boolean {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  return x >= left && x <= right && y >= top && y <= bottom;
}
