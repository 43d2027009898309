import { css, type CSSResult } from "lit";

/** The menus: boxes that open above or below their buttons. */
export const menuStyles: CSSResult = css`
  details {
    position: relative;
  }
  summary {
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .menu {
    position: absolute;
    z-index: 2;
    inset-block-end: 100%;
    padding: 4px;
    border: 1px solid var(--_border);
    border-radius: min(12px, var(--_radius));
    background: var(--_background);
    box-shadow: var(--_shadow);
    white-space: nowrap;
  }
  .menu:empty {
    display: none;
  }
  .menu .text-button {
    min-block-size: 32px;
    padding-inline: 10px;
  }
  .settings {
    position: static;
    margin-inline-end: -6px;
  }
  .settings .menu {
    inset-block: 44px auto;
    inset-inline-end: max(8px, var(--_space) - 14px);
    inline-size: 260px;
    max-inline-size: calc(100% - 16px);
    max-block-size: calc(100% - 52px);
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 10px 14px;
    outline: 0;
    white-space: normal;
    animation: drop 140ms ease-out;
  }
  @keyframes drop {
    from {
      transform: translateY(-4px);
    }
  }
`;
