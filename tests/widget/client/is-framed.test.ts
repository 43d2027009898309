import { expect, it, vi } from "vitest";
import { isFramed } from "../../../widget/src/client/connection/is-framed.ts";

/** A page in a frame of another page, which may be of another origin. */
interface Page {
  parent: unknown;
}

function topPage(): Page {
  const page: Page = { parent: undefined };
  page.parent = page;
  return page;
}

/** In a frame of a page of the same origin, which it may look into. */
function within(defaultView: Page): Page {
  return { parent: { document: { defaultView } } };
}

/** In a frame of a page of another origin, which browsers do not allow to look into. */
function withinForeign(): Page {
  const parent = {
    get document(): never {
      throw new DOMException("blocked", "SecurityError");
    },
  };
  return { parent };
}

it.each([
  ["a page of its own", topPage(), false],
  ["a frame of the same site", within(topPage()), false],
  ["a frame of another site", withinForeign(), true],
  ["a frame of the same site, itself in a frame of another", within(withinForeign()), true],
  ["a script without a window", undefined, false],
  ["an app whose window has no parent", {}, false],
])("[EM7] is in a frame of another origin: %s", (_, window, isIt) => {
  vi.stubGlobal("window", window);
  expect(isFramed()).toBe(isIt);
});

it("[EM7] is in no frame where there is no window at all", () => {
  Reflect.deleteProperty(globalThis, "window");
  expect(isFramed()).toBe(false);
});
