import type { Locator } from "playwright/test";

import type { State } from "../widget/support/states.ts";
import { TestChat } from "../widget/support/test-chat.ts";

/** Has the chat on a page show a state, as if its server had brought it there. */
export async function showState(chat: Locator, { snapshot, element = {} }: State): Promise<void> {
  await chat.evaluate(
    (element, [snapshot, properties]) => {
      const ignore = () => undefined;
      const methods = ["connect", "disconnect", "trim", "reconnectNow", "reauthenticate"];
      Object.assign(element, properties, {
        chat: {
          ...Object.fromEntries(methods.map((name) => [name, ignore])),
          getSnapshot: () => snapshot,
          subscribe: () => ignore,
          loadOlder: () => Promise.resolve(),
          findQuoted: () => undefined,
        },
      });
    },
    [new TestChat(snapshot).getSnapshot(), element] as const,
  );
  await chat.evaluate(
    (element) => (element as unknown as { updateComplete: unknown }).updateComplete,
  );
}
