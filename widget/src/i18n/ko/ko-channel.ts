import type { ChannelTexts } from "../en/en-channel.ts";

export const channel: ChannelTexts = {
  intro: (channel) =>
    `여기서 정한 것은 ${channel ? `${channel}의 ` : ""}모든 방송에 적용돼요. 앞으로 열 방송도 마찬가지예요.`,
  name: "채널 이름",
  nameHint: "운영진에게 ID 대신 보여요.",
  nameWrong: "이름은 눈에 보이는 글자로 64자까지 쓸 수 있어요.",
  sections: {
    staff: "매니저",
    people: "모든 방송에서 차단한 사람",
    filters: "모든 방송의 필터",
    mode: "새 방송의 시작 설정",
  },
  about: {
    staff: "모든 방송을 함께 관리해요.",
    people: "모든 방송에 적용되는 차단과 숨김 차단이에요.",
    filters: "각 방송의 필터보다 먼저 적용돼요.",
  },
  you: "나",
  staffHow:
    "매니저로 임명하려면 그 사람의 카드를 열어 주세요. 호스트는 사이트의 로그인 정보로 정해져요.",
  inviteHint:
    "링크를 가장 먼저 연 사람이 모든 방송의 매니저가 돼요. 한 번만 쓸 수 있고 24시간 동안 유효해요.",
  modeHint: "이미 시작한 방송의 설정은 바뀌지 않아요.",
  modeNone: "누구나 쓸 수 있어요.",
  readOnly: "채널의 호스트만 바꿀 수 있어요.",
};
