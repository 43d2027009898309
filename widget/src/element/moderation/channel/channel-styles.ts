const css = String.raw;

/** Sections that open and close, each with a line that says what is in it. */
export const CHANNEL_STYLES: string = css`
  .channel {
    display: flex;
    flex-direction: column;
    gap: 10px;
  }
  .channel-name label {
    display: block;
    margin-block-end: 4px;
    font-weight: 600;
  }
  .channel-name .record-foot {
    margin-block-start: 4px;
  }
  .section {
    border: 1px solid var(--_border);
    border-radius: min(14px, var(--_radius));
  }
  .section > summary {
    position: relative;
    padding: 10px 36px 10px 12px;
    border-radius: inherit;
    cursor: pointer;
    list-style: none;
  }
  .section > summary::-webkit-details-marker {
    display: none;
  }
  .section > summary::after {
    content: "";
    position: absolute;
    inset-block-start: calc(50% - 6px);
    inset-inline-end: 15px;
    inline-size: 7px;
    block-size: 7px;
    border: solid var(--_muted);
    border-width: 0 2px 2px 0;
    transform: rotate(45deg);
    transition: transform 120ms ease-out;
  }
  .section[open] > summary::after {
    transform: translateY(3px) rotate(225deg);
  }
  .section > summary:hover h4 {
    text-decoration: underline;
  }
  .section > summary:focus-visible {
    outline-offset: -2px;
  }
  .panel-body .section > summary h4 {
    margin: 0;
    color: var(--_text);
    font-size: 1em;
  }
  .section .record-text .record-foot {
    display: block;
  }
  .section-body {
    padding: 0 12px 12px;
  }
  .section .panel-list .record {
    align-items: center;
  }
  .section .panel-list + .record-foot {
    margin-block-start: 8px;
  }
  .panel-body .section .pin-form h4 {
    margin: 0;
    color: var(--_text);
    font-size: 1em;
  }
  .section .filters-foot {
    margin: 0 -12px -12px;
    padding: 10px 12px;
    border-end-start-radius: min(13px, var(--_radius));
    border-end-end-radius: min(13px, var(--_radius));
  }
  @media (pointer: coarse) {
    .section > summary {
      min-block-size: 44px;
    }
  }
`;
