import type { MessageEntry } from "#protocol";
import type { LogRow, PresenceLine } from "../../../widget/src/client/index.ts";
import { message } from "./test-chat.ts";

type Line = readonly [userId: string, nickname: string, text: string, more?: Partial<MessageEntry>];

/** A shop's evening, in the languages of its viewers. */
const LINES: readonly Line[] = [
  [
    "host",
    "달빛공방",
    "어서 오세요! 오늘은 이천에서 갓 나온 달항아리를 보여 드려요",
    { role: "owner" },
  ],
  ["g1", "민지", "안녕하세요~ 오늘도 왔어요"],
  ["g2", "Tom", "Hello from Berlin, it is still morning here"],
  ["g3", "하준", "오 색이 진짜 곱네요"],
  ["g3", "하준", "높이가 얼마나 되나요?"],
  [
    "staff",
    "도우미",
    "21cm입니다. 자세한 정보는 https://example.com/moon-jar",
    { role: "moderator" },
  ],
  ["g4", "さくら", "かわいい！海外発送はできますか？"],
  ["g5", "小雨", "釉色好温润，适合放书房"],
  ["g1", "민지", "ㅋㅋㅋ 저도 그거 궁금했어요"],
  ["g7", "길손", ""],
  ["me", "지우", "선물 포장도 되나요?"],
  [
    "staff",
    "도우미",
    "@지우 네, 보자기로 싸서 보내 드려요",
    { role: "moderator", replyTo: { id: "m11", seq: 11 } },
  ],
  ["g6", "Ngọc Anh", "Đẹp quá, mình vừa đặt một cái!"],
  ["g8", "مريم", "جميل جدا"],
  ["g10", "แพรว", "สวยมากค่ะ"],
  ["g9", "유나", "방금 하나 주문했어요. 매화 가지도 같이 오나요?"],
];
const START_MS = Date.UTC(2026, 4, 8, 11, 20);

/** The rows of that evening; one message was removed. */
export function conversation(): LogRow[] {
  return LINES.map(([userId, nickname, text, more], i): LogRow => {
    const seq = i + 1;
    const timestamp = START_MS + i * 25_000;
    if (text === "") return { kind: "removed", seq, id: `m${seq}`, timestamp };
    return message(seq, { userId, nickname, message: text, timestamp, ...more });
  });
}

/** Who came in meanwhile. */
export const NEWCOMERS: PresenceLine = {
  key: "presence 1",
  kind: "joined",
  nicknames: ["라온", "Mai"],
  count: 5,
  atMs: START_MS + 320_000,
  afterSeq: 13,
};
