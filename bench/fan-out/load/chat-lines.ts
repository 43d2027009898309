import { seededRandom } from "./seeded-random.ts";

/*
 * Typical messages of a live sale: short, similar, and never identical. A `*` becomes a product, a
 * `+` a colour or kind, a `#` a number.
 */
const KOREAN = {
  lines:
    `안녕하세요~ 처음 왔어요|* 가격 얼마예요?|+ 재고 아직 있나요??|헐 너무 예쁘다 ㅠㅠ|방금 결제했어요!!|배송 언제쯤 와요?
ㅋㅋㅋㅋㅋㅋ 언니 오늘 텐션 뭐예요|# 사이즈 품절인가요 ㅜㅜ|저번에 산 * 진짜 잘 쓰고 있어요 👍|쿠폰은 어디서 받나요|화면 밝기가 조금 어두워요
사은품도 같이 오나요?|+ 말고 다른 색도 보여주세요!|키 #인데 M 맞을까요|* 세탁기 돌려도 돼요?|와 이 가격 실화..?|소리가 살짝 작아요 저만 그런가요
민감성 피부도 괜찮을까요|선물용 포장 가능한가요 부모님 드리려구요|#개 사면 할인 더 있나요?|제주도도 무료배송인가요|오늘 방송 몇 시까지 해요?
재입고 알림 신청해 놨는데 드디어 ㅠㅠ|* 뒷모습도 보여주세요~|어제 시킨 + 오늘 왔는데 대박이에요|반품 기간이 어떻게 되나요|ㄱㄱㄱ 바로 구매|아 고민된다 + 살까 *만 살까
향이 강한 편인가요?|남편 것도 하나 샀어요 ㅎㅎ|링크가 안 열려요 도와주세요|# 번 당첨됐으면 좋겠다 제발|다들 + 샀어요? 후기 궁금|이거 두께감이 어느 정도예요?
라이브 끝나도 이 가격인가요|질문 있어요 * 보관은 어떻게 해요|너무 빨리 품절돼서 못 샀어요 ㅠ|매니저님 확인 부탁드려요 결제가 두 번 됐어요|호스트님 목소리 너무 좋아요 ❤️|+ 실물이 훨씬 예뻐요`.split(
      /[|\n]/,
    ),
  things:
    "니트,코트,청바지,스니커즈,가습기,에코백,수분크림,앰플,밥그릇,머그컵,이불,블라우스,원피스,텀블러,목걸이,귀걸이,립밤,선크림,후라이팬,담요",
  kinds: "베이지,아이보리,네이비,카키,연보라,민트,버건디,차콜,크림,하늘색,세트,대용량,새 향,겨울용",
};

const ENGLISH = {
  lines:
    `hi everyone, first time here|how much is the *?|is the + one still in stock??|omg so pretty|just ordered mine!!|when does it ship
lol what is that energy today|size # sold out already?|bought the * last time and i use it every day 👍|where do i get the coupon|picture is a bit dark for me
does the gift come with it?|can you show another colour than + please|i'm # cm, would M fit|can the * go in the washing machine|wait this price is real??|sound is low, anyone else
ok for sensitive skin?|can you wrap it as a present, it's for my mum|more off if i take #?|do you ship to Canada|how long is the show today
waited for the restock for weeks, finally|show us the back of the * again|my + came this morning and wow|how long can i send it back|taking it right now|hmm should i get the + or only the *
is the scent strong?|got one for my husband too haha|link won't open, help|please let me be winner number #|who got the +? how is it|how thick is the fabric really
same price after the live?|question: how do you store the *|sold out before i could pay :(|could a moderator check, i was charged twice|love your voice ❤️|the + looks even better in daylight`.split(
      /[|\n]/,
    ),
  things:
    "sweater,coat,jeans,sneakers,humidifier,tote bag,cream,serum,rice bowl,mug,duvet,blouse,dress,tumbler,necklace,earrings,lip balm,sunscreen,pan,blanket",
  kinds:
    "beige,ivory,navy,khaki,lilac,mint,burgundy,charcoal,cream,sky blue,set,big size,new scent,winter",
};

export type Language = "korean" | "english" | "longest";

/** An endless supply of chat messages, the same in every run. */
export function chatLines(language: Language): Iterator<string, never> {
  return language === "longest" ? longestLines() : shortLines(language);
}

const HANGUL = 0xac00;
const HANGUL_COUNT = 11_172;

/** Messages of maximum length including a mark, without repetitions. */
function* longestLines(): Generator<string, never> {
  const random = seededRandom(7);
  const letter = () => String.fromCodePoint(HANGUL + Math.floor(random() * HANGUL_COUNT));
  for (;;) yield Array.from({ length: 480 }, letter).join("");
}

function* shortLines(language: "korean" | "english"): Generator<string, never> {
  const { lines, things, kinds } = language === "korean" ? KOREAN : ENGLISH;
  const random = seededRandom(7);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
  const thing = things.split(",");
  const kind = kinds.split(",");
  for (;;)
    yield pick(lines)
      .replaceAll("*", () => pick(thing))
      .replaceAll("+", () => pick(kind))
      .replaceAll("#", () => String(1 + Math.floor(random() * 180)));
}
