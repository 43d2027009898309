import type { Me } from "#protocol";
import type { LiveChat } from "../../../widget/src/element/live-chat.ts";
import { conversation, NEWCOMERS } from "./conversation.ts";
import { failedStates } from "./failed-states.ts";
import { message, type Change, type TestChat } from "./test-chat.ts";

/** Something that the element can be found in. */
export interface State {
  readonly name: string;
  readonly snapshot: Change;
  /** What is set on the element itself. */
  readonly element?: Partial<LiveChat>;
  /** What the server answers in it. */
  readonly answers?: TestChat["answers"];
  /** What somebody does to come there. */
  readonly open?: (root: ShadowRoot) => Promise<void>;
  /** Words that must be there, in English and in Korean. */
  readonly says: readonly [english: RegExp, korean: RegExp];
}

const GUEST: Me = { userId: "me", role: "guest", maySend: false };
const READER: Me = { userId: "", role: "viewer", maySend: false };
const KEPT: Me = { userId: "me", nickname: "지우", role: "member", maySend: false };
const NOBODY: Change = { me: undefined, viewers: undefined };
const PENDING = [
  { clientId: "c1", text: "색이 정말 곱네요", queuedAtMs: 0, status: "sending" },
  { clientId: "c2", text: "두 점 주세요", queuedAtMs: 0, status: "failed", error: "rate-limited" },
] as const;
const UNSAVED = [
  {
    clientId: "c",
    text: "두 점 주세요",
    queuedAtMs: 0,
    status: "failed",
    error: "store-unavailable",
  },
] as const;

const HELD = {
  ...message(16.5, { userId: "me", nickname: "지우", message: "싸게 팔아요, 연락 주세요" }),
  held: true,
} as const;

/**
 * Every state that the element can be put into, from first sight to what goes wrong.
 *
 * Created on each call, so that countdowns never end.
 */
