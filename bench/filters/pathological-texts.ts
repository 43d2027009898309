import { countUtf8Bytes } from "#protocol";
import { seededRandom } from "../fan-out/load/seeded-random.ts";

const MAX_BYTES = 2_000;

/**
 * Pieces that are hard for some part of the filters: repeating, almost matching, expanding, or
 * hidden.
 */
const PIECES = [
  ...[
    "a",
    "as",
    "ass",
    "fu",
    "f.u.",
    "f u ",
    "fuc",
    "sh",
    "s!",
    "motherfucke",
    "bullshi",
    "f*",
    "f1",
  ],
  ...[
    "시",
    "시.",
    "시 ",
    "시바",
    "ㅅ",
    "ㅅㅂ",
    "ㅅㅣ",
    "ㅅ1",
    "ㅇ",
    "이",
    "아이시",
    "개새",
    "병",
    "ㅋ",
    "ㅠ",
  ],
  ...["1", "7", "7 ", "@", "$", "@$", "!", "*", "'", ".", "-", " ", "\n", "#", "(", "|"],
  ...["\u0301", "e\u0301", "ệ", "\u200b", "\u3164", "ﷺ", "ﬃ", "İ", "ß", "🔥", "👩‍👩‍👧", "🅰", "🇫", "𝐟"],
  ...[
    "死",
    "しね",
    "ク",
    "ดดด",
    "เหี้",
    "đ",
    "lồ",
    "х",
    "ѕ",
    "ω",
    "ᄉ",
    "ᅵ",
    "ﾡ",
    "。",
    "http://",
    "a.",
    "www.",
  ],
  ...["dot ", "ab", "abc", "aaaaaaaab", "Z", "A", "010-1234-"],
];

/** Texts of 2,000 bytes: one piece over and over, two or three in turn, and pieces at random. */
export function* pathologicalTexts(count: number): Generator<string> {
  const random = seededRandom(20_261_122);
  const pick = () => PIECES[Math.floor(random() * PIECES.length)]!;
  for (let i = 0; i < count; i++) {
    if (i < PIECES.length) yield fill(() => PIECES[i]!);
    else if (i % 3 === 0) yield fill(inTurn([pick(), pick()]));
    else if (i % 3 === 1) yield fill(inTurn([pick(), pick(), pick().repeat(3)]));
    else yield fill(random() < 0.5 ? pick : () => anyCharacter(random()));
  }
}

function inTurn(pieces: readonly string[]): () => string {
  let next = 0;
  return () => pieces[next++ % pieces.length]!;
}

/** Any character of the first two planes. */
function anyCharacter(at: number): string {
  const codePoint = Math.floor(at * 0x1ffff);
  return codePoint >= 0xd800 && codePoint <= 0xdfff ? "\ufffd" : String.fromCodePoint(codePoint);
}

function fill(next: () => string): string {
  let text = "";
  let bytes = 0;
  for (;;) {
    const piece = next();
    bytes += countUtf8Bytes(piece);
    if (bytes > MAX_BYTES) return text;
    text += piece;
  }
}
