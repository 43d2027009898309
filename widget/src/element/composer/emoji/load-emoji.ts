import type { Emoji } from "./emoji.ts";
import { newestVersionShown } from "./newest-version-shown.ts";

/** Languages with emoji names. */
const LANGS: ReadonlySet<string> = new Set(["en", "ko", "ja", "zh", "vi", "th"]);

const loads = new Map<string, Promise<readonly Emoji[]>>();

/** Loads the emoji with names in a language, or in English; once, unless it fails. */
export function loadEmoji(url: string, locale: string): Promise<readonly Emoji[]> {
  const primary = locale.toLowerCase().split("-", 1)[0] ?? "";
  const address = url.replace("{lang}", LANGS.has(primary) ? primary : "en");
  const known = loads.get(address);
  if (known) return known;
  const load = fetchEmoji(address);
  loads.set(address, load);
  load.catch(() => loads.delete(address));
  return load;
}

async function fetchEmoji(address: string): Promise<readonly Emoji[]> {
  const response = await fetch(address, { credentials: "omit" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const all = (await response.json()) as readonly Emoji[];
  const newest = newestVersionShown(all);
  return all.filter(({ version }) => version <= newest);
}
