/** Only for editors' highlighting: a lazy part adds its sheet to the root as text. */
const css = String.raw;

/** The staff button, toasts, and a person's menu. */
export const STAFF_STYLES: string = css`
  .staff-button {
    position: relative;
  }
  .count {
    min-inline-size: 1.5em;
    padding-inline: 0.4em;
    border-radius: 1em;
    background: var(--_danger);
    color: var(--_background);
    font-size: 0.78em;
    font-weight: 650;
    line-height: 1.5;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  .staff-button .count {
    position: absolute;
    inset-block-start: -3px;
    inset-inline-end: -4px;
    font-size: 10px;
  }
  .icon-button.timeout:hover {
    color: var(--_waiting);
  }
  /* Over the oldest messages in sight: what is new is below, and so is where one writes. */
  .chat > .header,
  .chat .pin,
  .chat .pin-away {
    order: -2;
  }
  .toasts {
    order: -1;
    position: relative;
    z-index: 4;
    block-size: 0;
    pointer-events: none;
  }
  .toast {
    position: absolute;
    inset-inline: 12px;
    inset-block-start: 8px;
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: fit-content;
    margin-inline: auto;
    padding: 4px 8px 4px 14px;
    border-radius: min(12px, var(--_control-radius));
    background: var(--_text);
    color: var(--_background);
    box-shadow: var(--_shadow);
    font-size: 0.93em;
    overflow-wrap: anywhere;
    animation: slide-up 160ms ease-out;
  }
  .toast:lang(ko) {
    word-break: keep-all;
  }
  .staff-panel .toasts {
    order: 1;
    flex: none;
    block-size: auto;
  }
  .staff-panel .toast {
    position: static;
    max-inline-size: calc(100% - 24px);
    margin-block: 8px;
  }
  .toast span {
    padding-block: 4px;
  }
  .toast .text-button {
    flex: none;
    min-block-size: 32px;
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 3px;
    pointer-events: auto;
  }
  .toast .text-button:focus-visible {
    outline-color: currentcolor;
    outline-offset: -2px;
  }
  .toast .guarded {
    pointer-events: none;
  }
  .toast .text-button:hover {
    background: color-mix(in srgb, var(--_background) 18%, transparent);
  }
  .staff-menu header {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .staff-menu h3 {
    flex: 1;
    min-inline-size: 0;
  }
  .staff-menu small {
    color: var(--_muted);
    font-weight: 400;
  }
  .sheet .icon-button.close {
    margin: 0;
  }
  .choice-row {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    margin-inline: -8px;
  }
  .sanctions {
    display: flex;
    flex-direction: column;
    gap: 8px;
    margin-block-start: 8px;
    padding-block-start: 10px;
    border-block-start: 1px solid var(--_border);
  }
  .sanctions fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  .sanctions legend,
  .line span {
    padding: 0;
    color: var(--_muted);
    font-size: 0.86em;
  }
  .presets {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(48px, 1fr));
    gap: 4px;
    margin-block-start: 4px;
  }
  .preset,
  .small-button {
    min-block-size: 32px;
    padding-inline: 12px;
    border: 1px solid var(--_border);
    border-radius: min(10px, var(--_control-radius));
    background: var(--_background);
    font-weight: 500;
  }
  .preset {
    padding-inline: 2px;
    font-size: 0.86em;
    line-height: 1.2;
  }
  .preset:hover,
  .small-button:hover {
    background: var(--_surface);
  }
  .small-button.danger {
    color: var(--_danger);
  }
  .check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
    cursor: pointer;
  }
  .check input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .line {
    display: flex;
    flex-direction: column;
    gap: 2px;
  }
  .line input,
  .line-input,
  .toggle select {
    box-sizing: border-box;
    min-inline-size: 0;
    min-block-size: 34px;
    margin: 0;
    padding: 4px 10px;
    border: 1px solid var(--_border);
    border-radius: min(10px, var(--_control-radius));
    background: var(--_surface);
    color: inherit;
    font: inherit;
    appearance: none;
  }
  /* With the arrow that says that there is a choice. */
  .toggle select {
    appearance: auto;
  }
  .staff-help dl {
    margin: 8px 0 4px;
  }
  .staff-help dt {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .staff-help dt span {
    color: var(--_muted);
    font-weight: 400;
  }
  .staff-help dd {
    margin: 0 0 6px;
    color: var(--_muted);
    font-size: 0.93em;
  }
  @media (pointer: coarse) {
    .preset,
    .small-button,
    .line input,
    .line-input,
    .check,
    .toast .text-button {
      min-block-size: 44px;
    }
    .line input,
    .line-input {
      font-size: max(16px, 1em);
    }
  }
  @media (forced-colors: active) {
    .toast,
    .count {
      border: 1px solid;
    }
  }
`;
