import { css, type CSSResult } from "lit";

/**
 * Notices: in place of the messages, and between them and the composer.
 *
 * As large as the field that they replace.
 */
export const noticeStyles: CSSResult = css`
  .notice {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 6px;
    flex: 1;
    min-block-size: 0;
    padding: 24px;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
    word-break: keep-all;
    overflow-y: auto;
  }
  .notice > :first-child {
    margin-block-start: auto;
  }
  .notice > :last-child {
    margin-block-end: auto;
  }
  .notice > .icon {
    --_tone: var(--_accent);
    box-sizing: content-box;
    inline-size: 28px;
    block-size: 28px;
    padding: 16px;
    margin-block-end: 10px;
    border-radius: 50%;
    background: color-mix(in srgb, var(--_tone) 12%, transparent);
    color: var(--_tone);
    stroke-width: 1.5;
  }
  .failure-notice > .icon {
    --_tone: var(--_danger);
  }
  .notice-title {
    color: var(--_text);
    font: 650 1.07em / 1.45 var(--_heading-font);
  }
  .notice-label {
    margin-block: 4px;
    padding: 1px 10px;
    border: 1px solid var(--_border);
    border-radius: var(--_control-radius);
    font-size: 0.86em;
    font-weight: 500;
  }
  .notice .text-button {
    margin-block-start: 10px;
    min-block-size: 36px;
    padding-inline: 18px;
    border: 1px solid var(--_border);
    border-radius: var(--_control-radius);
  }

  .status:is(.waiting, .reconnecting, .offline) {
    --_tone: var(--_waiting);
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 40px;
    padding: 6px var(--_space);
    border-block-start: 1px solid color-mix(in srgb, var(--_tone) 30%, var(--_background));
    background: color-mix(in srgb, var(--_tone) 9%, var(--_background));
    font-size: 0.93em;
    line-height: 1.35;
    font-variant-numeric: tabular-nums;
    word-break: keep-all;
  }
  .status.reconnecting:has(> .visually-hidden) {
    display: contents;
  }
  .status.offline {
    --_tone: var(--_muted);
  }
  .status .icon {
    color: var(--_tone);
  }
  .status span {
    flex: 1;
    text-wrap: balance;
  }
  .notice-area .composer-notice {
    padding: 10px 14px;
    border-radius: var(--_control-radius);
    background: var(--_surface);
  }
  .status .text-button {
    flex: none;
    min-block-size: 28px;
    margin-inline-end: -6px;
  }
`;
