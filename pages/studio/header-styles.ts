import { css, type CSSResult } from "lit";

/** The header with the columns' buttons, and the tabs in their place where there is little room. */
export const headerStyles: CSSResult = css`
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
  /* The columns' buttons have a line of their own. */
  @media (max-width: 899px) {
    .choices-row {
      order: 1;
      flex: 1 1 100%;
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
    .toggle-button {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .toggle-button[aria-pressed="true"] {
      border: 2px solid Highlight;
    }
    .more-tabs {
      background: Canvas;
    }
  }
`;
