const css = String.raw;
/** Large, light letters with a dark outline, readable over any picture. */
export const OVERLAY_STYLES: string = css`
  :host([mode]) .chat.overlay {
    --_font-size: var(--live-chat-font-size, 26px);
    --_row-space: var(--live-chat-row-space, 6px);
    --_avatar-size: var(--live-chat-avatar-size, 36px);
    --_text: var(--live-chat-text, #ffffff);
    border: 0;
    border-radius: 0;
    background: none;
    font-weight: 600;
    line-height: 1.35;
  }
  .overlay-rows {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
    justify-content: flex-end;
    overflow: hidden;
  }
  .overlay-rows {
    padding: 12px var(--_space);
    mask-image: linear-gradient(#0000, #000 2em);
  }
  .overlay-row {
    flex: none;
    display: flex;
    align-items: flex-start;
    gap: 10px;
    padding-block: var(--_row-space);
    animation: appear 180ms ease-out;
  }
  .fading .overlay-row {
    animation:
      appear 180ms ease-out,
      fade-away 700ms var(--_fade-after) forwards;
  }
  .overlay .avatar {
    font-size: 17px;
    box-shadow: 0 0 0 2px rgb(0 0 0 / 55%);
  }
  .overlay .name-tag {
    color: inherit;
    font-size: 0.75em;
  }
  .overlay .body {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 6;
    max-block-size: 9em;
    overflow-y: clip;
    padding: 0;
    /* A rim all around, and a shade for busy pictures. */
    text-shadow:
      1px 1px 1px #000,
      -1px 1px 1px #000,
      1px -1px 1px #000,
      -1px -1px 1px #000,
      0 0 6px rgb(0 0 0 / 80%),
      0 2px 12px rgb(0 0 0 / 60%);
  }
  .overlay .name {
    font-weight: 750;
    margin-inline-end: 0.25em;
  }
  .overlay .mark {
    color: var(--_name-2);
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }
  @keyframes fade-away {
    to {
      opacity: 0;
      visibility: hidden;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .fading .overlay-row {
      animation: fade-away 1ms var(--_fade-after) forwards !important;
    }
  }
`;
