export { enRoom } from "../../../i18n/en/en-room.ts";
export { denialText } from "./denial-text.ts";
export { failureText } from "./failure-text.ts";
export { announceFrameNotice, frameNotice } from "./frame-notice.ts";
export { restoreRejectedDraft } from "./restore-rejected-draft.ts";
