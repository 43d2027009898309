import { Activity, createElement as h, StrictMode, useState, type ReactElement } from "react";
import { createRoot } from "react-dom/client";

import { LiveChat, useChat } from "live-chat-element/react";

const params = new URLSearchParams(location.search);
const serverUrl = params.get("server") ?? "";
const ownStream = params.get("own") ?? "own";
const token = params.has("tokens") ? () => Promise.resolve(params.get("tokens")) : undefined;

/** A user interface of one's own. */
function Own({ name }: { name: string }): ReactElement {
  const { messages, status, sendMessage, me, hasOlder, loadOlder } = useChat({
    streamId: ownStream,
    serverUrl,
    ...(ownStream === "own" && { nickname: "Tom" }),
    ...(token && { token: () => token() }),
    ...(params.has("keep") && { maxMessages: Number(params.get("keep")) }),
  });
  return h(
    "section",
    { "aria-label": name },
    h("output", null, status),
    h("p", null, me?.nickname),
    h("button", { onClick: () => void sendMessage(`by ${name}`) }, `Send by ${name}`),
    hasOlder && h("button", { onClick: () => void loadOlder() }, `Older for ${name}`),
    h("ul", null, ...messages.map(({ id, message }) => h("li", { key: id }, message))),
  );
}

/** The element, and two that share a stream: one of them hidden at times, one taken away. */
function App(): ReactElement {
  const [isShown, show] = useState(true);
  const [changed, setToken] = useState<string>();
  const [ready, setReady] = useState("");
  return h(
    StrictMode,
    null,
    h("button", { onClick: () => show(!isShown) }, "Toggle"),
    h("button", { onClick: () => setToken("made-up") }, "Change the token"),
    h("p", { id: "ready" }, ready),
    h(
      LiveChat,
      {
        streamId: "s1",
        serverUrl,
        token: token ? () => token() : changed,
        texts: { emptyTitle: "All quiet" },
        onReady: ({ detail }) => setReady(`${ready} ${detail.streamId}`.trim()),
      },
      h("b", { slot: "title" }, "Tonight"),
    ),
    h(Activity, { mode: isShown ? "visible" : "hidden", children: h(Own, { name: "one" }) }),
    isShown && h(Own, { name: "two" }),
  );
}

createRoot(document.getElementById("root")!).render(h(App));
