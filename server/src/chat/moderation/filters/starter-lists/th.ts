import type { StarterList } from "./starter-list.ts";

export const TH: StarterList = {
  words: `
เหี้ย
ไอ้สัตว์
ไอ้สัส
ควย
เย็ดแม่
เย็ด
อีดอก
อีเหี้ย
กะหรี่
แม่มึง
พ่อมึง
`,
  innocent: `
กะหรี่ปั๊บ
แกงกะหรี่
`,
};
