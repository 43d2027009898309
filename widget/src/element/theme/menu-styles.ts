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
    max-inline-size: 260px;
    padding: 10px 14px;
    white-space: normal;
  }
`;
