import type { StartTexts } from "./texts.ts";

export const ko: StartTexts = {
  pageTitle: "내 페이지에 채팅 넣기 · live-chat",
  language: "언어",
  theme: "테마",
  themeAuto: "자동",
  themeLight: "밝게",
  themeDark: "어둡게",
  title: "내 페이지에 채팅을 넣어 보세요",
  lead: "방송 ID를 적고 넣을 곳을 고른 뒤 붙여 넣으면 끝이에요. 미리보기 속 채팅도 실제 채팅이에요.",
  chat: "채팅",
  streamId: "방송 ID",
  themeDevice: "기기 설정대로",
  languagePage: "페이지 언어",
  ways: "넣을 곳",
  tagName: "태그 하나로",
  pinnedName: "버전 고정",
  frameName: "프레임",
  htmlHint: "채팅을 넣을 자리에 붙여 넣으세요. CSS로 따로 정하지 않으면 높이는 560px이에요.",
  tagHint: "스크립트만 넣을 수 있는 사이트 빌더에 알맞아요. 태그를 넣은 자리에 채팅이 나타나요.",
  pinnedHint:
    "브라우저가 바로 이 스크립트만 실행해요. 채팅 서버를 업그레이드하면 다시 복사해 넣어야 하고, 그전까지는 채팅이 나오지 않아요.",
  reactHint: "React 18과 19에서 쓰는 컴포넌트예요. 서버 렌더링도 돼요.",
  nextHint:
    "서버 컴포넌트에서도 클라이언트 컴포넌트에서도 쓸 수 있어요. 환경 변수에는 채팅 서버 주소를 넣어요.",
  wordpressHint:
    "docs/wordpress에 있는 플러그인을 설치하고 설정에 이 서버 주소를 넣으세요. 같은 기능의 블록도 있어요.",
  frameHint: "스크립트를 넣을 수 없는 페이지라도 프레임은 넣을 수 있는 곳이 많아요.",
  obsHint:
    "OBS에서 ‘브라우저’ 소스를 추가하고 이 주소와 아래 크기를 넣으세요. 배경은 투명해요. 미리보기 아래쪽 채팅에 메시지를 보내면 화면에 떠요.",
  width: "너비",
  height: "높이",
  fits: "한 화면에",
  fitsHow: "두 줄 메시지 6개",
  pause: "멈추기",
  play: "재생",
  copy: "복사",
  copied: "복사했어요.",
  copyByHand: "선택해 두었어요. 키보드로 복사해 주세요.",
  originsNote:
    "다른 사이트의 페이지는 이 서버의 CHAT_ORIGINS에 주소(예: https://shop.example)가 있어야 들어올 수 있어요.",
  preview: "실시간 미리보기",
};
