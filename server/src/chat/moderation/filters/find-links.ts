import { boundedNormalize } from "../../text/bounded-normalize.ts";

/** A host and its parent domains: `a.b.example`, `b.example`, `example`. */
export type LinkedHost = readonly string[];

/** Maximum length of a host name; of a longer one, only this much of the end can be registered. */
const MAX_HOST = 253;

/** Top-level domains of addresses that people type without `https://`. */
const ENDINGS = new Set(
  (
    "com net org info biz io co me gg tv ly to xyz site shop store online top click link live app " +
    "dev ai cc ws ru cn kr jp vn th uk us de fr eu tw hk tk ml ga cf gq tr id pw su vip club fun " +
    "icu page blog asia world today news media space website tech work bet casino 한국 닷컴 닷넷"
  ).split(" "),
);
/** Ways to spell out a dot. */
const SPOKEN_DOTS = new Set(["dot", "(dot)", "[dot]", "{dot}", "(.)", "[.]", "점", "쩜", "닷"]);
const SPOKEN_ENDINGS = new Set(["com", "net", "org", "kr", "io", "gg", "me", "shop", "컴", "넷"]);
const IGNORED = /\p{Default_Ignorable_Code_Point}/gu;
const STOPS = /[。．｡․‧·・]/g;
const SCHEME = "://";
/** What a browser and the widget treat as a link. */
const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;

/**
 * The hosts that a text links to, or names in a form that a reader can open. Hosts with a scheme
 * are always found; others are recognised by their ending. Linear in the text.
 */
export function findLinkedHosts(text: string): string[] {
  // Also searches the unfolded text: after folding, a full-width `＃` would seem to end a host.
  const linked = (text.match(ADDRESS) ?? []).flatMap((address) =>
    hostOf(address).map((host) => boundedNormalize(host, "NFKC").toLowerCase()),
  );
  const plain = boundedNormalize(text, "NFKC")
    .replace(IGNORED, "")
    .replace(STOPS, ".")
    .toLowerCase();
  return [...linked, ...joinSpelled(plain.split(/[\s<>"'`]/)).flatMap(hostsIn)];
}

/** The hosts of a text with their parent domains, without duplicates. */
export function hostsAndParents(text: string): LinkedHost[] {
  return [...new Set(findLinkedHosts(text))].map((host) => {
    const names = host.length <= MAX_HOST ? [host] : [];
    for (let dot = host.lastIndexOf("."); dot >= 0; dot = host.lastIndexOf(".", dot - 1)) {
      if (host.length - dot > MAX_HOST) break;
      names.push(host.slice(dot + 1));
      if (dot === 0) break;
    }
    return names;
  });
}

/** Joins spelled-out hosts: `example .com`, `example dot com`. */
function joinSpelled(words: readonly string[]): string[] {
  const joined: string[] = [];
  let dot = false;
  for (const word of words) {
    if (word === "") continue;
    const last = joined.at(-1);
    if (last !== undefined && dot && SPOKEN_ENDINGS.has(trimSigns(word)))
      joined[joined.length - 1] = `${last}.${word}`;
    else if (last !== undefined && word.length > 1 && word.startsWith("."))
      joined[joined.length - 1] = last + word;
    else if (last === undefined || !isDot(word)) joined.push(word);
    dot = isDot(word);
  }
  return joined;
}

function isDot(word: string): boolean {
  return word === "." || SPOKEN_DOTS.has(word);
}

function hostsIn(word: string): string[] {
  if (word.indexOf(SCHEME) > 0) return hostOf(word);
  return word
    .split(/[^\p{L}\p{N}.-]+/u)
    .map(trimSigns)
    .filter(isHost)
    .map((host) => host.replace(/^www\./, ""));
}

/** The host of an address with a scheme, as browsers parse it; empty if there is none. */
function hostOf(address: string): string[] {
  const [place = ""] = address
    .slice(address.indexOf(SCHEME) + SCHEME.length)
    // Browsers treat several slashes as two, and a backslash as a slash.
    .replace(/^[/\\]+/, "")
    .split(/[/?#\\]/, 1);
  // The part before an @ is user information that may pose as a host.
  return place === "" ? [] : [trimSigns(place.slice(place.lastIndexOf("@") + 1).split(":", 1)[0]!)];
}

function isHost(name: string): boolean {
  const labels = name.split(".");
  if (labels.length < 2 || labels.includes("")) return false;
  if (labels[0] === "www") return true;
  return ENDINGS.has(labels.at(-1)!) && /\p{L}/u.test(name);
}

function trimSigns(word: string): string {
  let from = 0;
  let to = word.length;
  while (from < to && ".-,!?)".includes(word[from]!)) from++;
  while (to > from && ".-,!?)".includes(word[to - 1]!)) to--;
  return word.slice(from, to);
}
