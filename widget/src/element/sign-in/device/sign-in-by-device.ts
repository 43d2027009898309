import { DEVICE_TEXTS } from "../../../i18n/device-texts.ts";
import { enDevice, type DeviceTexts } from "../../../i18n/en/en-device.ts";
import type { Language } from "../../../i18n/languages.ts";
import { nextFrame } from "../../base/next-frame.ts";
import type { SessionStore } from "../visitor-session.ts";
import { DeviceSignInElement, type DeviceOutcome } from "./device-sign-in.ts";

/** Where a code is shown. */
export interface DevicePlace {
  readonly host: HTMLElement;
  /** The visitor's language; undefined for English. Rejects if its file cannot be loaded. */
  loadLanguage(): Promise<Language | undefined>;
}

/** Shows the code over a chat, and resolves when another device has decided, or the visitor. */
export async function signInByDevice(
  session: SessionStore,
  place: DevicePlace,
  canLeave: boolean,
): Promise<DeviceOutcome> {
  const [texts, chat] = await Promise.all([deviceTexts(place), drawnChat(place.host)]);
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
async function deviceTexts(place: DevicePlace): Promise<DeviceTexts> {
  try {
    const language = await place.loadLanguage();
    if (!language) return enDevice;
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
