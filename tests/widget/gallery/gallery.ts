import { LiveChat } from "../../../widget/src/define.ts";
import { staffStates } from "../support/staff-states.ts";
import { makeStates, type State } from "../support/states.ts";
import { TestChat } from "../support/test-chat.ts";

/*
 * Every state beside the others, for people to look at and for pictures:
 * ?theme=dark&lang=ko&width=320&height=520&only=live,empty&dir=rtl&density=compact&mode=overlay
 * or ?themes=blossom,arcade for the ready themes, or ?staff for what only staff see.
 */
const asked = new URLSearchParams(location.search);
const width = asked.get("width") ?? "400";
const height = asked.get("height") ?? "520";
const only = asked.get("only")?.split(",");

document.documentElement.lang = asked.get("lang") ?? "en";
document.documentElement.dir = asked.get("dir") ?? "ltr";
document.body.classList.add(asked.get("theme") ?? "light", asked.get("mode") ?? "chat");

/** Puts a chat on the page, under its name. */
async function show(name: string, state: Omit<State, "says">): Promise<void> {
  const { snapshot, element: set, answers, open } = state;
  const chat = new TestChat(snapshot);
  Object.assign(chat.answers, answers);
  const element = new LiveChat();
  Object.assign(element, {
    chat,
    serverUrl: "https://chat.example.com",
    theme: asked.get("theme") ?? "light",
    density: asked.get("density") ?? "comfortable",
    mode: asked.get("mode") ?? "chat",
    ...set,
  });
  element.style.inlineSize = `${width}px`;
  element.style.blockSize = `${height}px`;
  const figure = document.createElement("figure");
  figure.id = name;
  const caption = document.createElement("figcaption");
  caption.textContent = name;
  figure.append(caption, element);
  document.body.append(figure);
  await element.updateComplete;
  if (open) await open(element.shadowRoot!);
}

const states = asked.has("staff") ? staffStates() : makeStates();
const themes = asked.get("themes")?.split(",") ?? [];
const live = states.find(({ name }) => name === "live")!;
for (const theme of themes) {
  const answer = await fetch(`/demo/themes/${theme}.css`, { headers: { Accept: "text/css" } });
  const style = document.createElement("style");
  style.textContent = (await answer.text()).replace("live-chat {", `#${theme} live-chat {`);
  document.head.append(style);
  const isDark = theme === "arcade" || theme === "contrast";
  await show(theme, { ...live, element: { theme: isDark ? "dark" : "light" } });
}
if (themes.length === 0)
  for (const state of states) if (!only || only.includes(state.name)) await show(state.name, state);

await document.fonts.ready;
requestAnimationFrame(() => requestAnimationFrame(() => (document.body.dataset["drawn"] = "")));
