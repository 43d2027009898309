import { assert, nextFrame } from "@open-wc/testing";
import { LongChat, placeChat } from "../support/long-chat.ts";

/** Scrolls as a reader does, and waits until that is told. */
async function readAt(placed: Awaited<ReturnType<typeof placeChat>>, top: number): Promise<void> {
  placed.scroller.scrollTop = top;
  await placed.settled();
}

/** Has one message after the other come, each with the time to be drawn and to ask for older ones. */
async function sayMuch(chat: LongChat): Promise<void> {
  for (let i = 0; i < 20; i++) {
    chat.say();
    for (let frames = 0; frames < 3; frames++) await nextFrame();
  }
}

/** Ways in which pages put a chat away and bring it back. */
const AWAY: readonly [string, (place: HTMLElement, isAway: boolean) => void][] = [
  ["display: none", ({ style }, isAway) => (style.display = isAway ? "none" : "block")],
  ["the hidden attribute", (place, isAway) => (place.hidden = isAway)],
  [
    "content-visibility: hidden",
    ({ style }, isAway) => (style.contentVisibility = isAway ? "hidden" : "visible"),
  ],
  ["no height", ({ style }, isAway) => (style.blockSize = isAway ? "0" : "100%")],
  [
    "taken out of the layout by its parent",
    (place, isAway) => (place.parentElement!.style.display = isAway ? "none" : "block"),
  ],
];

describe("a chat that is not seen", () => {
  for (const [title, put] of AWAY) {
    it(`asks for nothing: ${title}`, async () => {
      const placed = await placeChat();
      const { element, chat, settled } = placed;
      put(element.parentElement!, true);
      await settled();
      for (let i = 0; i < 40; i++) {
        chat.say();
        if (i % 10 === 0) await settled();
      }
      await settled();
      assert.equal(chat.pages, 0);
    });

    it(`keeps the reader's place, and counts what came: ${title}`, async () => {
      const placed = await placeChat();
      const { element, chat, settled, topRow, pill, scroller } = placed;
      await readAt(placed, 900);
      const [before, top] = [topRow(), scroller.scrollTop];
      assert.equal(pill(), "Jump to newest");
      put(element.parentElement!, true);
      await settled();
      for (let i = 0; i < 3; i++) chat.say();
      await new Promise((shown) => setTimeout(shown, 300));
      put(element.parentElement!, false);
      await settled();
      assert.equal(topRow(), before);
      assert.approximately(scroller.scrollTop, top, 1);
      assert.equal(pill(), "3 new messages");
      assert.equal(chat.pages, 0);
    });

    it(`follows the newest on as before: ${title}`, async () => {
      const placed = await placeChat();
      const { element, chat, settled, pill, fromEnd } = placed;
      put(element.parentElement!, true);
      await settled();
      for (let i = 0; i < 30; i++) chat.say();
      await settled();
      put(element.parentElement!, false);
      await settled();
      assert.isUndefined(pill());
      assert.isAtMost(fromEnd(), 1);
      chat.say("after that");
      await settled();
      assert.isAtMost(fromEnd(), 1);
    });
  }

  it("asks for nothing from the start on where it begins hidden", async () => {
    const { chat, settled } = await placeChat({ around: "display: none" });
    await sayMuch(chat);
    await settled();
    assert.equal(chat.pages, 0);
    assert.isAtMost(chat.getSnapshot().rows.length, 400);
  });

  it("asks for one page at most where its box grows with its rows", async () => {
    const { element, chat, settled } = await placeChat();
    element.style.cssText = "block-size: auto; max-block-size: none;";
    element.parentElement!.style.cssText = "";
    element.parentElement!.parentElement!.style.cssText = "";
    await settled();
    await sayMuch(chat);
    await settled();
    assert.isAtMost(chat.pages, 1);
    assert.isAtMost(chat.getSnapshot().rows.length, 220);
  });

  it("asks for one page at most where it grows while a row is held", async () => {
    const { element, chat, settled, page } = await placeChat();
    element.style.cssText = "block-size: auto; max-block-size: none;";
    element.parentElement!.style.cssText = page.style.cssText = "";
    await settled();
    const text = element.shadowRoot!.querySelector(".row .text")!;
    getSelection()!.setBaseAndExtent(text, 0, text, text.childNodes.length);
    await sayMuch(chat);
    await settled();
    assert.isAtMost(chat.pages, 1);
    getSelection()!.removeAllRanges();
  });

  it("goes through no more than a few pages of people who are hidden", async () => {
    const chat = new LongChat();
    const placed = await placeChat({ chat });
    const store = Array.from({ length: 7 }, (_, i) => ({ userId: `guest:${i}`, nickname: "x" }));
    const log = placed.element.shadowRoot!.querySelector("live-chat-log") as unknown as {
      choices: object;
    };
    await readAt(placed, 500);
    log.choices = {
      ...log.choices,
      hidden: store,
      hiddenUserIds: new Set(store.map(({ userId }) => userId)),
    };
    for (let i = 0; i < 6; i++) await placed.settled();
    assert.isAtMost(chat.pages, 5);
  });

  it("draws at a slow pace, as nobody sees it", async () => {
    const { element, chat, settled } = await placeChat({ around: "display: none" });
    let draws = 0;
    const update = (element as unknown as { performUpdate(): void }).performUpdate;
    Object.assign(element, {
      performUpdate(): void {
        draws += 1;
        update.call(element);
      },
    });
    for (let i = 0; i < 30; i++) {
      chat.say();
      await nextFrame();
    }
    // At most four in a second; thirty frames are half of one.
    assert.isAtMost(draws, 8);
    await settled();
  });
});

