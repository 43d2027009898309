/** Apps whose built-in browsers Google and others refuse to sign people in with. */
export type App = "kakaotalk" | "line" | "other";

/** The app whose built-in browser this is, if it is one. */
export function findApp(userAgent: string): App | undefined {
  if (/KAKAOTALK/i.test(userAgent)) return "kakaotalk";
  if (/\bLine\//.test(userAgent)) return "line";
  return /NAVER\(|Instagram|FBA[NV]/.test(userAgent) ? "other" : undefined;
}

/** Where a page opens in the device's own browser; undefined where the app has no way. */
export function outsideUrl(app: App, page: string): string | undefined {
  switch (app) {
    case "kakaotalk":
      return `kakaotalk://web/openExternal?url=${encodeURIComponent(page)}`;
    case "line": {
      const url = new URL(page);
      url.searchParams.set("openExternalBrowser", "1");
      return url.href;
    }
    case "other":
      return undefined;
  }
}
