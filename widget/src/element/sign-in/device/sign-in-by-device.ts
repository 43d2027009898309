import { DEVICE_TEXTS } from "../../../i18n/device-texts.ts";
import { enDevice, type DeviceTexts } from "../../../i18n/en/en-device.ts";
import { LANGUAGES } from "../../../i18n/languages.ts";
import { nextFrame } from "../../base/next-frame.ts";
import type { SessionStore } from "../visitor-session.ts";
import { DeviceSignInElement, type DeviceOutcome } from "./device-sign-in.ts";

/** Shows the code over a chat, and resolves when another device has decided, or the visitor. */
export async function signInByDevice(
  session: SessionStore,
  host: HTMLElement,
  lang: string,
  canLeave: boolean,
): Promise<DeviceOutcome> {
  const [texts, chat] = await Promise.all([deviceTexts(lang), drawnChat(host)]);
  const element = new DeviceSignInElement();
  Object.assign(element, { session, texts, canLeave });
  return new Promise((resolve) => {
    element.addEventListener("done", ({ detail }: CustomEventInit<DeviceOutcome>) =>
      resolve(detail!),
    );
    chat.append(element);
  });
}

/** The texts of a language; English if it has none, or its file cannot be loaded. */
async function deviceTexts(lang: string): Promise<DeviceTexts> {
  const primary = lang.toLowerCase().split(/[-_]/, 1)[0] as keyof typeof LANGUAGES;
  if (!Object.hasOwn(LANGUAGES, primary)) return enDevice;
  try {
    const language = await LANGUAGES[primary]();
    await DEVICE_TEXTS.load(language);
    return DEVICE_TEXTS.find(language) ?? enDevice;
  } catch {
    return enDevice;
  }
}

/** The chat's box, once it is drawn: a page that was returned to may still load its language. */
async function drawnChat(host: HTMLElement): Promise<Element> {
  for (;;) {
    const chat = host.shadowRoot?.querySelector(".live-region")?.closest(".chat");
    if (chat) return chat;
    await new Promise<void>((resolve) => void nextFrame(host, resolve));
  }
}
