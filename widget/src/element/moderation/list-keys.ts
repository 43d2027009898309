import { doQuickly, type QuickAction } from "./staff-row-actions.ts";
import type { Staff } from "./staff.ts";

const KEYS: Readonly<Record<string, QuickAction>> = {
  d: "remove",
  t: "timeout",
  b: "ban",
  m: "menu",
};
/** Keys by their place, for those who write in another script. */
const CODES: Readonly<Record<string, string>> = {
  KeyD: "d",
  KeyT: "t",
  KeyB: "b",
  KeyM: "m",
  KeyZ: "z",
};

/** One key for what is done most, while a message has the focus: d, t, b, m; and z takes it back. */
export class ListKeys {
  readonly #staff: Staff;
  readonly #undo: () => void;

  constructor(staff: Staff, undo: () => void) {
    this.#staff = staff;
    this.#undo = undo;
  }

  listen(root: ShadowRoot): void {
    root.addEventListener("keydown", (event) => this.#onKeydown(event as KeyboardEvent));
  }

  #onKeydown(event: KeyboardEvent): void {
    const row = event.target as HTMLElement & { key?: string };
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (!isPlain || !row.matches(".row, .scroller")) return;
    const key = CODES[event.code] ?? event.key;
    if (key === "z") return this.#undo();
    const kind = KEYS[key];
    if (!kind) return;
    const message = this.#staff.here.snapshot.rows.find(
      (other) => other.kind === "message" && other.id === row.key,
    );
    if (message?.kind === "message") doQuickly(this.#staff, kind, message);
  }
}
