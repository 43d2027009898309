import { css, type CSSResult } from "lit";

/**
 * What only some rows have: who is named, what is answered, and what can be done.
 *
 * The first row's would lie outside the list there: they stand below it.
 * The menu's button is for screen readers, which find it where they look, and press it without a pointer.
 * Fingers need room, and hide what lies under them.
 */
export const rowPartStyles: CSSResult = css`
  .row.names-me {
    background: var(--_mention);
    box-shadow: inset 3px 0 var(--_mention-edge);
  }
  .row.names-me:dir(rtl) {
    box-shadow: inset -3px 0 var(--_mention-edge);
  }
  @media (forced-colors: active) {
    .row.names-me {
      border-inline-start: 3px solid Highlight;
    }
    .mention {
      border: 1px solid;
    }
    .mention.me {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
  .row.found {
    animation: found 2s ease-out;
  }
  .mention {
    border-radius: 4px;
    padding-inline: 2px;
    background: var(--_surface);
    font-weight: 600;
  }
  .mention.me {
    background: var(--_mention-edge);
    color: var(--_on-mention);
  }
  .quote {
    display: flex;
    align-items: center;
    gap: 4px;
    inline-size: fit-content;
    max-inline-size: 100%;
    min-block-size: 24px;
    padding-inline-end: 6px;
    border-radius: 6px;
    color: var(--_muted);
    font-size: 0.86em;
    text-align: start;
  }
  .quote .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
    transform: scaleX(-1);
  }
  .quote .icon:dir(rtl) {
    transform: none;
  }
  .quote .name {
    flex: none;
    max-inline-size: 45%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .quoted {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .quoted.gone {
    font-style: italic;
  }
  button.quote:hover .quoted {
    color: var(--_text);
  }
  .actions {
    position: absolute;
    inset-block-end: calc(100% - 4px);
    inset-inline-end: 8px;
    display: flex;
    align-items: center;
    padding: 1px;
    border: 1px solid var(--_border);
    border-radius: 9px;
    background: var(--_background);
    box-shadow: var(--_shadow);
  }
  .row-menu {
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: 0;
    inline-size: 24px;
    block-size: 24px;
    opacity: 0;
    pointer-events: none;
  }
  .rows > :first-child:not(:last-child) .actions {
    inset-block: calc(100% - 4px) auto;
  }
  .actions .time {
    padding: 0 6px;
  }
  .icon-button {
    display: grid;
    place-items: center;
    inline-size: 26px;
    block-size: 26px;
    border-radius: 7px;
    color: var(--_muted);
  }
  .icon-button:hover {
    background: var(--_surface);
    color: var(--_text);
  }
  .icon-button.remove:hover {
    color: var(--_danger);
  }
  @media (hover: none) {
    .row {
      flex-wrap: wrap;
    }
    .actions {
      position: static;
      flex: 100%;
      margin-inline-start: calc(var(--_avatar-size) + 8px);
    }
    .follow-up > .actions {
      margin-inline-start: 0;
    }
    .icon-button {
      inline-size: 40px;
      block-size: 40px;
    }
  }
  @keyframes found {
    0%,
    40% {
      background: var(--_mention);
    }
  }
`;
