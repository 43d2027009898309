import type { Texts } from "./texts.ts";

export const ko: Texts = {
  lang: "ko",
  heading: "로그인하고 채팅하기",
  forSite: "{site}에서 채팅하려고 로그인해요",
  promise: "사이트에는 닉네임과 프로필 사진만 알려 줘요. 이메일과 비밀번호는 전달하지 않아요.",
  with: {
    google: "Google로 계속하기",
    facebook: "Facebook으로 계속하기",
    kakao: "카카오로 계속하기",
  },
  or: "또는",
  email: "이메일",
  sendCode: "인증 코드 받기",
  withPassword: "비밀번호로 로그인",
  password: "비밀번호",
  codeHeading: "이메일을 확인해 주세요",
  codeSent: (email) => `${email} 주소로 인증 코드를 보냈어요.`,
  code: "인증 코드",
  continue: "계속하기",
  back: "뒤로",
  goBack: "사이트로 돌아가기",

  demoHeading: "누구로 들어갈까요?",
  demoNote: "데모예요. 아무나 고르거나 이름을 지어 보세요.",
  demoOwnerNote: "이 채팅을 호스트로 관리하려면 터미널에 나온 링크를 열어 주세요.",
  nickname: "닉네임",
  nicknameWrong: "닉네임은 눈에 보이는 글자로 1~32자까지 쓸 수 있어요.",

  owner: "호스트",
  moderator: "매니저",
  continueAs: (name) => `${name} 이름으로 계속하기`,
  ownerHeading: "이 채팅의 호스트 되기",
  ownerNote:
    "호스트는 이 서버의 모든 채팅을 관리해요. 메시지 삭제, 채팅 금지, 필터 설정은 물론 다른 사람을 매니저로 정할 수도 있어요.",
  ownerButton: "호스트 되기",
  moderatorHeading: "매니저 되기",
  moderatorNote:
    "이 채팅의 매니저로 초대받았어요. 메시지를 지우거나 채팅을 금지해서 분위기를 지켜 주세요.",
  moderatorOfAllNote:
    "이 채널의 모든 방송을 돌볼 매니저로 초대받았어요. 메시지를 지우고, 필요하면 모든 방송에서 차단해 분위기를 지켜 주세요.",
  moderatorButton: "매니저 되기",
  inviteOnce: (time) =>
    `이 링크는 ${time}까지 한 번만 쓸 수 있어요. 버튼을 누르기 전까지는 아무 일도 일어나지 않아요.`,
  inviteInApp:
    "다른 앱 안에서 열었어요. 여기서 진행하면 이 앱 안에서만 권한이 생기니, 평소 쓰는 브라우저에서 링크를 열어 주세요.",
  inviteInvalidHeading: "쓸 수 없는 링크예요",
  inviteInvalid:
    "이미 사용했거나 취소됐거나 시간이 지났어요. 링크를 준 사람에게 새 링크를 부탁해 주세요.",
  youAreOwner: "이 채팅의 호스트예요",
  youAreModerator: "이 채팅의 매니저예요",
  siteAddress: "채팅이 있는 내 사이트 주소",
  siteOpen: "열고 로그인하기",
  siteUnknown: "채팅 서버가 모르는 사이트예요. CHAT_ORIGINS에 추가해 주세요.",
  siteWrong: "https://shop.example/live 처럼 페이지 주소를 써 주세요.",
  hereStream: "이 서버에서 열 채팅 (방송 ID)",
  hereOpen: "채팅 열기",
  sitesNone: "내 사이트에 단 채팅을 관리하려면 CHAT_ORIGINS에 사이트를 추가해 주세요.",
  comeBack: "이 페이지 주소를 저장해 두세요. 로그아웃되었을 때 여기서 다시 들어갈 수 있어요.",
  signOut: "이 브라우저에서 로그아웃",
  signedOutHeading: "로그아웃했어요",

  outsideHeading: "브라우저에서 열어 주세요",
  outsideNote:
    "Google은 다른 앱 안에서 로그인할 수 없어요. 쓰던 브라우저로 사이트를 열고 거기서 로그인해 주세요.",
  openOutside: "브라우저로 열기",
  copyAddress: "주소 복사",
  copied: "복사했어요.",

  doneHeading: "로그인했어요",
  done: "이 창은 닫아도 돼요.",
  noRequestHeading: "로그인할 곳이 없어요",
  noRequest: "채팅의 로그인 버튼으로 이 페이지를 열어 주세요.",
  notStartedHeading: "채팅에서 시작해 주세요",
  notStarted:
    "안전을 위해 로그인은 채팅의 로그인 버튼으로만 시작할 수 있어요. 사이트로 가서 로그인 버튼을 눌러 주세요.",
  unheardHeading: "사이트가 응답하지 않아요",
  unheard: "이 창을 연 페이지가 닫혔거나 바뀌었어요. 사이트로 돌아가 다시 로그인해 주세요.",
  noWayHeading: "여기서는 로그인할 수 없어요",
  noWay: "이 채팅은 사이트에서 직접 로그인해요.",
  expiredHeading: "시간이 너무 오래 걸렸어요",
  failedHeading: "잘 되지 않았어요",

  cancelled: "로그인하지 못했어요. 다시 시도하거나 다른 방법을 골라 주세요.",
  expired: "채팅으로 돌아가 처음부터 다시 해 주세요.",
  wrongPassword: "이메일이나 비밀번호가 맞지 않아요.",
  wrongCode: "인증 코드가 맞지 않거나 시간이 지났어요.",
  tooOften: "너무 자주 시도했어요. 1분 뒤에 다시 해 주세요.",
  noNetwork: "연결되지 않았어요. 인터넷을 확인하고 다시 시도해 주세요.",
  failed: "로그인하지 못했어요. 다시 시도해 주세요.",
};
