import { BusyPanel } from "./busy/busy-panel.ts";
import { offerCopies } from "./copy.ts";
import { element } from "./element.ts";
import { fillTexts } from "./languages.ts";
import { offerPause } from "./player/offer-pause.ts";
import { playPicture } from "./player/play-picture.ts";
import { LookPanel } from "./playground/look-panel.ts";
import { keepPreferences, readPreferences } from "./preferences.ts";
import { openBeside, secondViewerUrl } from "./second-viewer.ts";
import { showCode } from "./show-code.ts";
import { snippetFor } from "./snippet.ts";
import { startBar } from "./start-bar.ts";
import { textsOf } from "./texts/texts.ts";

const STREAM_ID = /^[A-Za-z0-9_.:-]{1,128}$/;

const chat = element("chat", HTMLElement);
const snippet = element("snippet", HTMLElement);
const secondViewer = element("second-viewer", HTMLAnchorElement);
const visit = element("visit", HTMLFormElement);
const nicknameField = element("nickname", HTMLInputElement);
const preferences = readPreferences();

const texts = () => textsOf(preferences.language);

startBar(preferences, applyPreferences);
const busy = new BusyPanel(texts);
let lookTheme: "light" | "dark" | undefined;
const look = new LookPanel(chat, texts, (theme) => {
  lookTheme = theme;
  chat.setAttribute("theme", theme ?? preferences.theme);
});
applyPreferences();

const asked = new URLSearchParams(location.search).get("stream") ?? "";
watch(STREAM_ID.test(asked) ? asked : "demo");

visit.addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = new FormData(visit);
  const nickname = textOf(fields, "nickname").trim();
  if (nickname) {
    chat.setAttribute("nickname", nickname);
    rememberNickname(nickname);
  }
  watch(textOf(fields, "stream"));
});

nicknameField.value = preferences.nickname;
chat.addEventListener("live-chat-nickname-changed", (event) => {
  rememberNickname((event as CustomEvent<{ nickname: string }>).detail.nickname);
});

openBeside(secondViewer);
offerCopies(texts);
offerPause(
  element("pause", HTMLButtonElement),
  texts,
  playPicture(element("picture", HTMLCanvasElement)),
);

function applyPreferences(): void {
  keepPreferences(preferences);
  fillTexts(preferences.language, texts());
  document.documentElement.dataset["theme"] = preferences.theme;
  chat.setAttribute("theme", lookTheme ?? preferences.theme);
  chat.setAttribute("lang", preferences.language);
  busy.show();
  look.show();
}

function rememberNickname(nickname: string): void {
  preferences.nickname = nickname;
  nicknameField.value = nickname;
  keepPreferences(preferences);
}

function watch(streamId: string): void {
  const url = new URL(location.href);
  url.search = streamId === "demo" ? "" : `?stream=${encodeURIComponent(streamId)}`;
  history.replaceState(null, "", url);
  if (chat.getAttribute("stream-id") !== streamId) chat.setAttribute("stream-id", streamId);
  element("stream", HTMLInputElement).value = streamId;
  secondViewer.href = secondViewerUrl();
  showCode(snippet, snippetFor(streamId));
  element("more-ways", HTMLAnchorElement).search = url.search;
  void busy.watch(streamId);
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}
