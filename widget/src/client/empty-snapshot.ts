import type { ChatSnapshot } from "./chat.ts";

/** A chat before anything is known about it. */
export const EMPTY_SNAPSHOT: ChatSnapshot = {
  streamId: "",
  connection: { status: "idle" },
  mode: {},
  rows: [],
  pending: [],
  quoted: new Map(),
  presence: [],
  hasOlder: false,
  isLoadingOlder: false,
  hasBreak: false,
};
