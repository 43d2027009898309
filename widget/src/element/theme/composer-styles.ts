import { css, type CSSResult } from "lit";

/**
 * The composer, its notices, and the name form.
 *
 * A smaller font size would make iOS zoom in on focus.
 */
export const composerStyles: CSSResult = css`
  .composer:not(.unavailable-area) {
    position: relative;
    padding: 8px var(--_space) max(8px, var(--live-chat-inset-bottom, 0px));
    border-block-start: 1px solid var(--_border);
  }
  live-chat-composer,
  live-chat-nickname {
    display: block;
  }
  .field {
    display: flex;
    align-items: flex-end;
    gap: 4px;
    padding: 4px;
    border: 1px solid transparent;
    border-radius: var(--_control-radius);
    background: var(--_surface);
  }
  .field:focus-within {
    border-color: var(--_accent);
    background: var(--_background);
  }
  .field.closed {
    margin-block-start: 8px;
    border: 1px dashed var(--_muted);
  }
  .closed + .composer-foot .hint {
    display: none;
  }
  .composer .closed > button {
    display: none;
  }
  .field textarea,
  .field input {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    padding: 5px 8px;
    border: 0;
    background: none;
    line-height: 1.45;
    outline: none;
    resize: none;
  }
  .field textarea {
    display: block;
    field-sizing: content;
    max-block-size: calc(5lh + 10px);
    overscroll-behavior: contain;
    overflow-wrap: anywhere;
    scrollbar-width: thin;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
    white-space: nowrap;
  }
  .send {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border-radius: var(--_control-radius);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .send[aria-disabled="true"] {
    background: none;
    color: var(--_muted);
    cursor: default;
  }
  .send:has(.wait) {
    box-shadow: inset 0 0 0 2px var(--_border);
  }
  .wait {
    font-size: 0.93em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .primary {
    flex: none;
    min-block-size: 32px;
    padding-inline: 14px;
    border-radius: var(--_control-radius);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .reply-bar {
    display: flex;
    align-items: center;
    gap: 4px;
    margin-block-end: 8px;
    padding-inline-start: 8px;
    border-inline-start: 3px solid var(--_name);
    font-size: 0.93em;
  }
  .answered {
    flex: 1;
    min-inline-size: 0;
  }
  .answered > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .answered-text {
    color: var(--_muted);
  }
  .composer .icon-button {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border-radius: var(--_control-radius);
    color: var(--_muted);
  }
  .composer .icon-button:hover {
    background: var(--_surface);
    color: var(--_text);
  }
  .composer-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 8px;
    padding-inline: 6px;
    font-size: 0.86em;
  }
  .composer-foot .nickname {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
    margin-block-start: 4px;
  }
  .nickname bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .nickname .icon {
    inline-size: 1em;
    block-size: 1em;
  }
  .hint {
    margin-inline-start: auto;
    word-break: keep-all;
    text-align: end;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .hint.over {
    color: var(--_danger);
  }
  .nickname-form {
    display: flex;
    flex-direction: column;
    gap: 6px;
  }
  .prompt {
    font-weight: 600;
    padding-inline: 6px;
  }
  .nickname-form .hint {
    margin: 0;
    padding-inline: 6px;
    font-size: 0.86em;
  }
  .sign-in .primary {
    inline-size: 100%;
    min-block-size: 40px;
    border-radius: var(--_control-radius);
  }
  @media (pointer: coarse) {
    .field textarea,
    .field input {
      font-size: max(16px, 1em);
    }
    .send,
    .primary,
    .composer .icon-button,
    .composer .text-button {
      min-inline-size: 40px;
      min-block-size: 40px;
    }
    .field textarea,
    .field input {
      padding-block: 8px;
    }
    .field textarea {
      max-block-size: calc(5lh + 16px);
    }
  }
  .low .header {
    display: none;
  }
  .low .status:is(.waiting, .reconnecting, .offline) {
    flex: none;
    min-block-size: 28px;
    max-block-size: 40px;
    padding-block: 2px;
    font-size: 0.86em;
    overflow-y: auto;
  }
  .low .composer:not(.unavailable-area) {
    padding-block-start: 4px;
  }
  .low .field textarea {
    max-block-size: calc(2lh + 10px);
  }
  .low .composer .text-button {
    min-block-size: 24px;
  }
  .low .prompt {
    position: absolute;
    clip-path: inset(50%);
  }
  @media (forced-colors: active) {
    .field {
      border-color: CanvasText;
    }
    .field:focus-within {
      outline: 2px solid Highlight;
    }
  }
  .composer-notice {
    padding-block: 6px;
    word-break: keep-all;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }
`;
