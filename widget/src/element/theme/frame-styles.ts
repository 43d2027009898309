import { css, type CSSResult } from "lit";

/**
 * The host, what every piece shares, the header and the status line.
 *
 * Where it stands and how large it is: that is the page's, whose rules win over these.
 * Text fonts have some emoji, too, in black and white.
 * Lines of text that are too long to read are no use on a whole page.
 */
export const frameStyles: CSSResult = css`
  :host {
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    min-inline-size: 240px;
    block-size: 560px;
    max-block-size: 100%;
    contain: content;
    container-type: inline-size;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  p,
  h2 {
    margin: 0;
  }
  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
  }
  button {
    border: 0;
    background: none;
    padding: 0;
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .text-button {
    min-block-size: 24px;
    padding-inline: 6px;
    border-radius: min(6px, var(--_control-radius));
    color: var(--_accent);
    font-weight: 600;
  }
  .text-button.quiet {
    color: var(--_muted);
    font-weight: 500;
  }
  .text-button:hover {
    background: var(--_surface);
  }

  .chat {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    box-sizing: border-box;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    overflow: hidden;
    background: var(--_background);
    color: var(--_text);
    font: 400 calc(var(--_font-size) * var(--_scale, 1)) / 1.45 var(--_font);
    font-variant-emoji: unicode;
    -webkit-text-size-adjust: 100%;
  }
  .text-1 {
    --_scale: 1;
  }
  .text-0 {
    --_scale: 0.875;
  }
  .text-2 {
    --_scale: 1.2;
  }
  .text-3 {
    --_scale: 1.45;
  }
  .header {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 46px;
    padding-inline: var(--_space);
    border-block-end: 1px solid var(--_border);
    background: var(--_header);
  }
  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_muted);
  }
  .dot.live {
    background: var(--_live);
  }
  .dot.reconnecting,
  .dot.waiting,
  .dot.connecting {
    background: var(--_waiting);
    animation: pulse 1.2s ease-in-out infinite;
  }
  .dot.failed {
    background: var(--_danger);
  }
  .title {
    flex: 1;
    min-inline-size: 0;
    font: 650 1.07em / 1.4 var(--_heading-font);
    letter-spacing: -0.01em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .viewers {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--_muted);
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }

  @keyframes pulse {
    50% {
      opacity: 0.35;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
  @container (min-width: 800px) {
    :host .chat:not(.overlay) {
      --_space: calc((100cqi - 752px) / 2);
    }
  }
  @media (prefers-contrast: more) {
    .chat {
      --_muted: var(--_text);
      --_border: var(--_text);
    }
  }
  @media (forced-colors: active) {
    .dot {
      forced-color-adjust: none;
    }
    .pill,
    .primary {
      border: 1px solid;
    }
  }
`;
