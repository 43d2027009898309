import { css, type CSSResult } from "lit";

/** What the studio adds to the chat's own styles, whose colours and controls it has. */
export const studioStyles: CSSResult = css`
  :host {
    min-inline-size: 0;
    block-size: 100dvh;
    max-block-size: none;
    contain: none;
  }
  :host .chat.studio.studio.studio {
    --_space: 12px;
    border: 0;
    border-radius: 0;
    background: var(--_surface);
    overflow-wrap: break-word;
  }
  .studio:lang(ko) {
    word-break: keep-all;
  }
  h1,
  h2,
  .column > h3 {
    margin: 0;
    font: 650 1em / 1.4 var(--_heading-font);
    letter-spacing: -0.01em;
  }
  a {
    color: var(--_accent);
  }
  .plots {
    flex: none;
    display: grid;
    grid-template-columns: repeat(5, minmax(0, 1fr));
    gap: 10px;
    padding: 10px 10px 0;
  }
  .plot {
    min-inline-size: 0;
    margin: 0;
    padding: 8px 12px 10px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_background);
  }
  .plot .caption {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 8px;
    color: var(--_muted);
    font-size: 0.86em;
  }
  .plot .caption span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .plot b {
    color: var(--_text);
    font-size: 1.35em;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .plot svg {
    display: block;
    overflow: visible;
    inline-size: 100%;
    block-size: 32px;
    margin-block-start: 4px;
  }
  .area {
    fill: var(--_accent);
    opacity: 0.13;
  }
  .curve {
    fill: none;
    stroke: var(--_accent);
    stroke-width: 1.6;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .begun {
    stroke-width: 5;
    stroke-linecap: round;
  }
  .columns {
    --_least: 272px;
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    padding: 10px;
    overflow-y: auto;
  }
  /* Two rows of about as many. */
  .columns[data-count="6"] {
    --_least: max(272px, 30%);
  }
  .columns[data-count="7"] {
    --_least: max(272px, 22%);
  }
  .columns.narrow {
    display: block;
    padding: 0;
    overflow: hidden;
  }
  .column {
    flex: 1 1 min(var(--_least), 100%);
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 260px;
    overflow: hidden;
    /* What changes in a column lays out no other. */
    contain: strict;
    border: 1px solid var(--_border);
    border-radius: 14px;
    background: var(--_background);
  }
  .narrow .column {
    block-size: 100%;
    min-block-size: 0;
    border: 0;
    border-radius: 0;
  }
  .column > h3 {
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 10px 14px;
    border-block-end: 1px solid var(--_border);
  }
  .column live-chat {
    flex: 1;
    min-block-size: 0;
    --live-chat-radius: 0;
  }
  .column live-chat::part(base) {
    border: 0;
  }
  .column-foot {
    flex: none;
    padding: 8px 14px;
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.86em;
  }
  .review-list > li {
    margin-inline: -8px;
    padding-inline: 8px;
  }
  .review-list > li:first-child {
    padding-block-start: 4px;
  }
  .record .text-button {
    margin-inline-end: -6px;
  }
  .narrow .plots {
    grid-template-columns: 1fr 1fr;
    padding: 0;
  }
  .narrow .plots .plot:first-child {
    grid-column: 1 / -1;
  }
  .card {
    outline: 0;
  }
  .gate {
    max-inline-size: 460px;
    margin: 12vh auto 0;
    padding: 24px;
    text-align: center;
  }
  .gate h2 {
    font-size: 1.3em;
    text-wrap: balance;
  }
  .gate p {
    margin-block-start: 10px;
    color: var(--_muted);
    text-wrap: pretty;
  }
  .gate-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    padding-block: 8px;
  }
  .primary {
    min-block-size: 40px;
    padding-inline: 18px;
    border-radius: 12px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .primary:disabled {
    opacity: 0.6;
  }
  .small-button {
    min-block-size: 32px;
    padding-inline: 12px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    background: var(--_background);
    font-weight: 500;
  }
  .panel-note {
    padding-block: 10px;
    color: var(--_muted);
  }
  @media (max-width: 899px) {
    .plots:not(.narrow *) .caption {
      align-items: start;
      line-height: 1.25;
    }
    .plots:not(.narrow *) .caption span {
      white-space: normal;
    }
  }
  @media (pointer: coarse) {
    .open-form .primary {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .curve {
      stroke: CanvasText;
    }
  }
`;
