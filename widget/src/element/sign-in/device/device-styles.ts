/** Only for editors' highlighting: a lazy part adds its sheet to the root as text. */
const css = String.raw;

/** A card over the chat that a phone can read from an arm's length. */
export const DEVICE_STYLES: string = css`
  .device-cover {
    position: absolute;
    z-index: 4;
    inset: 0;
    display: grid;
    overflow-y: auto;
    overscroll-behavior: contain;
    background: var(--_background);
    animation: device-in 160ms ease-out;
  }
  .device {
    inline-size: min(100%, 400px);
    box-sizing: border-box;
    margin: auto;
    padding: 20px 20px 14px;
    text-align: center;
    text-wrap: balance;
  }
  .device:lang(ko) {
    word-break: keep-all;
  }
  .device h2 {
    margin: 0 0 6px;
    font: 680 1.18em / 1.35 var(--_heading-font, inherit);
    letter-spacing: -0.01em;
  }
  .device h2:focus-visible {
    outline: none;
  }
  .device p {
    margin: 0;
  }
  .device-how {
    color: var(--_muted);
    font-size: 0.94em;
  }
  .device-qr {
    display: block;
    inline-size: min(188px, 60%);
    aspect-ratio: 1;
    margin: 12px auto 14px;
    border: 1px solid var(--_border);
    border-radius: 14px;
    /* Many cameras read no light modules on dark. */
    background: #ffffff;
    fill: #111318;
    forced-color-adjust: none;
  }
  .device-address {
    display: block;
    color: var(--_text);
    font-weight: 650;
    overflow-wrap: anywhere;
  }
  .device .device-code {
    display: flex;
    justify-content: center;
    gap: 0.42em;
    min-block-size: 1.3em;
    margin-block: 6px 8px;
    font-size: 2.05em;
    font-weight: 700;
    line-height: 1.3;
    letter-spacing: 0.02em;
    font-variant-numeric: tabular-nums;
    white-space: pre;
    user-select: all;
  }
  .device-wait {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    font-size: 0.94em;
    font-weight: 550;
  }
  .device-wait i {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_accent);
    animation: device-wait 1.6s ease-in-out infinite;
  }
  .device-once {
    color: var(--_muted);
    font-size: 0.86em;
  }
  .device-over {
    padding-block: 18px 12px;
  }
  .device-actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 4px 12px;
    margin-block-start: 12px;
  }
  .device-actions .text-button {
    min-block-size: 36px;
    padding-inline: 10px;
  }
  .device-actions .primary {
    flex-basis: 100%;
  }
  @keyframes device-in {
    from {
      opacity: 0;
    }
  }
  @keyframes device-wait {
    50% {
      opacity: 0.3;
    }
  }
  @media (pointer: coarse) {
    .device-actions .text-button {
      min-block-size: 44px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .device-cover,
    .device-wait i {
      animation: none;
    }
  }
`;
