import type { DeviceApp, DeviceSystem } from "#protocol";

/** In this order: most browsers also claim to be the later ones. */
const APPS: readonly (readonly [RegExp, DeviceApp])[] = [
  [/\bOBS\//, "OBS"],
  [/\b(SLOBS|Streamlabs)/i, "Streamlabs"],
  [/KAKAOTALK/i, "KakaoTalk"],
  [/NAVER\(/, "NAVER"],
  [/\bLine\//, "LINE"],
  [/Instagram/, "Instagram"],
  [/FBA[NV]/, "Facebook"],
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, DeviceSystem])[] = [
  [/Windows/, "Windows"],
  [/Android/, "Android"],
  [/iPhone|iPad|iPod/, "iOS"],
  [/Macintosh|Mac OS X/, "macOS"],
  [/Linux|CrOS|X11/, "Linux"],
];

/**
 * What a browser calls itself, out of a fixed list: whoever opens a device sign-in chooses this
 * header, and must not write sentences on the page that confirms. (SPEC SI12)
 */
export function describeBrowser(userAgent = ""): { app?: DeviceApp; system?: DeviceSystem } {
  const app = APPS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  return { ...(app && { app }), ...(system && { system }) };
}
