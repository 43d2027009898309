import { fixture, html, nextFrame } from "@open-wc/testing";
import { LiveChat } from "../../../widget/src/define.ts";
import { TestChat } from "./test-chat.ts";
import { until } from "./until.ts";

export interface Shown {
  readonly element: LiveChat;
  readonly chat: TestChat;
  find(selector: string): HTMLElement;
  findAll(selector: string): HTMLElement[];
  texts(selector: string): string[];
  /** Waits until what was shown to the chat is in the DOM. */
  drawn(): Promise<void>;
}

/** Puts an element on the page that shows this chat, until the test is over. */
export async function showElement(
  snapshot: ConstructorParameters<typeof TestChat>[0] = {},
  {
    lang = "en",
    theme = "light" as LiveChat["theme"],
    element: set = {} as Partial<LiveChat>,
    keepsDrafts = false,
  } = {},
): Promise<Shown> {
  // The tab would keep them for the next test.
  if (!keepsDrafts) sessionStorage.clear();
  const chat = new TestChat(snapshot);
  const element = new LiveChat();
  element.lang = lang;
  Object.assign(element, {
    theme,
    chat,
    streamId: "s1",
    serverUrl: "https://chat.example.com",
    ...set,
  });
  await fixture(html`${element}`);
  element.style.inlineSize = "400px";
  element.style.blockSize = "500px";
  const root = element.shadowRoot!;
  const drawn = async (): Promise<void> => {
    // Many rows come in over several frames.
    let count: number;
    do {
      count = root.querySelectorAll(".row").length;
      for (let i = 0; i < 3; i++) await nextFrame();
      await element.updateComplete;
    } while (root.querySelectorAll(".row").length !== count);
  };
  // Other languages than English are loaded first.
  await until(() => root.querySelector('[part="base"]'));
  await drawn();
  return {
    element,
    chat,
    drawn,
    find: (selector) => {
      const found = root.querySelector<HTMLElement>(selector);
      if (!found) throw new Error(`There is no ${selector}`);
      return found;
    },
    findAll: (selector) => [...root.querySelectorAll<HTMLElement>(selector)],
    texts: (selector) =>
      [...root.querySelectorAll<HTMLElement>(selector)].map((found) => found.innerText.trim()),
  };
}
