const css = String.raw;

export const MODE_STYLES: string = css`
  .modes {
    display: flex;
    align-items: flex-start;
    gap: 4px;
    padding: 6px var(--_space);
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.86em;
    word-break: keep-all;
    overflow-wrap: anywhere;
  }
  /* In a low chat its rules come into sight one after the other. */
  .low .modes {
    max-block-size: 32px;
    padding-block: 3px;
    overflow-y: auto;
  }
  .modes .icon {
    margin-block-start: 2px;
    margin-inline-end: 4px;
  }
  .modes details {
    flex: 1;
  }
  .modes summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    min-block-size: 24px;
    gap: 4px;
  }
  .mode {
    padding-inline: 7px;
    border-radius: 6px;
    background: var(--_surface);
    color: var(--_text);
    font-weight: 500;
  }
  .modes ul {
    margin: 6px 0 2px;
    padding-inline-start: 1.2em;
  }
  live-chat-modes:has(> .modes) + .status:empty + * .composer {
    border-block-start: 0;
  }
  @media (forced-colors: active) {
    .mode {
      border: 1px solid;
    }
  }
`;
