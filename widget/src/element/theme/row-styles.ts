import { css, unsafeCSS, type CSSResult } from "lit";

const nameColors = unsafeCSS(
  Array.from({ length: 12 }, (_, i) => `.name-${i}{--_name:var(--_name-${i})}`).join(""),
);

/**
 * One message. Its columns: picture, text, time and action.
 *
 * Its actions reach over the row above. A removed message stands at the edge: it is no part of what is said above it.
 * The text gives the line its baseline, not the icon before it.
 * Within a group the first time stands for all, and an open row has it beside its actions.
 */
export const rowStyles: CSSResult = css`
  ${nameColors}
  .row {
    position: relative;
    display: flex;
    align-items: flex-start;
    gap: 8px;
    padding: var(--_row-space) var(--_space);
  }
  .row:focus-visible {
    outline-offset: -2px;
    border-radius: 8px;
  }
  .row.open,
  .row:focus-within {
    background: var(--_surface);
    z-index: 1;
  }
  .row.mine {
    background: var(--_own);
  }
  .row.follow-up {
    padding-block-start: 1px;
    padding-inline-start: calc(var(--_space) + var(--_avatar-size) + 8px);
  }
  .avatar {
    position: relative;
    flex: none;
    display: grid;
    place-items: center;
    inline-size: var(--_avatar-size);
    block-size: var(--_avatar-size);
    border-radius: var(--_avatar-radius);
    background: var(--_name);
    color: var(--_background);
    font-size: 12px;
    font-weight: 650;
    line-height: 1;
    user-select: none;
  }
  .avatar img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: inherit;
    object-fit: cover;
  }
  .body {
    flex: 1;
    min-inline-size: 0;
    padding-block-start: 2px;
    overflow-wrap: anywhere;
  }
  .follow-up .body {
    padding-block-start: 0;
  }
  .said {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 8;
    max-block-size: 12em;
    overflow: hidden;
    overflow: clip;
  }
  .said.whole,
  .said:has(:focus-visible) {
    display: block;
    max-block-size: none;
    overflow: visible;
  }
  .more {
    margin-inline: -6px;
  }
  .author {
    margin-inline-end: 4px;
  }
  .name-tag {
    margin-inline-start: 3px;
    color: var(--_muted);
    font-size: 0.86em;
  }
  .name {
    color: var(--_name);
    font-weight: 650;
  }
  .badge {
    display: inline-flex;
    align-items: baseline;
    gap: 3px;
    margin-inline-start: 2px;
    padding-inline: 5px;
    border-radius: 5px;
    background: var(--_surface);
    color: var(--_text);
    font-size: 0.78em;
    font-weight: 600;
    line-height: 1.5;
  }
  .badge.owner {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .badge .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
    align-self: center;
    stroke-width: 2.2;
  }
  .text {
    white-space: pre-wrap;
    unicode-bidi: isolate;
  }
  .text:lang(ko) {
    word-break: keep-all;
  }
  .text a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }
  .time {
    flex: none;
    padding-block-start: 3px;
    color: var(--_muted);
    font-size: 0.78em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .follow-up > .time,
  .open > .time {
    visibility: hidden;
  }
  @container (max-width: 300px) {
    .row > .time {
      display: none;
    }
  }
  .presence {
    padding: 3px var(--_space);
    color: var(--_muted);
    font-size: 0.82em;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .row.removed {
    color: var(--_muted);
    font-size: 0.86em;
    font-style: italic;
  }
  .pending:not(.sent) .text {
    color: var(--_muted);
  }
  .failure {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 6px;
    font-size: 0.86em;
  }
  .failure .text-button {
    padding-inline: 4px;
  }
  .failure .reason {
    word-break: keep-all;
    color: var(--_danger);
  }
`;
