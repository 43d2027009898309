const css = String.raw;

export const PIN_STYLES: string = css`
  .pin {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    padding: 8px calc(var(--_space) - 4px) 8px var(--_space);
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
    font-size: 0.93em;
    min-block-size: 44px;
  }
  /* In a low chat the pin makes room, and scrolls within. */
  live-chat-pin:has(> .pin) + live-chat-log {
    min-block-size: 56px;
  }
  .low live-chat-pin:has(> .pin) + live-chat-log {
    min-block-size: 32px;
  }
  .pin > .icon {
    margin-block-start: 3px;
    color: var(--_accent);
  }
  .pin-body {
    flex: 1;
    align-self: stretch;
    min-inline-size: 0;
    min-block-size: 0;
    max-block-size: 5.8em;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    padding-block-start: 2px;
    overflow-wrap: anywhere;
  }
  .low .pin-body {
    max-block-size: 1.7em;
  }
  .pin-name {
    margin-inline-end: 4px;
    font-weight: 650;
  }
  .pin-text {
    white-space: pre-wrap;
  }
  .pin a {
    display: inline-block;
    padding-inline: 4px;
  }
  .pin-away {
    position: relative;
  }
  .pin-away .icon-button {
    position: absolute;
    z-index: 1;
    inset-block-start: 6px;
    inset-inline-end: 10px;
    inline-size: 32px;
    block-size: 32px;
    border: 1px solid var(--_border);
    border-radius: 50%;
    background: var(--_background);
    color: var(--_accent);
    box-shadow: var(--_shadow);
  }
  /* A finger's button is as high as the bar with one line. */
  @media (pointer: coarse) {
    .pin > .icon-button {
      margin-block: -8px;
    }
  }
`;
