import type { ChatLanguage, Role } from "#protocol";

/** A simulated person, and the language they write. */
export interface Extra {
  userId: string;
  nickname: string;
  role: Role;
  lang: ChatLanguage;
}

const NAMES: Record<Extra["lang"], string> = {
  ko:
    "민지 준호 서연 도윤 하준 유나 지우 예은 시우 수아 건우 다은 현우 채원 은서 지안 태윤 소율 " +
    "바다 한결 달빛토끼 귤한박스 오늘도지름 새벽배송러 참새방앗간 그릇부자 초코송이 김치만두 " +
    "라떼한잔 주말엔도자기 복숭아 물결 솜사탕 하루 별이 콩이엄마 지갑은통장에",
  en: "Tom Ines Ada Noah Priya Leo Maya Sam Ruth Felix Zoe Otis June Hugo Nora Ivy",
  ja: "さくら ゆうと みさき はると りん そうた あおい 陶器好き",
  zh: "小雨 子轩 佳怡 浩然 欣妍 阿杰 月亮姐姐 一颗桃",
  vi: "Linh Minh Hương Tuấn Mai Phúc Ngọc",
  th: "มะลิ ก้อง แพรว ต้น ฝน นุ่น",
};

const HOST: Extra = { userId: "demo:host", nickname: "달빛공방", role: "owner", lang: "ko" };

/** All simulated people: a host, one moderator in twenty, members and guests. */
export const CAST: readonly Extra[] = [
  HOST,
  ...Object.entries(NAMES).flatMap(([lang, names]) =>
    names.split(" ").map((nickname, i): Extra => ({
      userId: `demo:${lang}-${i}`,
      nickname,
      role: i % 20 === 4 ? "moderator" : i % 3 === 0 ? "guest" : "member",
      lang: lang as Extra["lang"],
    })),
  ),
];
