import { css, type CSSResult } from "lit";

/** `density="compact"`: no avatars, one line per message. */
export const densityStyles: CSSResult = css`
  :host([density="compact"]) .chat {
    --_row-space: var(--live-chat-row-space, 1px);
    --_space: var(--live-chat-space, 10px);
    --_avatar-size: 0px;
  }
  :host([density="compact"]) :is(.avatar, .bone.head) {
    display: none;
  }
  :host([density="compact"]) .row {
    padding-inline-start: var(--_space);
  }
  :host([density="compact"]) .header {
    min-block-size: 38px;
  }
`;