export function makeStates(): State[] {
  const rows = conversation();
  const soon = Date.now() + 8_500;
  return [
    {
      name: "connecting",
      snapshot: { ...NOBODY, connection: { status: "connecting" } },
      says: [/Connecting/, /연결하고 있어요/],
    },
    {
      name: "waiting to be let in",
      snapshot: {
        ...NOBODY,
        connection: { status: "waiting", reason: "server-busy", nextAttemptAt: soon },
      },
      says: [/Many people are joining.*\d+ s/, /많은 분이 들어오고.*\d+초/],
    },
    {
      name: "store that does not answer",
      snapshot: {
        ...NOBODY,
        connection: { status: "waiting", reason: "store-unavailable", nextAttemptAt: soon },
      },
      says: [/short break.*\d+ s/, /점검하고 있어요.*\d+초/],
    },
    { name: "empty", snapshot: {}, says: [/No messages yet/, /아직 메시지가 없어요/] },
    { name: "live", snapshot: { rows, presence: [NEWCOMERS] }, says: [/달빛공방/, /달빛공방/] },
    {
      name: "on the way and refused",
      snapshot: { rows, pending: PENDING },
      says: [/too fast.*Retry.*Discard/s, /너무 빨라요.*다시 보내기.*보내지 않기/s],
    },
    {
      name: "not saved",
      snapshot: { rows, pending: UNSAVED },
      says: [/cannot be saved/, /저장할 수 없어요/],
    },
    {
      name: "break in the log",
      snapshot: { rows: rows.slice(0, 3), hasBreak: true, hasOlder: true },
      says: [/while you were away.*Show/s, /자리를 비운/],
    },
    {
      name: "reconnecting",
      snapshot: {
        rows,
        connection: { status: "reconnecting", attempt: 3, nextAttemptAt: soon },
      },
      says: [/Trying again in \d+ s.*Try now/s, /\d+초\s뒤에 다시 연결해요.*지금 연결/s],
    },
    {
      name: "trying to reconnect",
      snapshot: { rows, connection: { status: "reconnecting", attempt: 3, nextAttemptAt: 0 } },
      says: [/Connection lost. Trying again…/, /다시 연결하고 있어요…/],
    },
    {
      name: "offline",
      snapshot: { rows, connection: { status: "offline" } },
      says: [/You are offline/, /인터넷 연결이 끊겼어요/],
    },
    {
      name: "token that is not valid yet",
      snapshot: { rows, me: { ...READER, reason: "token-not-yet-valid", retryAfterMs: 9_000 } },
      says: [/will be valid in a moment.*by itself/s, /곧 유효해져요.*자동으로/s],
    },
    {
      name: "staff in a frame",
      snapshot: {
        rows,
        me: { ...KEPT, maySend: true, roleOutsideFrame: "owner" },
      },
      says: [/Staff tools do not work.*own window/s, /운영 기능을 쓸 수 없어요.*새 창/s],
    },
    {
      name: "nickname required",
      snapshot: { rows, me: { ...GUEST, reason: "nickname-required" } },
      says: [/Choose a nickname to join in/, /닉네임을 정하고/],
    },
    {
      name: "nickname of somebody else",
      snapshot: {
        rows,
        me: { ...GUEST, reason: "nickname-required" },
        nicknameError: "name-taken",
      },
      says: [/Somebody who looks after this chat has that name/, /이 채팅 운영진의 이름/],
    },
    {
      name: "signed out",
      snapshot: { rows, me: { ...READER, reason: "sign-in-required" } },
      says: [/Sign in to chat/, /로그인하고 채팅하기/],
    },
    {
      name: "sign-in run out",
      snapshot: { rows, me: { ...READER, reason: "token-expired" } },
      says: [
        /Your sign-in has run out.*Sign in to chat/s,
        /로그인이 만료됐어요.*로그인하고 채팅하기/s,
      ],
    },
    {
      name: "sign-in not confirmed, where guests may write",
      snapshot: { rows, me: { ...READER, reason: "invalid-token", mayBeGuest: true } },
      says: [
        /could not be confirmed.*Sign in to chat.*Continue as guest/s,
        /확인하지 못했어요.*로그인하고 채팅하기.*로그인 없이 채팅하기/s,
      ],
    },
    {
      name: "read-only",
      snapshot: { rows },
      element: { readOnly: true },
      says: [/You can read along here/, /채팅을 볼 수만 있어요/],
    },
    {
      name: "without a composer",
      snapshot: { rows },
      element: { noComposer: true },
      says: [/달빛공방/, /달빛공방/],
    },
    {
      name: "timed out",
      snapshot: { rows, me: { ...KEPT, reason: "timed-out", retryAfterMs: 272_500 } },
      says: [/write again in 4 min \d+ sec/, /4분 \d+초 뒤에 다시 쓸 수 있어요/],
    },
    {
      name: "timed out with no end set",
      snapshot: { rows, me: { ...KEPT, reason: "timed-out" } },
      says: [/cannot write here for a while/, /운영진이 채팅을 잠시 제한했어요/],
    },
    {
      name: "banned for a while",
      snapshot: { rows, me: { ...KEPT, reason: "banned", retryAfterMs: 90_000_000 } },
      says: [/ends in 1 day 1 hr/, /1일 1시간 뒤에 풀려요/],
    },
    {
      name: "banned",
      snapshot: { rows, me: { ...KEPT, reason: "banned" } },
      says: [/cannot write in this chat any more/, /더 이상 쓸 수 없어요/],
    },
    {
      name: "timed out with a reason",
      snapshot: {
        rows,
        me: { ...KEPT, reason: "timed-out", retryAfterMs: 272_500, note: "광고는 안 돼요" },
      },
      says: [/write again in 4 min.*Reason: 광고/s, /뒤에 다시 쓸 수 있어요.*이유: 광고/s],
    },
    {
      name: "slow mode",
      snapshot: { rows, mode: { slowSeconds: 30 } },
      says: [/Slow mode: one message every 30 sec/, /슬로 모드: 30초에 한 번씩/],
    },
    {
      name: "shield",
      snapshot: {
        rows,
        mode: { slowSeconds: 30, membersOnly: true, noLinks: true, unique: true },
        me: { userId: "me", nickname: "지우", role: "member", maySend: true },
      },
      says: [
        /Slow mode 30 sec.*Members only.*No links.*No repeats/s,
        /슬로 모드.*회원 전용.*링크 금지/s,
      ],
    },
    {
      name: "paused",
      snapshot: { rows, mode: { frozen: true } },
      says: [/The chat is paused/, /채팅이 잠시 멈췄어요/],
    },
    {
      name: "stream over",
      snapshot: { rows, mode: { ended: true } },
      says: [/This stream is over/, /방송이 끝났어요/],
    },
    {
      name: "members only, to a guest",
      snapshot: { rows, mode: { membersOnly: true } },
      says: [/Only members can write.*Sign in/s, /회원만 쓸 수 있어요.*로그인/s],
    },
    {
      name: "pinned",
      snapshot: {
        rows,
        pinned: {
          text: "오늘만 전 상품 20% 할인! 방송 중 주문하시면 매화 가지를 함께 보내 드려요.",
          link: "https://example.com/sale",
        },
      },
      says: [/20%.*Open link/s, /20%.*링크 열기/s],
    },
    {
      name: "waiting for review",
      snapshot: { rows: [...rows, HELD] },
      says: [/싸게 팔아요.*Waiting for review/s, /싸게 팔아요.*운영진이 확인하고/s],
    },
    ...failedStates(),
  ];
}
