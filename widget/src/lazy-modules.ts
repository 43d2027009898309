/**
 * What is loaded once somebody needs it: a part of the element is one folder and one line in here,
 * a language one folder and one line in `i18n/languages.ts`.
 *
 * The script files have all of this in files beside them, the npm form in chunks.
 */
export const PARTS = {
  completion: () => import("./element/composer/writing-aids/index.ts"),
  moderation: () => import("./element/moderation/index.ts"),
  overlay: () => import("./element/overlay/overlay-rows/index.ts"),
  room: () => import("./element/room/room-view/index.ts"),
  settings: () => import("./element/settings/settings-menu/index.ts"),
  signIn: () => import("./element/sign-in/flow/index.ts"),
};

export { LANGUAGES } from "./i18n/languages.ts";
