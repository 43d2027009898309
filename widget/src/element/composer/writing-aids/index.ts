export type { AidedWriting } from "./aided-writing.ts";
export { WritingAids } from "./writing-aids.ts";
