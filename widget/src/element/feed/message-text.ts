import { html, type TemplateResult } from "lit";
import type { FoundLink } from "./links/find-links.ts";
import { findMentions } from "./mentions.ts";

/** The people that a text may mention. Names are folded. */
export interface Nameable {
  isName(name: string): boolean;
  /** The viewer's own name. */
  readonly myName: string | undefined;
}

/** Other context of a text. */
export interface TextContext extends Nameable {
  /** The web addresses in it; empty until the finder is loaded. */
  findLinks(text: string): readonly FoundLink[];
}

const MAY_LINK = /https?:\/\/|www\./i;

/**
 * A message's text, with web addresses as links and mentions marked.
 *
 * Text nodes only, never markup.
 */
export function messageText(text: string, context: TextContext): TemplateResult {
  return html`<span class="text" part="text" dir="auto">${pieces(text, context)}</span>`;
}

/** Whether a text mentions this person. */
export function isNamed(text: string, myName: string | undefined): boolean {
  return text.includes("@") && findMentions(text, (name) => name === myName).length > 0;
}

function pieces(text: string, context: TextContext): unknown {
  const links = MAY_LINK.test(text) ? context.findLinks(text) : [];
  if (links.length === 0 && !text.includes("@")) return text;
  const parts: unknown[] = [];
  let last = 0;
  for (const { start, end, href, label } of links) {
    parts.push(...named(text.slice(last, start), context));
    parts.push(
      html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc">${label}</a>`,
    );
    last = end;
  }
  parts.push(...named(text.slice(last), context));
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
