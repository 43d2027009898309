/** A link in a text. */
export interface FoundLink {
  readonly start: number;
  readonly end: number;
  readonly href: string;
  /** The visible text: its real target. */
  readonly label: string;
}

/** Letters of scripts without spaces, or, as Hangul, with particles attached to words. */
const DENSE =
  "\\u0e00-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u3005-\\ud7ff\\uf900-\\ufaff\\uff66-\\uffdc\\u{20000}-\\u{3ffff}";
const D = `[${DENSE}]`;
/** Characters of an address: no brackets and punctuation of other scripts, no emoji, no quotes. */
const ADDRESS = /(?<![a-z\d@.])(?:https?:\/\/|www\.)[!#-&(-;=?-[\]_a-z~\p{L}\p{M}\p{N}]+/giu;
const AUTHORITY = /^(?:https?:\/\/)?[^/?#]*/i;
/** Common top-level domains, which may be followed by text without a space. */
const COMMON = "com|net|org|info|app|dev|shop|live|co|io|me|tv|kr|jp|cn|tw|hk|vn|th";
const NATIVE = "한국|닷컴|닷넷|みんな|中国|中國|台灣|台湾|香港|ไทย";
/** The end of a host, followed by more of the sentence. No top-level domain mixes two scripts. */
const HOST_END = regex(
  `(?<=\\.(?:${COMMON}|${NATIVE}))(?=${D})`,
  `(?<=\\.(?:${COMMON}))\\.(?=(?!${NATIVE})${D})`,
  `(?<=[a-z\\d])(?=${D}[^.]*(?:$|\\.$|\\.${D}))`,
);
/** Particles that follow a name, and that no path begins with. */
const PARTICLE =
  "에서?는?|으?로|[은는이가을를도만의와과]|[이]?랑|하고|까지|부터|입니다|이?에요|예요|[はがにでとのもへを]|から|まで|です|ครับ|ค่ะ|คะ";
const REST_END = regex(
  // ㅋㅋ, ㅠㅠ
  "(?=[\\u3130-\\u318f])",
  `(?<=[a-z\\d])(?=${D}+(?!${D}|[-_/=%]))`,
  `[.,;!~*]+(?=${D})`,
  `(?<=[a-z\\d]):(?=${D})`,
  `\\?(?=${D}[^=]*$)`,
  `(?<!_)\\((?=[^\\0-\\x7f])`,
  "[,;]+(?=https?://)",
  `(?<=/)(?=(?:${PARTICLE})$)`,
  "(?<=[가-힣])(?=(?:에서[는도만요]?|입니다|이에요|예요|인데요?|까지|부터)$)",
  "(?<=/)(?=を)",
);
const TAIL = /[.,:;!?~*]+$/;
/** A label in one script without Latin look-alikes. */
const PLAIN_LABEL = new RegExp(`^(?:[a-z\\d-]*|[\\d${DENSE}-]*)$`, "iu");

/**
 * Finds the web addresses in a text. They end where a reader of the text's language would end them.
 */
export function findLinks(text: string): FoundLink[] {
  const links: FoundLink[] = [];
  ADDRESS.lastIndex = 0;
  for (let match; (match = ADDRESS.exec(text));) {
    const { 0: found, index: start } = match;
    const typed = cut(found);
    const link = toLink(typed);
    const end = start + typed.length;
    if (link) links.push({ start, end, ...link });
    // The next address may follow directly.
    ADDRESS.lastIndex = Math.max(end, start + 1);
  }
  return links;
}

function cut(found: string): string {
  const authority = AUTHORITY.exec(found)![0];
  const hostEnd = authority.search(HOST_END);
  if (hostEnd >= 0) return found.slice(0, hostEnd);
  const rest = found.slice(authority.length);
  const restEnd = rest.search(REST_END);
  return trim(authority + (restEnd < 0 ? rest : rest.slice(0, restEnd)));
}

/** Removes punctuation at the end, and unbalanced brackets. */
function trim(address: string): string {
  const open: number[] = [];
  let end = address.length;
  for (let i = 0; i < end; i++) {
    if ("([".includes(address[i]!)) open.push(i);
    else if (")]".includes(address[i]!) && open.pop() === undefined) end = i;
  }
  const trimmed = address.slice(0, open[0] ?? end).replace(TAIL, "");
  return trimmed === address ? trimmed : trim(trimmed);
}

function toLink(typed: string): Pick<FoundLink, "href" | "label"> | undefined {
  const hasScheme = /^http/i.test(typed);
  const address = hasScheme ? typed : `https://${typed}`;
  const { 0: authority } = AUTHORITY.exec(typed)!;
  // The part before an @ would look like the host.
  if (!URL.canParse(address) || authority.includes("@")) return undefined;
  if (!hasScheme && !/\..+\.\p{L}{2}/u.test(authority)) return undefined;
  const { href, hostname } = new URL(address);
  const host = authority.replace(/^.*\/|:\d*$/g, "");
  const isPlain = host.toLowerCase() === hostname || host.split(".").every(isPlainLabel);
  return { href, label: isPlain ? typed : typed.replace(host, () => hostname) };
}

function isPlainLabel(label: string): boolean {
  return PLAIN_LABEL.test(label) && /[^\d]/.test(label);
}

function regex(...alternatives: string[]): RegExp {
  return new RegExp(alternatives.join("|"), "iu");
}
