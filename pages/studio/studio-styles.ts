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
  .studio-header {
    order: -3;
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-block-size: 56px;
    padding: 4px 12px 4px 8px;
    border-block-end: 1px solid var(--_border);
    background: var(--_background);
  }
  .heading {
    flex: 1 1 180px;
    min-inline-size: 0;
    line-height: 1.3;
  }
  .studio-header h1 {
    font-size: 1.14em;
    line-height: inherit;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .studio-header > h1 {
    padding-inline-start: 8px;
  }
  .studio-header a.icon-button {
    flex: none;
    display: grid;
    place-items: center;
    color: var(--_muted);
  }
  .state {
    display: flex;
    align-items: baseline;
    gap: 6px;
    margin: 0;
    color: var(--_muted);
    font-size: 0.9em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .state .dot {
    flex: none;
    align-self: center;
  }
  .heading .id {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .heading .id::before {
    content: "· ";
  }
  .link {
    display: inline-flex;
    align-items: center;
    min-block-size: 32px;
    padding-inline: 10px;
    text-decoration: none;
  }
  .choices-row {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 2px;
    border-radius: 12px;
    background: var(--_surface);
  }
  .toggle-button {
    min-block-size: 30px;
    padding-inline: 10px;
    border-radius: 10px;
    color: var(--_muted);
    font-size: 0.93em;
    font-weight: 550;
  }
  .toggle-button:hover {
    color: var(--_text);
  }
  .toggle-button[aria-pressed="true"] {
    background: var(--_background);
    color: var(--_text);
    box-shadow: 0 1px 3px rgb(0 0 0 / 14%);
  }
  .tabs-row {
    order: -2;
    flex: none;
    position: relative;
    border-block-end: 1px solid var(--_border);
    background: var(--_background);
  }
  .tabs-row .tabs {
    flex-wrap: nowrap;
    justify-content: space-between;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scroll-padding-inline: 36px;
    scrollbar-width: none;
    padding: 4px;
  }
  .tabs-row .tab {
    min-block-size: 40px;
    padding-inline: 5px;
    font-size: 0.86em;
    white-space: nowrap;
  }
  /* Fades out what goes on beyond the edge, and leads there. */
  .more-tabs {
    position: absolute;
    inset-block: 0;
    display: flex;
    align-items: center;
    inline-size: 44px;
    color: var(--_muted);
    visibility: hidden;
  }
  .more-tabs:hover {
    color: var(--_text);
  }
  .more-tabs .icon {
    inline-size: 18px;
    block-size: 18px;
  }
  .more-tabs.before {
    inset-inline-start: 0;
    justify-content: start;
    background: linear-gradient(to right, var(--_background) 50%, transparent);
  }
  .more-tabs.after {
    inset-inline-end: 0;
    justify-content: end;
    background: linear-gradient(to left, var(--_background) 50%, transparent);
  }
  .more-tabs.after .icon {
    transform: scaleX(-1);
  }
  .tabs-row[data-before] .before,
  .tabs-row[data-after] .after {
    visibility: visible;
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
  /* The columns' buttons have a line of their own. */
  @media (max-width: 899px) {
    .choices-row {
      order: 1;
      flex: 1 1 100%;
    }
    .plots:not(.narrow *) .caption {
      align-items: start;
      line-height: 1.25;
    }
    .plots:not(.narrow *) .caption span {
      white-space: normal;
    }
  }
  @media (max-width: 599px) {
    .studio-header {
      flex-wrap: nowrap;
      min-block-size: 48px;
      padding: 2px 4px;
    }
    .studio-header h1 {
      font-size: 1em;
    }
    .studio-header .link {
      flex: none;
    }
  }
  @media (pointer: coarse) {
    .tabs-row .tab,
    .link,
    .toggle-button,
    .open-form .primary {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .toggle-button[aria-pressed="true"] {
      border: 2px solid Highlight;
    }
    .curve {
      stroke: CanvasText;
    }
    .more-tabs {
      background: Canvas;
    }
  }
`;
