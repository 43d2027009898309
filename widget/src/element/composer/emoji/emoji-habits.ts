import { makeDeviceStorage } from "../../../client/device-storage.ts";

const KEY = "live-chat:emoji";
const RECENT = 24;
const deviceStorage = makeDeviceStorage();

/** The emoji used on this device, latest first, and the preferred skin tone. */
export interface EmojiHabits {
  readonly tone: number;
  readonly recent: readonly string[];
}

export function emojiHabits(): EmojiHabits {
  try {
    const { tone, recent } = JSON.parse(deviceStorage.get(KEY) ?? "{}") as {
      [Key in keyof EmojiHabits]?: unknown;
    };
    return {
      tone: Number(tone) || 0,
      recent: Array.isArray(recent) ? recent.filter((one) => typeof one === "string") : [],
    };
  } catch {
    return { tone: 0, recent: [] };
  }
}

export function keepTone(tone: number): void {
  deviceStorage.set(KEY, JSON.stringify({ ...emojiHabits(), tone }));
}

export function noteUse(emoji: string): void {
  const { tone, recent } = emojiHabits();
  const others = recent.filter((other) => other !== emoji);
  deviceStorage.set(KEY, JSON.stringify({ tone, recent: [emoji, ...others].slice(0, RECENT) }));
}
