const css = String.raw;

/** The panels: over everything in small chats, beside the messages in larger ones. */
export const PANEL_STYLES: string = css`
  .staff-panel {
    position: absolute;
    z-index: 3;
    inset-block: 0;
    inset-inline-end: 0;
    display: flex;
    flex-direction: column;
    inline-size: 100%;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
    overflow: hidden;
    animation: appear-panel 140ms ease-out;
  }
  .staff-panel:lang(ko) {
    word-break: keep-all;
  }
  @container (min-width: 600px) {
    .staff-panel {
      inline-size: 360px;
      box-shadow: var(--_shadow);
    }
    /* Beside what is written, and what one writes. */
    .chat:has(.staff-panel) {
      padding-inline-end: 360px;
    }
  }
  .staff-panel > header {
    display: flex;
    align-items: center;
    min-block-size: 46px;
    padding-inline: 6px;
    border-block-end: 1px solid var(--_border);
  }
  .staff-panel > header .icon-button {
    margin-inline-start: auto;
  }
  .tabs {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    min-inline-size: 0;
  }
  .tab {
    flex: none;
    min-block-size: 34px;
    padding-inline: 5px;
    border-radius: min(9px, var(--_control-radius));
    color: var(--_muted);
    font-weight: 600;
    font-size: 0.88em;
  }
  .tab[aria-selected="true"] {
    background: var(--_surface);
    color: var(--_text);
    box-shadow: inset 0 -3px var(--_accent);
  }
  @media (forced-colors: active) {
    .tab[aria-selected="true"],
    .shield.on {
      border: 2px solid Highlight;
    }
  }
  .tab:focus-visible {
    outline-offset: -2px;
  }
  .back {
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 34px;
  }
  .panel-body {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    padding: 12px 14px 20px;
    outline: 0;
  }
  .panel-body h3,
  .panel-body h4 {
    margin: 0;
    font: 650 1em / 1.4 var(--_heading-font);
    overflow-wrap: anywhere;
  }
  .panel-body h4 {
    margin-block: 16px 6px;
    color: var(--_muted);
    font-size: 0.86em;
  }
  .panel-body p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .panel-note {
    padding-block: 10px;
    color: var(--_muted);
  }
  .panel-list {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .panel-list li {
    padding-block: 9px;
    border-block-end: 1px solid var(--_border);
    overflow-wrap: anywhere;
  }
  .panel-list li:last-child {
    border: 0;
  }
  .record {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 8px;
  }
  .record-text {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .record-link {
    text-align: start;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .record-link:hover {
    text-decoration: underline;
  }
  .record .text-button {
    flex: none;
    min-block-size: 28px;
  }
  .record-foot {
    color: var(--_muted);
    font-size: 0.86em;
  }
  .card-id {
    font-family: ui-monospace, monospace;
  }
  .undone .record-link,
  .undone > .text {
    color: var(--_muted);
    text-decoration: line-through;
  }
  .review-list li:focus-visible {
    outline-offset: -1px;
    border-radius: min(8px, var(--_control-radius));
  }
  .review {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: 6px;
  }
  .line-input {
    inline-size: 100%;
  }
  .inline-form {
    display: flex;
    gap: 6px;
  }
  .inline-form .small-button {
    flex: none;
  }
  .appointments {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: 12px;
  }
  .pin-form {
    display: flex;
    flex-direction: column;
    gap: 6px;
    margin-block-start: 14px;
    padding-block-start: 14px;
    border-block-start: 1px solid var(--_border);
  }
  .shield {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    margin-block-end: 8px;
    padding: 12px;
    border: 1px solid var(--_border);
    border-radius: min(14px, var(--_radius));
    text-align: start;
  }
  .shield .icon {
    inline-size: 26px;
    block-size: 26px;
    color: var(--_accent);
  }
  .shield > span {
    display: flex;
    flex-direction: column;
  }
  .shield small {
    color: var(--_muted);
    font-size: 0.86em;
  }
  .shield.on {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }
  .toggle select {
    padding-inline-end: 10px;
  }
  .ends {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 16px;
    padding-block-start: 14px;
    border-block-start: 1px solid var(--_border);
  }
  .load-more {
    inline-size: 100%;
    min-block-size: 40px;
  }
  @keyframes appear-panel {
    from {
      transform: translateX(12px);
    }
  }
  @media (pointer: coarse) {
    .tab,
    .back,
    .record .text-button {
      min-block-size: 44px;
    }
  }
`;
