import {
  Activity,
  createContext,
  createElement as h,
  StrictMode,
  useContext,
  useEffect,
  useState,
  type ReactElement,
} from "react";
import { createRoot } from "react-dom/client";

import { LiveChat, useChat, type RenderMessage } from "live-chat-element/react";

const params = new URLSearchParams(location.search);
const serverUrl = params.get("server") ?? "";
const ownStream = params.get("own") ?? "own";
const token = params.has("tokens")
  ? () => {
      count(counts.asked, "token");
      return Promise.resolve(params.get("tokens"));
    }
  : undefined;

/** A user interface of one's own. */
function Own({ name }: { name: string }): ReactElement {
  const keep = params.get(`keep-${name}`) ?? params.get("keep");
  const { messages, status, error, sendMessage, me, hasOlder, loadOlder } = useChat({
    streamId: ownStream,
    ...(serverUrl && { serverUrl }),
    ...(ownStream === "own" && { nickname: "Tom" }),
    ...(token && { token: () => token() }),
    ...(keep && { maxMessages: Number(keep) }),
  });
  return h(
    "section",
    { "aria-label": name },
    h("output", null, error ?? status),
    h("p", null, me?.nickname),
    h("button", { onClick: () => void sendMessage(`by ${name}`) }, `Send by ${name}`),
    hasOlder && h("button", { onClick: () => void loadOlder() }, `Older for ${name}`),
    h("ul", null, ...messages.map(({ id, message }) => h("li", { key: id }, message))),
  );
}

const Theme = createContext("no theme");

/** How often each message was rendered, and put into the page; and how often the app was asked. */
const counts = {
  rendered: new Map<string, number>(),
  mounted: new Map<string, number>(),
  asked: new Map<string, number>(),
};
Object.assign(globalThis, { counts });

function count(of: Map<string, number>, text: string): void {
  of.set(text, (of.get(text) ?? 0) + 1);
}

/** A message as the app draws it. */
function Card({ text, by }: { text: string; by: string }): ReactElement {
  const theme = useContext(Theme);
  const [likes, like] = useState(0);
  count(counts.rendered, text);
  useEffect(() => count(counts.mounted, text), [text]);
  return h(
    "p",
    { className: "card" },
    `${theme}: ${by}: ${text}`,
    h("button", { onClick: () => like(likes + 1) }, `Like ${text} (${likes})`),
  );
}

const drawCards: RenderMessage = ({ message, nickname }) =>
  message.startsWith("plain") ? null : h(Card, { text: message, by: nickname });

/** The element alone, with the app's own rows; not in strict mode, which renders twice. */
function Cards(): ReactElement {
  const [theme, setTheme] = useState("light");
  const [isLoud, setLoud] = useState(false);
  const renderMessage: RenderMessage = isLoud
    ? ({ message }) => h(Card, { text: message, by: "loud" })
    : drawCards;
  return h(
    Theme.Provider,
    { value: theme },
    h("button", { onClick: () => setTheme("dark") }, "Dark"),
    h("button", { onClick: () => setLoud(true) }, "Loud"),
    h(LiveChat, { streamId: "s1", serverUrl, renderMessage }, h("b", { slot: "title" }, "Tonight")),
  );
}

/** The element, hidden at times if asked to, and two that share a stream: one of them hidden at times, one taken away. */
function App(): ReactElement {
  const [isShown, show] = useState(true);
  const [changed, setToken] = useState<string>();
  const [ready, setReady] = useState("");
  const mode = isShown ? "visible" : "hidden";
  return h(
    StrictMode,
    null,
    h("button", { onClick: () => show(!isShown) }, "Toggle"),
    h("button", { onClick: () => setToken("made-up") }, "Change the token"),
    h("p", { id: "ready" }, ready),
    h(Activity, {
      mode: params.has("hides") ? mode : "visible",
      children: h(
        LiveChat,
        {
          streamId: "s1",
          ...(serverUrl && { serverUrl }),
          token: token ? () => token() : changed,
          texts: { emptyTitle: "All quiet" },
          onReady: ({ detail }) => setReady(`${ready} ${detail.streamId}`.trim()),
        },
        h("b", { slot: "title" }, "Tonight"),
      ),
    }),
    h(Activity, { mode, children: h(Own, { name: "one" }) }),
    isShown && h(Own, { name: "two" }),
  );
}

createRoot(document.getElementById("root")!).render(h(params.has("cards") ? Cards : App));
