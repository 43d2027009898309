/** Only for editors' highlighting: a lazy part adds its sheet to the root as text. */
const css = String.raw;

/** A box that rises from below over the messages, for a choice. */
export const SHEET_STYLES: string = css`
  .sheet {
    position: absolute;
    z-index: 3;
    inset-inline: 8px;
    inset-block-end: 8px;
    max-inline-size: 420px;
    max-block-size: calc(100% - 16px);
    margin-inline-start: auto;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 14px;
    border: 1px solid var(--_border);
    border-radius: min(14px, var(--_radius));
    background: var(--_background);
    box-shadow: var(--_shadow);
    animation: slide-up 160ms ease-out;
  }
  .sheet:lang(ko) {
    word-break: keep-all;
  }
  .sheet h3 {
    margin: 0;
    font: 650 1em / 1.4 var(--_heading-font);
    overflow-wrap: anywhere;
  }
  .sheet-quote {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    margin-block: 6px 10px;
    padding-inline-start: 8px;
    border-inline-start: 3px solid var(--_border);
    color: var(--_muted);
    font-size: 0.93em;
    overflow-wrap: anywhere;
  }
  .choices {
    display: flex;
    flex-direction: column;
    gap: 2px;
    margin-inline: -6px;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
    padding: 6px 8px;
    border-radius: min(8px, var(--_control-radius));
    text-align: start;
  }
  .choice:hover {
    background: var(--_surface);
  }
  .choice.danger {
    color: var(--_danger);
  }
  .sheet .close {
    min-block-size: 32px;
    margin-block-start: 6px;
    margin-inline: -6px auto;
  }
  @keyframes slide-up {
    from {
      transform: translateY(8px);
    }
  }
  @media (pointer: coarse) {
    .choice,
    .sheet .text-button {
      min-block-size: 44px;
    }
  }
`;