/** Ways in which pages move what stands on them. */
const MOVES: readonly [string, (element: HTMLElement, to: HTMLElement) => void][] = [
  ["append", (element, to) => to.append(element)],
  ["replaceChildren", (element, to) => to.replaceChildren(element)],
  [
    "its parent, before a sibling",
    (element, to) => to.insertBefore(element.parentElement!, to.firstChild),
  ],
  [
    "into a shadow root",
    (element, to) => {
      const host = document.createElement("div");
      host.style.blockSize = "100%";
      to.append(host);
      host.attachShadow({ mode: "open" }).append(element);
    },
  ],
  [
    "out of the page and back",
    (element, to) => {
      element.remove();
      to.append(element);
    },
  ],
];

describe("a chat that is moved in the page", () => {
  for (const [title, move] of MOVES) {
    it(`keeps the reader's place: ${title}`, async () => {
      const placed = await placeChat();
      const { element, chat, page, settled, topRow, pill } = placed;
      await readAt(placed, 900);
      chat.say();
      await settled();
      const before = topRow();
      const theatre = document.createElement("div");
      theatre.style.blockSize = "100%";
      page.prepend(theatre);
      move(element, theatre);
      await settled();
      assert.equal(topRow(), before);
      assert.equal(pill(), "1 new message");
      move(element, theatre);
      await settled();
      assert.equal(topRow(), before);
    });

    it(`follows the newest on: ${title}`, async () => {
      const placed = await placeChat();
      const { element, page, chat, settled, fromEnd, pill } = placed;
      const theatre = document.createElement("div");
      theatre.style.blockSize = "100%";
      page.prepend(theatre);
      move(element, theatre);
      await settled();
      assert.isAtMost(fromEnd(), 1);
      chat.say();
      await settled();
      assert.isAtMost(fromEnd(), 1);
      assert.isUndefined(pill());
    });
  }
});

const SCALES = ["scale: 0.5", "transform: scale(1.4)", "zoom: 1.5"];

describe("a chat that is scaled", () => {
  for (const around of SCALES)
    it(`keeps the reader's place while rows come and go above it: ${around}`, async () => {
      const placed = await placeChat({ around });
      const { chat, settled, element, scroller } = placed;
      await readAt(placed, 900);
      const rows = [...element.shadowRoot!.querySelectorAll(".row")];
      const inSight = rows.find(
        (row) => (row as HTMLElement).parentElement!.offsetTop > scroller.scrollTop,
      )!;
      const within = (): number =>
        Math.round(
          (inSight.getBoundingClientRect().top - scroller.getBoundingClientRect().top) / 4,
        );
      const before = within();
      for (let i = 0; i < 5; i++) {
        (rows[i] as HTMLElement).style.blockSize = `${90 + i}px`;
        chat.say();
        await settled();
      }
      assert.approximately(within(), before, 1);
    });
});
