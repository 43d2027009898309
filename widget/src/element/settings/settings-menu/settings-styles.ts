/** Only for editors' highlighting: a lazy part adds its sheet to the root as text. */
const css = String.raw;

export const SETTINGS_STYLES: string = css`
  .settings .menu {
    inline-size: 260px;
    max-inline-size: calc(100% - 16px);
    max-block-size: calc(100% - 52px);
    overflow-y: auto;
    overscroll-behavior: contain;
    outline: 0;
    animation: drop 140ms ease-out;
  }
  @keyframes drop {
    from {
      transform: translateY(-4px);
    }
  }
  .menu:lang(ko) {
    word-break: keep-all;
  }
  .menu fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  .menu :is(legend, h3) {
    padding: 0;
    margin: 0 0 6px;
    color: var(--_muted);
    font-size: 0.86em;
    font-weight: 500;
  }
  .sizes {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: 2px;
    padding: 3px;
    border-radius: min(10px, var(--_control-radius));
    background: var(--_surface);
  }
  .sizes label {
    display: grid;
    cursor: pointer;
  }
  .sizes input {
    appearance: none;
    grid-area: 1 / 1;
    margin: 0;
    min-block-size: 34px;
    border-radius: min(7px, var(--_control-radius));
  }
  .sizes input:checked {
    background: var(--_background);
    box-shadow: inset 0 -3px var(--_accent);
  }
  .sizes span {
    grid-area: 1 / 1;
    place-self: center;
    pointer-events: none;
    font-size: calc(var(--_font-size) * var(--_scale));
    font-weight: 600;
    line-height: 1;
  }
  .sizes :checked + span {
    color: var(--_accent);
  }
  .sizes + .toggle,
  fieldset + .toggle {
    margin-block-start: 8px;
  }
  .menu select {
    min-inline-size: 0;
    max-inline-size: 60%;
    min-block-size: 32px;
    padding-inline: 6px;
    border: 1px solid var(--_muted);
    border-radius: min(8px, var(--_control-radius));
    background: var(--_background);
    color: inherit;
    font: inherit;
    font-size: 0.93em;
  }
  .menu h3 {
    margin-block: 8px 2px;
    padding-block-start: 10px;
    border-block-start: 1px solid var(--_border);
  }
  .menu ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .menu li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .menu li bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .menu li .text-button {
    flex: none;
    margin-inline-end: -10px;
  }
  .pop-out {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-block-size: 40px;
    margin-block-start: 8px;
    border-block-start: 1px solid var(--_border);
    color: inherit;
    text-decoration: none;
  }
  .pop-out .icon {
    margin-inline-end: 9px;
    color: var(--_muted);
  }
  .pop-out:hover {
    color: var(--_accent);
  }
  @media (forced-colors: active) {
    .sizes input:checked {
      background: Highlight;
      forced-color-adjust: none;
    }
    .sizes :checked + span {
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
