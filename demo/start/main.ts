import { SERVER } from "../server.ts";
import { offerCopies } from "../copy.ts";
import { element } from "../element.ts";
import { fillTexts, isLanguage } from "../languages.ts";
import { keepPreferences, readPreferences } from "../preferences.ts";
import { showCode } from "../show-code.ts";
import { startBar } from "../start-bar.ts";
import { Preview } from "./preview.ts";
import { snippetsFor, WAYS, type Release, type Way, type Wish } from "./snippets.ts";
import { textsOf } from "./texts/texts.ts";

/** How long somebody pauses who has typed to the end; every id on the way would be a room to join. */
const PAUSE_MS = 400;
const STREAM_ID = /^[A-Za-z0-9_.:-]{1,128}$/;

const form = element("wish", HTMLFormElement);
const streamField = element("stream", HTMLInputElement);
const preferences = readPreferences();
const texts = () => textsOf(preferences.language);
const preview = new Preview(texts);
let release: Release | undefined;
let pause = 0;

const asked = new URLSearchParams(location.search);
const wish: Wish = {
  server: SERVER,
  streamId: STREAM_ID.test(asked.get("stream") ?? "") ? asked.get("stream")! : "my-stream",
  // What most pages are; "auto" would be dark on them wherever the device is.
  theme: "light",
  lang: "",
};
let way: Way = WAYS.find((one) => one === asked.get("way")) ?? "html";

streamField.value = wish.streamId;
for (const radio of form.querySelectorAll<HTMLInputElement>('[name="way"]'))
  radio.checked = radio.value === way;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  const fields = new FormData(form);
  const [streamId, theme, lang] = ["stream", "chat-theme", "chat-lang"].map((n) => fields.get(n));
  if (typeof streamId === "string" && STREAM_ID.test(streamId)) wish.streamId = streamId;
  wish.theme = theme === "light" || theme === "dark" ? theme : "auto";
  wish.lang = isLanguage(lang) ? lang : "";
  way = WAYS.find((one) => one === fields.get("way")) ?? "html";
  showCodeOfWay();
  clearTimeout(pause);
  pause = window.setTimeout(showPreview, PAUSE_MS);
});
startBar(preferences, showAll);
offerCopies(texts);
showAll();
askRelease().catch(() => {
  // Without an answer nothing can be pinned; everything else is there.
});

function showAll(): void {
  keepPreferences(preferences);
  fillTexts(preferences.language, texts());
  document.documentElement.dataset["theme"] = preferences.theme;
  showCodeOfWay();
  showPreview();
}

function showCodeOfWay(): void {
  const { streamId } = wish;
  history.replaceState(null, "", `?${new URLSearchParams({ stream: streamId, way }).toString()}`);
  element("hint", HTMLElement).textContent = texts()[`${way}Hint`];
  element("copy-told", HTMLElement).textContent = "";
  element("size", HTMLElement).hidden = way !== "obs";
  showCode(element("code", HTMLElement), snippetsFor(wish, release)[way]);
}

function showPreview(): void {
  preview.show(way, wish, { theme: preferences.theme, lang: preferences.language });
}

async function askRelease(): Promise<void> {
  const answer = await fetch(`${SERVER}/api/v1/release`);
  if (!answer.ok) return;
  release = (await answer.json()) as Release;
  showCodeOfWay();
}
