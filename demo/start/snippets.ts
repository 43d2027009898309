/** What somebody wants of a chat on their page. */
export interface Wish {
  /** The chat server's origin. */
  server: string;
  streamId: string;
  theme: "auto" | "light" | "dark";
  /** Empty for the page's own. */
  lang: string;
}

/** Which scripts the server has now. (SPEC EM3) */
export interface Release {
  release: string;
  integrity: Readonly<Record<string, string>>;
}

/** The ways to put a chat somewhere, in the order in which they are offered. */
export const WAYS = [
  "html",
  "tag",
  "pinned",
  "react",
  "next",
  "wordpress",
  "frame",
  "obs",
] as const;
export type Way = (typeof WAYS)[number];

/** What to paste for each way; a stream id needs no escaping. Without a release nothing can be pinned. */
export function snippetsFor(wish: Wish, release: Release | undefined): Record<Way, string> {
  const { server, streamId } = wish;
  const attributes = `stream-id="${streamId}"${looksOf(wish, (name) => ` ${name}=`)}`;
  const props = `streamId="${streamId}"${looksOf(wish, (name) => ` ${name}=`)}`;
  const element = `<live-chat ${attributes}></live-chat>`;
  return {
    html: `<script type="module" src="${server}/live-chat.js"></script>\n${element}`,
    tag:
      `<script\n  type="module"\n  src="${server}/live-chat.js"\n  data-stream-id="${streamId}"` +
      `${looksOf(wish, (name) => `\n  data-${name}=`)}\n></script>`,
    pinned: release
      ? `<script\n  type="module"\n  src="${server}/v/${release.release}/live-chat.js"\n` +
        `  integrity="${release.integrity["live-chat.js"] ?? ""}"\n  crossorigin="anonymous"\n></script>\n${element}`
      : "",
    react:
      `// npm install ${server}/packages/live-chat-element.tgz\nimport { LiveChat } from "live-chat-element/react";\n\n` +
      `export function Chat() {\n  return (\n    <LiveChat\n      ${props}\n      serverUrl="${server}"\n    />\n  );\n}`,
    next:
      `// npm install ${server}/packages/live-chat-element.tgz\n` +
      `// .env.local: NEXT_PUBLIC_CHAT_SERVER_URL=${server}\n` +
      `import { LiveChat } from "live-chat-element/react";\n\n` +
      `export default function Page() {\n  return <LiveChat ${props} />;\n}`,
    wordpress: `[live_chat stream_id="${streamId}"${looksOf(wish, (name) => ` ${name}=`)}]`,
    frame:
      `<iframe\n  src="${server}/embed/${streamId}${queryOf(wish)}"\n` +
      `  title="Live chat"\n  width="400"\n  height="600"\n></iframe>`,
    obs: `${server}/overlay/${streamId}?max-rows=6&fade-after=12${wish.lang && `&lang=${wish.lang}`}`,
  };
}

/** The looks that differ from the usual, each begun as the way writes it. */
function looksOf({ theme, lang }: Wish, begin: (name: string) => string): string {
  const chosen = { ...(theme !== "auto" && { theme }), ...(lang && { lang }) };
  return Object.entries(chosen)
    .map(([name, value]) => `${begin(name)}"${value}"`)
    .join("");
}

function queryOf(wish: Wish): string {
  const query = looksOf(wish, (name) => `&${name}=`).replaceAll('"', "");
  return query.replace("&", "?");
}
