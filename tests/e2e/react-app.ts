import { Activity, createElement as h, StrictMode, useState, type ReactElement } from "react";
import { createRoot } from "react-dom/client";

import { LiveChat, useChat } from "live-chat-element/react";

const serverUrl = new URLSearchParams(location.search).get("server") ?? "";

/** A user interface of one's own. */
function Own({ name }: { name: string }): ReactElement {
  const { messages, status, sendMessage } = useChat({
    streamId: "own",
    serverUrl,
    nickname: "Tom",
  });
  return h(
    "section",
    { "aria-label": name },
    h("output", null, status),
    h("button", { onClick: () => void sendMessage(`by ${name}`) }, `Send by ${name}`),
    h("ul", null, ...messages.map(({ id, message }) => h("li", { key: id }, message))),
  );
}

/** The element, and two that share a stream: one of them hidden at times, one taken away. */
function App(): ReactElement {
  const [isShown, show] = useState(true);
  const [token, setToken] = useState<string>();
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
        token,
        onReady: ({ detail }) => setReady(`${ready} ${detail.streamId}`.trim()),
      },
      h("b", { slot: "title" }, "Tonight"),
    ),
    h(Activity, { mode: isShown ? "visible" : "hidden", children: h(Own, { name: "one" }) }),
    isShown && h(Own, { name: "two" }),
  );
}

createRoot(document.getElementById("root")!).render(h(App));
