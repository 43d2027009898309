import { css, type CSSResult } from "lit";

/**
 * The list, its placeholders, and the pill over it.
 *
 * Few messages are at the bottom, where the next one appears. Adding or removing a row must not lay
 * out or paint others. The open row is not clipped and is above the others, because its actions
 * overlap the row above or, for the first row, the one below.
 */
export const logStyles: CSSResult = css`
  live-chat-log {
    position: relative;
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
  }
  .scroller {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
    padding-block: 8px;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  .scroller > :first-child {
    margin-block-start: auto;
  }
  .rows {
    flex: none;
    isolation: isolate;
  }
  .rows > * {
    contain: layout style;
  }
  .rows > :not(:has(> .open)) {
    contain: layout style paint;
  }
  .rows > :has(> .open) {
    position: relative;
    z-index: 1;
  }
  .edge {
    padding: 8px var(--_space);
    color: var(--_muted);
    font-size: 0.86em;
    text-align: center;
  }
  .pill {
    position: absolute;
    z-index: 2;
    inset-block-end: 10px;
    inset-inline: 0;
    inline-size: fit-content;
    max-inline-size: calc(100% - 2 * var(--_space));
    margin-inline: auto;
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 32px;
    padding-inline: 10px 14px;
    border-radius: var(--_control-radius);
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow: var(--_shadow);
    font-size: 0.93em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    animation: rise 160ms ease-out;
  }
  .skeleton {
    display: flex;
    flex-direction: column;
    gap: 16px;
    padding: 8px var(--_space);
    mask-image: linear-gradient(#0003, #000);
  }
  .bone-row {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .bone {
    block-size: 12px;
    border-radius: 6px;
    background: var(--_border);
    animation: pulse 1.6s ease-in-out infinite;
  }
  .bone.head {
    flex: none;
    inline-size: var(--_avatar-size);
    block-size: var(--_avatar-size);
    border-radius: var(--_avatar-radius);
  }
  .bone.short {
    inline-size: 36%;
  }
  .bone.medium {
    inline-size: 56%;
  }
  .bone.long {
    inline-size: 78%;
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }
`;
