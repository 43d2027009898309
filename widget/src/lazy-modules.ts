/**
 * Modules that are loaded on demand: a part of the element is one folder and one line here, a
 * language one folder and one line in `i18n/languages.ts`.
 *
 * The script build has them in separate files, the npm form in chunks.
 */
export const PARTS = {
  completion: () => import("./element/composer/completion/completion.ts"),
  emojiPicker: () => import("./element/composer/emoji-picker/emoji-picker.ts"),
  links: () => import("./element/feed/links/find-links.ts"),
  moderation: () => import("./element/moderation/moderation.ts"),
  modes: () => import("./element/room/modes/modes.ts"),
  customRows: () => import("./element/feed/custom-rows/custom-rows.ts"),
  overlay: () => import("./element/overlay/overlay-rows/overlay-rows.ts"),
  pin: () => import("./element/room/pin/pin.ts"),
  keepFocus: () => import("./element/keep-focus/keep-focus.ts"),
  report: () => import("./element/room/report/report.ts"),
  roomTexts: () => import("./element/room/room-texts/room-texts.ts"),
  settings: () => import("./element/settings/settings-menu/settings-menu.ts"),
  signIn: () => import("./element/sign-in/flow/index.ts"),
};

export { LANGUAGES } from "./i18n/languages.ts";
