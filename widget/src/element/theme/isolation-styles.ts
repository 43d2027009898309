import { css, type CSSResult } from "lit";

/**
 * Ends what the page says of everything on it: large type, capitals, wide letters, no selecting.
 *
 * Comes before all other styles. Only a page that hides the element reaches in.
 *
 * What a lang attribute sets, and fonts go by.
 */
export const isolationStyles: CSSResult = css`
  .chat {
    all: initial;
    -webkit-locale: revert-layer;
    visibility: inherit;
    pointer-events: inherit;
    -webkit-user-select: text;
    user-select: text;
  }
`;
