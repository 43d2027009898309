import { LiveChat } from "../../../widget/src/define.ts";
import { makeStates } from "../support/states.ts";
import { TestChat } from "../support/test-chat.ts";

/*
 * Every state beside the others, for people to look at and for pictures:
 * ?theme=dark&lang=ko&width=320&height=520&only=live,empty&dir=rtl&density=compact&mode=overlay
 */
const asked = new URLSearchParams(location.search);
const width = asked.get("width") ?? "400";
const height = asked.get("height") ?? "520";
const only = asked.get("only")?.split(",");

document.documentElement.lang = asked.get("lang") ?? "en";
document.documentElement.dir = asked.get("dir") ?? "ltr";
document.body.className = asked.get("theme") ?? "light";
const style = asked.get("style");
if (style) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = style;
  document.head.append(link);
}

const shown = makeStates().filter(({ name }) => !only || only.includes(name));
await Promise.all(
  shown.map(async ({ name, snapshot, element: set }) => {
    const element = new LiveChat();
    Object.assign(element, {
      chat: new TestChat(snapshot),
      serverUrl: "https://chat.example.com",
      theme: asked.get("theme") ?? "light",
      density: asked.get("density") ?? "comfortable",
      mode: asked.get("mode") ?? "chat",
      ...set,
    });
    element.style.inlineSize = `${width}px`;
    element.style.blockSize = `${height}px`;
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    caption.textContent = name;
    figure.append(caption, element);
    document.body.append(figure);
    await element.updateComplete;
  }),
);
await document.fonts.ready;
requestAnimationFrame(() => requestAnimationFrame(() => (document.body.dataset["drawn"] = "")));
