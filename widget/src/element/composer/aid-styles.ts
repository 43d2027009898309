/** Only for editors' highlighting: a lazy part adds its sheet to the root as text. */
const css = String.raw;

/** Styles of the emoji picker and of the completion list, which share one place. */
export const AID_STYLES: string = css`
  .picker,
  .suggestions {
    position: absolute;
    inset-inline: 8px;
    inset-block-end: calc(100% + 6px);
    z-index: 2;
    display: flex;
    flex-direction: column;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_background);
    box-shadow: var(--_shadow);
    overflow: hidden;
  }
  .picker {
    margin-inline-start: auto;
    max-inline-size: 360px;
    block-size: min(340px, var(--_room, 340px) - 14px);
    outline: none;
  }
  .picker-head {
    display: flex;
    gap: 6px;
    padding: 8px 8px 4px;
  }
  .picker-search {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 32px;
    margin: 0;
    padding: 4px 10px;
    border: 1px solid var(--_border);
    border-radius: 16px;
    background: var(--_surface);
    appearance: none;
  }
  .picker-tone {
    inline-size: 34px;
    min-block-size: 32px;
    padding: 0;
    padding-inline-start: 8px;
    border: 0;
    border-radius: 8px;
    background: none;
    color: inherit;
    font: inherit;
    font-size: 1.2em;
    line-height: 32px;
    appearance: none;
    overflow: hidden;
    cursor: pointer;
  }
  .picker-tone option {
    background: var(--_background);
    font-size: 14px;
  }
  .picker-tabs {
    display: flex;
    flex: none;
    padding: 0 6px 4px;
    border-block-end: 1px solid var(--_border);
    overflow-x: auto;
    overscroll-behavior: contain;
    scrollbar-width: none;
  }
  .emoji-tab {
    flex: 1 0 28px;
    block-size: 30px;
    border-radius: 8px;
    font-size: 1.07em;
    filter: grayscale(1);
    opacity: 0.65;
  }
  .emoji-tab[aria-pressed="true"] {
    background: var(--_surface);
    box-shadow: inset 0 -3px var(--_accent);
    filter: none;
    opacity: 1;
  }
  .emoji-tab:hover {
    opacity: 1;
  }
  .emoji-grid {
    flex: 1;
    min-block-size: 0;
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(36px, 1fr));
    grid-auto-rows: 36px;
    padding: 4px 6px 8px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .emoji {
    border-radius: 8px;
    font-size: 22px;
    line-height: 36px;
    text-align: center;
  }
  .emoji:hover {
    background: var(--_surface);
  }
  .emoji:focus-visible,
  .emoji-tab:focus-visible,
  .picker-tone:focus-visible {
    outline-offset: -2px;
  }
  .picker-search:focus {
    border-color: var(--_accent);
    outline: none;
  }
  .picker-notice {
    margin: auto;
    padding: 16px;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }
  .suggestions {
    max-inline-size: 360px;
    max-block-size: min(272px, 60vh);
    padding: 4px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .suggestion {
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
    padding-inline: 8px;
    border-radius: 8px;
    cursor: pointer;
  }
  .suggestion:hover,
  .suggestion[aria-selected="true"] {
    background: var(--_surface);
  }
  .suggestion[aria-selected="true"] {
    box-shadow: inset 3px 0 var(--_accent);
  }
  .suggestion bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .suggestion small {
    flex: 1 1000 0;
    min-inline-size: 0;
    overflow: hidden;
    color: var(--_muted);
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* In a low chat it lies above everything, with all its controls in one line. */
  .low .composer:has(.picker) {
    position: static;
  }
  .low .picker {
    inset: 4px;
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(160px, 34%) minmax(0, 1fr);
    max-inline-size: none;
    margin: 0;
    block-size: auto;
  }
  .low .picker-tabs {
    align-items: center;
    padding-block: 4px;
  }
  .low .picker > :last-child {
    grid-column: 1 / -1;
  }
  .low .suggestions {
    max-block-size: 84px;
  }
  .picture {
    flex: none;
    inline-size: 1.6em;
    color: var(--_muted);
    text-align: center;
  }
  @media (pointer: coarse) {
    .picker-search {
      min-block-size: 40px;
      border-radius: 20px;
      font-size: max(16px, 1em);
    }
    .picker-tone,
    .suggestion {
      min-block-size: 40px;
    }
    .picker-tone {
      font-size: max(16px, 1.2em);
    }
    .emoji-tab {
      block-size: 40px;
      flex-basis: 40px;
    }
    .emoji-grid {
      grid-template-columns: repeat(auto-fill, minmax(42px, 1fr));
      grid-auto-rows: 42px;
    }
    .emoji {
      line-height: 42px;
    }
  }
  @media (forced-colors: active) {
    .suggestion[aria-selected="true"],
    .emoji-tab[aria-pressed="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
