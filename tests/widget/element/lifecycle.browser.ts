import { watchPage } from "../support/watch-page.ts";
import { assert, aTimeout, nextFrame } from "@open-wc/testing";
import { LiveChat } from "../../../widget/src/define.ts";
import { TestChat } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

function makeElement(streamId: string): LiveChat {
  const element = new LiveChat();
  element.streamId = streamId;
  element.serverUrl = location.origin;
  return element;
}

/** Lets everything run that an element puts off: a frame, and the task after a removal. */
async function settled(): Promise<void> {
  await nextFrame();
  await aTimeout(0);
  await nextFrame();
}

describe("an element's life", () => {
  it("leaves no socket, timer or listener behind, mounted and removed again and again", async () => {
    const page = watchPage();
    for (let i = 0; i < 15; i++) {
      const element = makeElement(`s${i}`);
      document.body.append(element);
      await settled();
      element.remove();
      await settled();
    }
    const { opened, open, timers, listeners } = page.stop();
    assert.equal(opened, 15);
    assert.deepEqual({ open, timers, listeners }, { open: 0, timers: 0, listeners: 0 });
  });

  it("opens its connection before it renders, which takes longer on a slow phone", async () => {
    const element = makeElement("s1");
    const rendered = (): number => element.shadowRoot?.querySelectorAll("*").length ?? 0;
    const renderedBefore: number[] = [];
    const page = watchPage(() => renderedBefore.push(rendered()));
    document.body.append(element);
    await settled();
    page.stop();
    assert.deepEqual(renderedBefore, [0]);
    assert.isAbove(rendered(), 0);
    element.remove();
    await settled();
  });

  it("keeps its connection when it is only moved", async () => {
    const page = watchPage();
    const element = makeElement("s1");
    document.body.append(element);
    await settled();
    const place = document.createElement("div");
    document.body.append(place);
    place.append(element);
    await settled();
    element.remove();
    document.body.append(element);
    await settled();
    assert.equal(page.stop().opened, 1);
    element.remove();
    place.remove();
    await settled();
  });

  it("goes to another stream when stream-id changes, over the connection it has", async () => {
    const page = watchPage();
    const element = makeElement("s1");
    document.body.append(element);
    await settled();
    element.setAttribute("stream-id", "s2");
    await settled();
    element.removeAttribute("stream-id");
    await settled();
    await until(() => element.shadowRoot!.textContent.includes("stream-id"));
    const { opened, open } = page.stop();
    assert.deepEqual({ opened, open }, { opened: 1, open: 0 });
    element.remove();
    await settled();
  });

  it("shares a connection with an element for another stream", async () => {
    const page = watchPage();
    const elements = ["s1", "s2", "s3"].map(makeElement);
    document.body.append(...elements);
    await settled();
    for (const element of elements) element.remove();
    await settled();
    const { opened, open } = page.stop();
    assert.deepEqual({ opened, open }, { opened: 1, open: 0 });
  });

  it("shows a chat that was made elsewhere without connecting or ending it", async () => {
    const chat = new TestChat();
    const element = makeElement("s1");
    element.chat = chat;
    document.body.append(element);
    await settled();
    assert.equal(chat.listenerCount, 1);
    element.remove();
    await settled();
    assert.equal(chat.listenerCount, 0);
    assert.isEmpty(chat.asked);
    // Nor does it come back to life by what a page still sets.
    element.lang = "ko";
    await settled();
    assert.equal(chat.listenerCount, 0);
  });

  it("fires events when it is ready, and at every change of the connection", async () => {
    const chat = new TestChat({ connection: { status: "connecting" } });
    const { me } = chat.getSnapshot();
    const connecting = new TestChat({ connection: { status: "connecting" } });
    const snapshot = { ...connecting.getSnapshot() };
    Reflect.deleteProperty(snapshot, "me");
    connecting.getSnapshot = () => snapshot;
    const element = makeElement("s1");
    element.chat = connecting;
    const told: string[] = [];
    document.addEventListener("live-chat-ready", (event) => void told.push(event.type), {
      once: true,
    });
    document.addEventListener(
      "live-chat-status-changed",
      (event) =>
        void told.push(
          (event as CustomEvent<{ connection: { status: string } }>).detail.connection.status,
        ),
      { once: true },
    );
    document.body.append(element);
    await settled();
    connecting.getSnapshot = () => ({
      ...snapshot,
      ...(me && { me }),
      connection: { status: "live" },
    });
    connecting.show({});
    assert.deepEqual(told, ["live", "live-chat-ready"]);
    element.remove();
    await settled();
  });

  it("tells that a chat is live already, once, and not again when it is only moved", async () => {
    const failed = { clientId: "c1", text: "x", queuedAtMs: 0, status: "failed" } as const;
    const chat = new TestChat({ pending: [{ ...failed, error: "not-delivered" }] });
    const element = makeElement("s1");
    const told: string[] = [];
    for (const type of ["live-chat-ready", "live-chat-status-changed", "live-chat-message-failed"])
      element.addEventListener(type, () => void told.push(type));
    element.chat = chat;
    document.body.append(element);
    await settled();
    const once = ["live-chat-status-changed", "live-chat-ready"];
    assert.deepEqual(told, once);
    const place = document.createElement("div");
    document.body.append(place);
    place.append(element);
    await settled();
    element.lang = "ko";
    chat.show({ viewers: 3 });
    await settled();
    assert.deepEqual(told, once);
    element.chat = new TestChat({ streamId: "s2" });
    await settled();
    assert.deepEqual(told, [...once, ...once]);
    place.remove();
    await settled();
  });
});
