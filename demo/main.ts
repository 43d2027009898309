import { choose } from "./choose.ts";
import { element } from "./element.ts";
import { playPicture } from "./player/play-picture.ts";
import { keepPreferences, readPreferences } from "./preferences.ts";
import { openBeside, secondViewerUrl } from "./second-viewer.ts";
import { copyText, showCode, snippetFor } from "./snippet.ts";
import { fillTexts, textsOf } from "./texts/texts.ts";

const STREAM_ID = /^[A-Za-z0-9_.:-]{1,128}$/;

const chat = element("chat", HTMLElement);
const snippet = element("snippet", HTMLElement);
const secondViewer = element("second-viewer", HTMLAnchorElement);
const visit = element("visit", HTMLFormElement);
const nicknameField = element("nickname", HTMLInputElement);
const preferences = readPreferences();

choose(element("language", HTMLFieldSetElement), preferences.language, (language) => {
  preferences.language = language;
  applyPreferences();
});
choose(element("theme", HTMLFieldSetElement), preferences.theme, (theme) => {
  preferences.theme = theme;
  applyPreferences();
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
element("copy", HTMLButtonElement).addEventListener("click", () => void copySnippet());
playPicture(element("picture", HTMLCanvasElement));

function applyPreferences(): void {
  keepPreferences(preferences);
  fillTexts(preferences.language);
  document.documentElement.dataset["theme"] = preferences.theme;
  chat.setAttribute("theme", preferences.theme);
  chat.setAttribute("lang", preferences.language);
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
}

async function copySnippet(): Promise<void> {
  const told = await copyText(snippet, textsOf(preferences.language));
  element("copied", HTMLElement).textContent = told;
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}
