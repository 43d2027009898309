import { fixture, html, nextFrame } from "@open-wc/testing";
import type { ChatSnapshot } from "../../../widget/src/client/index.ts";
import { LiveChat } from "../../../widget/src/define.ts";
import { message, messages, TestChat } from "./test-chat.ts";

/** A chat with so much before it that a page of older messages can always be had. */
export class LongChat extends TestChat {
  #oldest = 5_001;
  #newest = 5_100;

  constructor(change: Partial<ChatSnapshot> = {}) {
    super({ rows: messages(5_001, 5_100), hasOlder: true, ...change });
  }

  /** How often older messages were asked for. */
  get pages(): number {
    return this.asked.filter((what) => what === "loadOlder").length;
  }

  /** Somebody writes. */
  say(text?: string): void {
    this.#newest += 1;
    const row = message(this.#newest, text === undefined ? {} : { message: text });
    this.show({ rows: [...this.getSnapshot().rows, row] });
  }

  override async loadOlder(): Promise<void> {
    this.asked.push("loadOlder");
    // As a server does, a moment later.
    await nextFrame();
    const before = this.getSnapshot().rows[0]?.seq ?? this.#oldest;
    const page = messages(Math.max(1, before - 100), before - 1);
    this.#oldest = page[0]?.seq ?? 1;
    this.show({ rows: [...page, ...this.getSnapshot().rows], hasOlder: this.#oldest > 1 });
  }
}

export interface Placed {
  readonly element: LiveChat;
  readonly chat: LongChat;
  readonly page: HTMLElement;
  readonly scroller: HTMLElement;
  /** Lets pages be loaded and drawn, as far as that goes on by itself. */
  settled(): Promise<void>;
  pill(): string | undefined;
  /** The text of the first row in sight. */
  topRow(): string;
  fromEnd(): number;
}

/** Puts a long chat on a page that the test makes around it. */
export async function placeChat(
  { chat = new LongChat(), around = "" }: { chat?: LongChat; around?: string } = {},
  frames = 6,
): Promise<Placed> {
  sessionStorage.clear();
  const element = new LiveChat();
  element.lang = "en";
  Object.assign(element, { chat, streamId: "s1", serverUrl: "https://chat.example.com" });
  const page = await fixture<HTMLElement>(html`<div></div>`);
  page.style.cssText = "inline-size: 400px; block-size: 500px;";
  const place = document.createElement("div");
  place.style.cssText = `block-size: 100%; ${around}`;
  place.append(element);
  page.append(place);
  await element.updateComplete;
  const settled = async (): Promise<void> => {
    // Many rows come in over several frames.
    let count: number;
    do {
      count = element.shadowRoot!.querySelectorAll(".row").length;
      for (let i = 0; i < frames; i++) await nextFrame();
    } while (element.shadowRoot!.querySelectorAll(".row").length !== count);
  };
  await settled();
  const root = element.shadowRoot!;
  const scroller = root.querySelector<HTMLElement>(".scroller")!;
  return {
    element,
    chat,
    page,
    scroller,
    settled,
    pill: () => root.querySelector<HTMLElement>(".pill")?.textContent.trim(),
    topRow: () => {
      const { top } = scroller.getBoundingClientRect();
      const rows = [...root.querySelectorAll(".row")];
      const first = rows.find((row) => row.getBoundingClientRect().bottom > top + 1);
      return first?.querySelector(".text")?.textContent.trim() ?? "";
    },
    fromEnd: () => Math.round(scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight),
  };
}
