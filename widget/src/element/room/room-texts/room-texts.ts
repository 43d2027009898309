export { enRoom } from "../../../i18n/en/en-room.ts";
export { denialTexts } from "./denial-texts.ts";
export { failureText } from "./failure-text.ts";
export { guestButton } from "./guest-button.ts";
export { announceFrameNotice, frameNotice } from "./frame-notice.ts";
export { restoreRejectedDraft } from "./restore-rejected-draft.ts";
