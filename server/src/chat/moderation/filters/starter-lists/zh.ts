import type { StarterList } from "./starter-list.ts";

export const ZH: StarterList = {
  words: `
{操,肏,草}{你妈,你媽,尼玛,泥马}
{他妈的,他媽的}
傻{逼,屄,叉,比}
煞笔
沙雕玩意
{妈,媽}的{逼,屄}
{狗,龟,王八}{娘养的,日的}
王八蛋
{贱,賤}{人,货,貨}
{婊子,婊孑}
{滚蛋,滾蛋}
{去死吧,去死}
nmsl
cnm
`,
  innocent: `
草你
`,
};
