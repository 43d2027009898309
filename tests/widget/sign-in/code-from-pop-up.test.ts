import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  codeFromPopUp,
  type PopUpAnswer,
} from "../../../widget/src/element/sign-in/flow/code-from-pop-up.ts";

const CHAT = "https://chat.example";
const REQUEST = "request";
const SECRET = "the secret of the page";
const CODE = { type: "live-chat-sign-in", request: REQUEST, code: "code" };
const QUESTION = { type: "live-chat-sign-in-ask", request: REQUEST };

let page: EventTarget;
/** What looks whether the window was closed, while somebody waits. */
let watches: Set<() => void>;

beforeEach(() => {
  page = new EventTarget();
  watches = new Set();
  vi.stubGlobal("window", page);
  vi.stubGlobal("setInterval", (look: () => void) => {
    watches.add(look);
    return look;
  });
  vi.stubGlobal("clearInterval", (look: () => void) => watches.delete(look));
});

/** A window, and the messages that it received. */
class FakeWindow {
  closed = false;
  readonly received: unknown[] = [];

  postMessage(message: object, targetOrigin: string): void {
    this.received.push({ ...message, targetOrigin });
  }
}

function say(source: FakeWindow, data: unknown, origin = CHAT): void {
  page.dispatchEvent(Object.assign(new Event("message"), { source, data, origin }));
}

function listen(popUp: FakeWindow | undefined, signal?: AbortSignal) {
  const answers: (PopUpAnswer | undefined)[] = [];
  const ended = codeFromPopUp({
    ...{ origin: CHAT, request: REQUEST, secret: SECRET },
    ...{ popUp: popUp as unknown as Window | undefined, ...(signal && { signal }) },
  }).then((answer) => void answers.push(answer));
  return { answers, ended };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe("a page that waits for its sign-in window", () => {
  it("[SI3] takes the code of that window, of the server's origin, and of its own request alone", async () => {
    const [popUp, stranger] = [new FakeWindow(), new FakeWindow()];
    const { answers, ended } = listen(popUp);
    for (const origin of ["https://evil.example", "http://chat.example", "null", ""])
      say(popUp, CODE, origin);
    say(stranger, CODE);
    for (const data of [
      { ...CODE, request: "another" },
      { ...CODE, request: undefined },
      { ...CODE, type: "another" },
      { ...CODE, code: 7 },
      { ...CODE, code: undefined },
      ...[null, undefined, "live-chat-sign-in", 7, []],
    ])
      say(popUp, data);
    await nextTurn();
    expect(answers).toEqual([]);
    say(popUp, CODE);
    await ended;
    expect(answers).toMatchObject([{ code: "code" }]);
    expect([...popUp.received, ...stranger.received]).toEqual([]);
    answers[0]!.confirm();
    expect(popUp.received).toEqual([
      { type: "live-chat-sign-in-taken", request: REQUEST, targetOrigin: CHAT },
    ]);
  });

  it("[SI8] shows the secret of its request to nobody but the server's page in that window", () => {
    const [popUp, stranger] = [new FakeWindow(), new FakeWindow()];
    listen(popUp);
    say(popUp, QUESTION, "https://evil.example");
    say(stranger, QUESTION);
    say(popUp, { ...QUESTION, request: "another" });
    expect([...popUp.received, ...stranger.received]).toEqual([]);
    say(popUp, QUESTION);
    expect(popUp.received).toEqual([
      {
        type: "live-chat-sign-in-start",
        request: REQUEST,
        secret: SECRET,
        targetOrigin: CHAT,
      },
    ]);
  });

  it("[SI3] gives up once it is closed, but not before a message that was on its way", async () => {
    for (const isLate of [true, false]) {
      const popUp = new FakeWindow();
      const { answers, ended } = listen(popUp);
      const [look] = watches;
      look!();
      popUp.closed = true;
      look!();
      await nextTurn();
      expect(answers).toEqual([]);
      if (isLate) say(popUp, CODE);
      else look!();
      await ended;
      expect(answers.map((answer) => answer?.code)).toEqual([isLate ? "code" : undefined]);
      expect(watches.size).toBe(0);
    }
  });

  it("[SI3] after a reload no longer knows its window, and takes a code of its origin and its request alone", async () => {
    const popUp = new FakeWindow();
    const { answers, ended } = listen(undefined);
    say(popUp, CODE, "https://evil.example");
    say(popUp, { ...CODE, request: "another" });
    say(popUp, CODE);
    await ended;
    expect(answers).toMatchObject([{ code: "code" }]);
  });

  it("[SI1] gives up with its request, and takes nothing after that", async () => {
    const popUp = new FakeWindow();
    const over = new AbortController();
    const { answers, ended } = listen(popUp, over.signal);
    over.abort();
    await ended;
    expect([answers, watches.size]).toEqual([[undefined], 0]);
    say(popUp, QUESTION);
    expect(popUp.received).toEqual([]);
  });
});
