import { en } from "../i18n/en.ts";
import type { ChatSnapshot } from "../store/index.ts";

/** Whether there is something to show that most rooms have not: a mode, a pin, or a refusal that comes with them. */
export function wantsRoomView({ mode, pinned, pending }: ChatSnapshot): boolean {
  return (
    pinned !== undefined ||
    Object.keys(mode).length > 0 ||
    pending.some(({ error }) => error && !(error in en.errors))
  );
}
