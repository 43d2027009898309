import { STREAM_ID_PATTERN } from "#protocol";

/** What the studio's address says. */
export interface Place {
  /** The chat server, which may be under a path of its origin. */
  readonly serverUrl: string;
  /** The address of the studio itself, with a slash at its end. */
  readonly studioUrl: string;
  /** Undefined for the list of streams. */
  readonly streamId: string | undefined;
  readonly view: "studio" | "report";
  readonly channel: string | undefined;
  readonly theme: "light" | "dark" | undefined;
  readonly lang: string | undefined;
}

const STUDIO = /^(.*?)(\/live-chat)?\/studio\/([^/]*)$/;

export function readPlace(href: string = location.href): Place {
  const { origin, pathname, searchParams } = new URL(href);
  const [, base = "", inside = "", name = ""] = STUDIO.exec(pathname) ?? [];
  const streamId = decode(name);
  const theme = searchParams.get("theme");
  return {
    serverUrl: origin + base,
    studioUrl: `${origin}${base}${inside}/studio/`,
    streamId: STREAM_ID_PATTERN.test(streamId) ? streamId : undefined,
    view: searchParams.get("view") === "report" ? "report" : "studio",
    channel: searchParams.get("channel") ?? undefined,
    theme: theme === "light" || theme === "dark" ? theme : undefined,
    lang: searchParams.get("lang") ?? undefined,
  };
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return "";
  }
}
