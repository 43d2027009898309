import "../../widget/src/element/moderation/moderation.ts";

/* What staff alone load: the chat's tools for them, and their panels. */
export { keepFocus } from "../../widget/src/element/keep-focus/keep-focus.ts";
export { panelsOf, StaffPanels } from "../../widget/src/element/moderation/panels/staff-panels.ts";
