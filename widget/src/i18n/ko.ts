import type { Texts } from "./en.ts";

export const ko: Texts = {
  title: "실시간 채팅",
  viewers: (count) => `${count}명 시청 중`,
  messages: "채팅 메시지",
  emptyTitle: "아직 메시지가 없어요",
  emptyHint: "첫인사를 남겨 보세요.",

  connecting: "연결하고 있어요…",
  live: "연결됨",
  joiningQueue: (seconds) => `지금 많은 분이 들어오고 있어요. ${seconds}초 뒤에 입장해요.`,
  storeWaiting: (seconds) => `채팅을 잠시 점검하고 있어요. ${seconds}초 뒤에 다시 연결해요.`,
  reconnecting: "연결이 끊겼어요. 다시 연결하고 있어요…",
  reconnectingIn: (seconds) => `연결이 끊겼어요. ${seconds}초 뒤에 다시 연결해요.`,
  tryNow: "지금 연결",
  offline: "인터넷 연결이 끊겼어요. 다시 연결되면 메시지를 보낼게요.",
  failedTitle: "채팅을 시작할 수 없어요",
  forOwner: "사이트 운영자께",
  originNotAllowed: (origin) =>
    `이 채팅 서버는 ${origin}에서 쓸 수 없어요. 서버 운영자가 CHAT_ORIGINS에 이 주소를 추가해야 해요.`,
  serverUnreachable: (server) =>
    `${server}에서 채팅 서버를 찾을 수 없어요. server-url을 확인하거나 잠시 뒤에 다시 시도해 주세요.`,
  invalidServerUrl: "server-url이 올바른 주소가 아니에요.",
  invalidStreamId:
    "stream-id가 없거나 올바르지 않아요. 영문, 숫자, _ . : - 로 1~128자까지 쓸 수 있어요.",
  versionMismatch:
    "이 페이지의 채팅과 서버의 버전이 서로 맞지 않아요. 새로고침해 주세요. 그래도 안 되면 둘 중 오래된 쪽을 업데이트해야 해요.",
  refused: "채팅에 들어갈 수 없어요. 새로고침하거나 다시 로그인해 주세요.",

  placeholder: "메시지를 입력해 주세요",
  send: "보내기",
  charactersLeft: (count) => `${count}자 남음`,
  readOnly: "여기서는 채팅을 볼 수만 있어요.",
  signInRequired: "로그인하면 채팅에 참여할 수 있어요.",
  signInAgain: "로그인이 만료됐어요.",
  signInElsewhere: "이 사이트에 로그인하면 채팅에 참여할 수 있어요.",
  signInFailed: "로그인하지 못했어요. 다시 시도해 주세요.",
  signIn: "로그인하고 채팅하기",
  signInAndSend: "로그인하고 보내기",
  signInInstead: "로그인하기",
  signingIn: "로그인 창에서 계속해 주세요",
  account: (name) => `${name} 님으로 참여 중. 계정`,
  signOut: "로그아웃",
  mayNotWrite: "지금은 메시지를 쓸 수 없어요.",
  timedOut: "잠시 동안 메시지를 쓸 수 없어요.",
  timedOutFor: (time) => `${time} 뒤에 다시 쓸 수 있어요.`,
  banned: "이 채팅에는 더 이상 메시지를 쓸 수 없어요.",
  bannedFor: (time) => `이 채팅에 메시지를 쓸 수 없어요. ${time} 뒤에 풀려요.`,

  nicknamePrompt: "닉네임을 정하고 참여해 보세요",
  nickname: "닉네임",
  nicknameStart: "참여하기",
  nicknameSave: "저장",
  nicknameCancel: "취소",
  nicknameChange: (name) => `${name} 님으로 참여 중. 닉네임 바꾸기`,

  sending: "보내는 중…",
  retry: "다시 보내기",
  discard: "보내지 않기",
  remove: "메시지 삭제",
  removed: "삭제된 메시지예요",
  reply: "답글",
  inReplyTo: (name) => `${name} 님에게 남긴 답글`,
  hide: (name) => `${name} 님 숨기기`,
  hiddenQuote: "숨긴 사용자의 메시지예요",
  mentioned: "나를 언급한 메시지예요.",
  joined: (names, others) => `${withOthers(names, others)} 들어왔어요`,
  left: (names, others) => `${withOthers(names, others)} 나갔어요`,
  moderator: "매니저",
  owner: "호스트",

  newMessages: (count) => `새 메시지 ${count}개`,
  toNewest: "최신 메시지로",
  loadingOlder: "이전 메시지를 불러오고 있어요…",
  missed: "자리를 비운 동안 올라온 메시지가 더 있어요.",
  showMissed: "불러오기",

  settings: "채팅 설정",
  textSize: "글자 크기",
  textSizes: ["작게", "보통", "크게", "아주 크게"],
  showTimes: "시간 표시",
  showNotices: "입장·퇴장 알림",
  hiddenPeople: "숨긴 사람",
  showAgain: (name) => `${name} 님 다시 보기`,
  showAgainShort: "다시 보기",

  errors: {
    "invalid-nickname": "닉네임은 1~32자로 입력해 주세요.",
    "message-too-long": "메시지가 너무 길어요. 조금 줄여 주세요.",
    "name-taken": "이 채팅 운영진의 이름이에요. 다른 이름을 골라 주세요.",
    "rate-limited": "너무 빨라요. 잠시 뒤에 다시 보내 주세요.",
    "slow-mode": "슬로 모드예요. 잠시 뒤에 다시 보내 주세요.",
    "timed-out": "잠시 동안 메시지를 쓸 수 없어 못 보냈어요.",
    banned: "이 채팅에 더 이상 쓸 수 없어 못 보냈어요.",
    "store-unavailable": "지금은 메시지를 저장할 수 없어요. 잠시 뒤에 다시 보내 주세요.",
    "store-busy": "저장이 늦어지고 있어요. 다시 보내 주세요.",
    "store-full": "저장 공간이 없어 보내지 못했어요. 나중에 다시 보내 주세요.",
    "not-delivered": "연결이 없어 못 보냈어요.",
    other: "메시지를 보내지 못했어요. 다시 시도해 주세요.",
  },
};

function withOthers(names: string, count: number): string {
  if (names === "") return `${count}명이`;
  return count === 0 ? `${names} 님이` : `${names} 님 외 ${count}명이`;
}
