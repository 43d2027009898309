import { css, unsafeCSS, type CSSResult } from "lit";

/** A colour for each class of `nameColorClass`. */
function nameColors(colors: string): CSSResult {
  const declare = (color: string, i: number): string =>
    `--_name-${i}:var(--live-chat-name-${i},${color});`;
  return unsafeCSS(colors.split(" ").map(declare).join(""));
}

const lightPalette = css`
  color-scheme: light;
  --_background: var(--live-chat-background, #ffffff);
  --_surface: var(--live-chat-surface, #f3f4f7);
  --_border: var(--live-chat-border, #e2e4ea);
  --_text: var(--live-chat-text, #17191f);
  --_muted: var(--live-chat-muted, #5c6270);
  --_accent: var(--live-chat-accent, #4b4ddb);
  --_on-accent: var(--live-chat-on-accent, #ffffff);
  --_own: var(--live-chat-own, #f1f1fd);
  --_mention: var(--live-chat-mention, #fff6dc);
  --_mention-edge: var(--live-chat-mention-edge, #f2b92c);
  --_on-mention: var(--live-chat-on-mention, #17191f);
  --_danger: var(--live-chat-danger, #b3261e);
  --_live: var(--live-chat-live, #12834a);
  --_waiting: var(--live-chat-waiting, #a86200);
  --_shadow: var(--live-chat-shadow, 0 4px 16px rgb(23 25 31 / 16%));
  ${nameColors("#b3261e #a0470c #785700 #4c6700 #14713a #00696f #0b61a4 #3a52c9 #6a40c0 #932d97 #b0246b #6b5146")}
`;

const darkPalette = css`
  color-scheme: dark;
  --_background: var(--live-chat-background, #15161b);
  --_surface: var(--live-chat-surface, #22242c);
  --_border: var(--live-chat-border, #2d3039);
  --_text: var(--live-chat-text, #eceef3);
  --_muted: var(--live-chat-muted, #a0a6b4);
  --_accent: var(--live-chat-accent, #a9b0ff);
  --_on-accent: var(--live-chat-on-accent, #15161b);
  --_own: var(--live-chat-own, #1f2132);
  --_mention: var(--live-chat-mention, #332b15);
  --_mention-edge: var(--live-chat-mention-edge, #f0c24a);
  --_on-mention: var(--live-chat-on-mention, #15161b);
  --_danger: var(--live-chat-danger, #ff9d93);
  --_live: var(--live-chat-live, #4fd08b);
  --_waiting: var(--live-chat-waiting, #ffbf66);
  --_shadow: var(--live-chat-shadow, 0 4px 20px rgb(0 0 0 / 50%));
  ${nameColors("#ff9e94 #ffb27a #eec55a #bfd66b #7fdb9a #6ad6d6 #7cc4ff #a3b4ff #c6a8ff #eda1f0 #ff9cc8 #d9bfae")}
`;

/**
 * The theme. Pages set `--live-chat-*` on the element or around it; inside, only `--_*` properties
 * are used, which the page cannot reach.
 */
export const tokens: CSSResult = css`
  .chat {
    ${lightPalette}
    --_font: var(
      --live-chat-font,
      "Pretendard Variable",
      Pretendard,
      system-ui,
      -apple-system,
      "Segoe UI",
      Roboto,
      "Apple SD Gothic Neo",
      "Noto Sans KR",
      "Noto Sans CJK KR",
      "Malgun Gothic",
      sans-serif
    );
    --_heading-font: var(--live-chat-heading-font, var(--_font));
    --_font-size: var(--live-chat-font-size, 14px);
    --_radius: var(--live-chat-radius, 14px);
    --_control-radius: var(--live-chat-control-radius, 20px);
    --_avatar-radius: var(--live-chat-avatar-radius, 50%);
    --_avatar-size: var(--live-chat-avatar-size, 24px);
    --_space: var(--live-chat-space, 12px);
    --_row-space: var(--live-chat-row-space, 4px);
    --_header: var(--live-chat-header, var(--_background));
  }
  @media (prefers-color-scheme: dark) {
    .chat {
      ${darkPalette}
    }
  }
  :host([theme="light"]) .chat {
    ${lightPalette}
  }
  :host([theme="dark"]) .chat,
  :host([mode="overlay"]) .chat {
    ${darkPalette}
  }
`;
