/** Returns the value of a query parameter if the attribute accepts it. */
type Check = (value: string) => boolean;

const oneOf =
  (...values: string[]): Check =>
  (value) =>
    values.includes(value);
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(value);
const isGiven: Check = (value) => value !== "false" && value !== "0";

const ATTRIBUTES: Record<string, Check> = {
  theme: oneOf("auto", "light", "dark"),
  density: oneOf("comfortable", "compact"),
  avatars: oneOf("on", "off"),
  lang: matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/),
};
const CHAT_ATTRIBUTES: Record<string, Check> = {
  ...ATTRIBUTES,
  "no-header": isGiven,
  "no-composer": isGiven,
  "read-only": isGiven,
};
const OVERLAY_ATTRIBUTES: Record<string, Check> = {
  ...ATTRIBUTES,
  "max-rows": matches(/^[1-9]\d?$/),
  "fade-after": matches(/^\d{1,4}$/),
};

export type EmbedMode = "chat" | "overlay";

/** Title prefix of a page in its own language, followed by the stream. */
const TITLES: Readonly<Record<string, string>> = {
  en: "Live chat",
  ko: "실시간 채팅",
  ja: "ライブチャット",
  zh: "直播聊天",
  vi: "Trò chuyện trực tiếp",
  th: "แชตสด",
};

/** The chat's attributes from an embedded page's query. Unknown and invalid ones are left out. */
export function attributesFrom(mode: EmbedMode, query: unknown): Record<string, string> {
  const allowed = mode === "overlay" ? OVERLAY_ATTRIBUTES : CHAT_ATTRIBUTES;
  const given = Object(query) as Record<string, unknown>;
  const attributes: Record<string, string> = {};
  for (const [name, check] of Object.entries(allowed)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (typeof value === "string" && check(value))
      attributes[name] = check === isGiven ? "" : value;
  }
  return attributes;
}

/** A page that contains only a chat, in `lang` unless the attributes name a language. */
export function embedHtml(
  attributes: Readonly<Record<string, string>>,
  {
    lang,
    base = "",
    styles,
    oembedUrl,
  }: { lang: string; base?: string; styles: string; oembedUrl?: string },
): string {
  const written = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join("");
  const spoken = attributes["lang"] ?? lang;
  const name = TITLES[spoken.slice(0, 2).toLowerCase()];
  const title = escapeHtml(`${name ?? TITLES["en"]}: ${attributes["stream-id"] ?? ""}`);
  return `<!doctype html>
<html lang="${escapeHtml(spoken)}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
    <meta name="color-scheme" content="${colorScheme(attributes)}" />
    <title>${title}</title>
    <link rel="icon" href="${base}/favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${styles}" />${
      oembedUrl === undefined
        ? ""
        : `
    <link rel="alternate" type="application/json+oembed" href="${escapeHtml(oembedUrl)}" />`
    }
    <script type="module" src="${base}/live-chat.js"></script>
  </head>
  <body>
    <main>
      <h1${name ? "" : ' lang="en"'}>${title}</h1>
      <live-chat${written}></live-chat>
    </main>
  </body>
</html>
`;
}

/**
 * The overlay page uses one fixed scheme, like most pages that frame it: browsers paint an opaque
 * background behind a frame with another scheme.
 */
function colorScheme({ mode, theme }: Readonly<Record<string, string>>): string {
  return mode !== "overlay" || theme === "auto"
    ? "light dark"
    : theme === "dark"
      ? "dark"
      : "light";
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
