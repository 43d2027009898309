/*
 * What people who do not exist say in a show of a pottery. Without emoji, for which not every
 * machine has a font.
 */

export const HOST = "달빛공방";
/** The moderator of the channel. */
export const HELPER = "소라";
export const PINNED = "오늘만 무료 배송 · Free shipping today";

/** In the order of how much they write. */
export const NICKNAMES: readonly string[] = [
  ..."민지,하준,Tom,서연,유나,Ines,도윤,달팽이,지우,Mei,수빈,은채,Anna,현우,예린,Leo,다은,시우".split(
    ",",
  ),
  ..."나연,건우,Kaito,하린,Priya,윤호,채원,Marco,지안,태오,소율,Emma".split(","),
];

/** Said again and again over the hour. */
export const LINES: readonly string[] = [
  "안녕하세요! 오늘도 왔어요",
  "오 색이 진짜 곱네요",
  "Hello from Berlin",
  "높이가 얼마나 되나요?",
  "21cm라고 하셨어요",
  "Is the glaze food safe?",
  "방금 하나 주문했어요!",
  "ㅋㅋㅋ 저도 그거 궁금했어요",
  "The light on it is lovely",
  "전자레인지 써도 되나요?",
  "네 된다고 하셨어요",
  "Ordered mine too!",
  "이천에서 바로 보내 주신대요",
  "작년에 산 것도 아직 잘 쓰고 있어요",
  "와 굽 정리하는 거 처음 봐요",
  "How long does it dry before firing?",
  "이 컵은 몇 ml예요?",
  "엄마 선물로 딱이네요",
];

/** What filters have held, of which staff have decided on all but the last ones. */
export const HELD: readonly string[] = [
  "팔로우하면 공짜로 드려요",
  "cheap coins, ask me",
  "구경은 https://mug-sale.example/1 에서",
  "공짜 쿠폰 받으실 분",
  "best coins here, today only",
];

/** Still to be decided on, with who wrote them: one that may stand, and others. */
export const WAITING: readonly (readonly [nickname: string, text: string])[] = [
  ["유나", "지난달에 산 찻잔이에요, 같이 두면 예뻐요 https://blog.example/moon-cup"],
  ["coin_shop", "cheap coins, 50% off today only"],
  ["쿠폰지기", "공짜로 받아 가세요, 링크는 프로필에 있어요"],
];

/** The end of the hour, word by word. */
export const LAST_LINES: readonly (readonly [nickname: string, text: string])[] = [
  ["민지", "드디어 달항아리 나왔다!"],
  ["Tom", "That white is beautiful. Is it the same glaze as last week?"],
  ["도윤", "지난주 건 약간 푸른빛이었어요"],
  ["서연", "높이가 얼마나 되나요?"],
  ["달빛공방", "높이 21cm, 지름 20cm입니다"],
  ["서연", "감사합니다!"],
  ["Ines", "Do you ship to Portugal?"],
  ["달빛공방", "Yes, it takes about ten days"],
  ["Ines", "Perfect, ordered one"],
  ["유나", "저도 방금 주문했어요. 선물 포장도 되나요?"],
  ["하준", "아까 된다고 하셨어요"],
  ["지우", "매화 가지는 안 오는 거죠? ㅠㅠ"],
  ["Mei", "The shadow under the rim…"],
  ["현우", "몇 점 남았어요?"],
  ["달빛공방", "지금 네 점 남았습니다"],
  ["수빈", "헉 서둘러야겠다"],
  ["Anna", "Good evening from Vienna"],
  ["민지", "다음 방송은 언제예요?"],
  ["달빛공방", "31일 저녁 7시 반에 올해 마지막 방송이 있어요"],
  ["은채", "그때 또 올게요"],
];
