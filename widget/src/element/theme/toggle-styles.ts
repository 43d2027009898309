/** Only for editors' highlighting: a lazy part adds its sheet to the root as text. */
const css = String.raw;

/** Switches with their labels before them. */
export const TOGGLE_STYLES: string = css`
  .toggle {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-block-size: 40px;
    cursor: pointer;
  }
  .toggle input {
    appearance: none;
    flex: none;
    display: flex;
    inline-size: 38px;
    block-size: 24px;
    margin: 0;
    padding: 3px;
    border: 1px solid var(--_muted);
    border-radius: 12px;
    cursor: pointer;
  }
  .toggle input::before {
    content: "";
    inline-size: 16px;
    border-radius: 50%;
    background: var(--_muted);
    transition: margin 120ms ease-out;
  }
  .toggle input:checked {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .toggle input:checked::before {
    margin-inline-start: 14px;
    background: var(--_on-accent);
  }
  @media (forced-colors: active) {
    .toggle input:checked {
      border-color: Highlight;
      background: Highlight;
      forced-color-adjust: none;
    }
    .toggle input::before {
      background: ButtonText;
      forced-color-adjust: none;
    }
    .toggle input:checked::before {
      background: HighlightText;
    }
  }
`;
