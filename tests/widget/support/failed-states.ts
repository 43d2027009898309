import type { FailureReason } from "../../../widget/src/client/index.ts";
import type { State } from "./states.ts";

/** Why there can be no chat at all, and words that say so. */
const FAILURES: readonly (readonly [string, FailureReason, RegExp, RegExp])[] = [
  [
    "wrong origin",
    "origin-not-allowed",
    /does not allow http.*CHAT_ORIGINS/s,
    /http.*CHAT_ORIGINS/s,
  ],
  [
    "unknown server",
    "server-unreachable",
    /No chat server answers at https:\/\/chat\.example\.com/,
    /https:\/\/chat\.example\.com에서 채팅 서버를/,
  ],
  [
    "server-url that is no address",
    "invalid-server-url",
    /server-url is not an address/,
    /server-url이 올바른 주소가 아니에요/,
  ],
  [
    "invalid stream id",
    "invalid-stream-id",
    /stream-id is missing or not valid/,
    /stream-id가 없거나/,
  ],
  ["requests split over servers", "no-sticky-sessions", /sticky sessions/, /스티키 세션/],
  ["version mismatch", "version-mismatch", /do not fit together/, /버전이 서로 맞지 않아요/],
  [
    "members only",
    "sign-in-required",
    /for members.*Sign in to join the conversation.*Sign in to chat/s,
    /회원만.*로그인하면 채팅에.*로그인하고 채팅하기/s,
  ],
  ["refused", "internal", /does not let you in/, /들어갈 수 없어요/],
];

export function failedStates(): State[] {
  return FAILURES.map(([name, reason, english, korean]) => ({
    name,
    snapshot: { connection: { status: "failed", reason }, me: undefined, viewers: undefined },
    says: [english, korean],
  }));
}
