import { html, type TemplateResult } from "lit";

const LINK = /https:\/\/[^\s<>"'`]+/gi;
/** What ends a sentence rather than an address. */
const TAIL = /[.,:;!?)\]}…]+$/;

/** A message's text, with https addresses as links. Text nodes only, never markup. */
export function linkedText(text: string): (string | TemplateResult)[] {
  const pieces: (string | TemplateResult)[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const url = match[0].replace(TAIL, "");
    if (!URL.canParse(url)) continue;
    pieces.push(text.slice(end, match.index));
    pieces.push(
      html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow ugc">${url}</a>`,
    );
    end = match.index + url.length;
  }
  pieces.push(text.slice(end));
  return pieces;
}
