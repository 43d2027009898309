import { loadLazily } from "../../../widget/src/load-lazily.ts";
import type { Shown } from "./show-element.ts";

/**
 * Adds the part that keeps the focus. The element loads it with the first focus, and a key that a
 * test presses may come before it.
 */
export async function keepFocusIn(shown: Shown): Promise<Shown> {
  const { keepFocus } = await loadLazily(({ PARTS }) => PARTS.keepFocus(), "");
  keepFocus(shown.element);
  return shown;
}
