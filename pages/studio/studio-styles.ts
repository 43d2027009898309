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
    gap: 4px 10px;
    min-block-size: 52px;
    padding: 6px 12px;
    border-block-end: 1px solid var(--_border);
    background: var(--_background);
  }
  .studio-header h1 {
    min-inline-size: 0;
    font-size: 1.14em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .studio-header a.icon-button {
    display: grid;
    place-items: center;
    color: var(--_muted);
  }
  .state {
    flex: none;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--_muted);
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }
  .space {
    flex: 1;
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
  .studio > nav {
    order: -2;
    flex: none;
  }
  .studio > nav .tabs {
    flex-wrap: nowrap;
    justify-content: space-between;
    overflow-x: auto;
    scrollbar-width: none;
    padding: 4px;
    border-block-end: 1px solid var(--_border);
    background: var(--_background);
  }
  .studio > nav .tab {
    min-block-size: 40px;
    padding-inline: 5px;
    font-size: 0.86em;
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
  .columns {
    flex: 1;
    min-block-size: 0;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(272px, 100%), 1fr));
    grid-auto-rows: minmax(260px, 1fr);
    gap: 10px;
    padding: 10px;
    overflow-y: auto;
  }
  .columns.narrow {
    display: block;
    padding: 0;
    overflow: hidden;
  }
  .column {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: 14px;
    background: var(--_background);
  }
  .narrow .column {
    block-size: 100%;
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
  @media (max-width: 599px) {
    .studio-header {
      flex-wrap: nowrap;
      min-block-size: 44px;
      padding: 2px 4px;
    }
    .studio-header .space {
      flex: 1 0 0;
    }
    .studio-header .link {
      flex: none;
    }
    .studio-header h1 {
      font-size: 1em;
    }
  }
  @media (pointer: coarse) {
    .studio > nav .tab,
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
  }
`;
