import type { StarterList } from "./starter-list.ts";

export const VI: StarterList = {
  words: `
địt
đụ má
đụ mẹ
đéo
lồn
cặc
buồi
đĩ
con đĩ
ngu như bò
óc chó
mẹ mày
đmm
đcm
vcl
dit me
du ma may
`,
  innocent: `
`,
};
