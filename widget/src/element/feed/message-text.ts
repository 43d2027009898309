import { html, type TemplateResult } from "lit";
import { findMentions } from "./mentions.ts";

const LINK = /https:\/\/[^\s<>"'`]+/gi;
/** What ends a sentence rather than an address. */
const TAIL = /[.,:;!?)\]}…]+$/;

/** Whom a text may name. Names are folded. */
export interface Nameable {
  isName(name: string): boolean;
  /** One's own. */
  readonly myName: string | undefined;
}

/**
 * A message's text, with https addresses as links and the names of people marked.
 *
 * Text nodes only, never markup.
 */
export function messageText(text: string, people: Nameable): TemplateResult {
  return html`<span class="text" part="text" dir="auto">${pieces(text, people)}</span>`;
}

/** Whether a text names this person. */
export function isNamed(text: string, myName: string | undefined): boolean {
  return text.includes("@") && findMentions(text, (name) => name === myName).length > 0;
}

function pieces(text: string, people: Nameable): unknown {
  if (!text.includes("@") && !text.includes("https://")) return text;
  const parts: unknown[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const url = match[0].replace(TAIL, "");
    // What stands before an @ would look like the host.
    if (!URL.canParse(url) || new URL(url).username !== "") continue;
    parts.push(...named(text.slice(end, match.index), people));
    parts.push(
      html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow ugc">${url}</a>`,
    );
    end = match.index + url.length;
  }
  parts.push(...named(text.slice(end), people));
  return parts;
}

function named(text: string, { isName, myName }: Nameable): unknown[] {
  const parts: unknown[] = [];
  let end = 0;
  for (const mention of findMentions(text, (name) => name === myName || isName(name))) {
    const isMe = mention.name === myName;
    parts.push(
      text.slice(end, mention.start),
      html`<span class="mention ${isMe ? "me" : ""}" part="mention"
        >${text.slice(mention.start, mention.end)}</span
      >`,
    );
    end = mention.end;
  }
  parts.push(text.slice(end));
  return parts;
}
