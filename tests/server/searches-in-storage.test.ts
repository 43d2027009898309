import { describe, expect, it, onTestFinished } from "vitest";
import type { ModerationAction } from "#protocol";
import type { Actor } from "../../server/src/chat/ports/append-action.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { entryOf, message, MINJI, STORAGES, TOM } from "../support/message-logs.ts";

const MOD: Actor = { userId: "u-mod", nickname: "Sora", role: "moderator" };
const PAGE = { streamId: "s1", limit: 100, rows: 100 };

async function setUp(open: () => Promise<Storage>) {
  const { log, moderation } = await open();
  onTestFinished(() => log.close());
  const act = async (action: ModerationAction, more: { actor?: Actor; streamId?: string } = {}) => {
    const append = { kind: "action", streamId: "s1", actor: null, action, ...more } as const;
    const [result] = await log.append([append]);
    if (result?.outcome !== "done") throw new Error(JSON.stringify(result));
    return result.record;
  };
  const ban = (userId: string, reason?: string) =>
    act({ kind: "ban", userId, ...(reason !== undefined && { reason }) });
  /** Who is found in the audit log, and whose sanctions are; oldest first. */
  const found = async (search: string) => {
    const audit = await moderation.searchAudit({ ...PAGE, search });
    const sanctions = await moderation.searchSanctions({ ...PAGE, search });
    return {
      audit: audit.items.map(({ person }) => person?.userId).toReversed(),
      sanctions: sanctions.items.map(({ userId }) => userId).toReversed(),
    };
  };
  return { log, moderation, act, ban, found };
}

describe.each(STORAGES)("a search of staff in %s", (_name, open) => {
  it("[MO16] finds a part of a text, in which no letter stands for others", async () => {
    const { ban, found } = await setUp(open);
    const reasons = {
      percent: "100% off",
      hundred: "100 won off",
      under: "snake_case",
      letter: "snakeXcase",
      loud: "wow!_",
      quiet: "wow_",
      twice: "x_y_z",
      once: "x_yyz",
      back: "C:\\new",
      quote: 'it\'s "so"',
      accent: "Émile again",
      hangul: "도배 광고",
    };
    for (const [userId, reason] of Object.entries(reasons)) await ban(userId, reason);
    await ban("without");
    for (const [search, ...whom] of [
      ["100", "percent", "hundred"],
      ["100%", "percent"],
      ["%", "percent"],
      ["e_c", "under"],
      ["_", "under", "loud", "quiet", "twice", "once"],
      ["x_y_", "twice"],
      ["wow!", "loud"],
      ["!_", "loud"],
      ["w_", "quiet"],
      [":\\n", "back"],
      ["\\", "back"],
      ["t's \"", "quote"],
      ["SNAKE", "under", "letter"],
      ["snakexcase", "letter"],
      ["Émile", "accent"],
      ["도배", "hangul"],
      ["nobody"],
      ["without", "without"],
      ["witho"],
    ] as const)
      expect([search, await found(search)]).toEqual([search, { audit: whom, sanctions: whom }]);
  });

  it("[MO16] finds who did it and to whom, their names, the message's text and the reason, of one stream", async () => {
    const { log, act, found } = await setUp(open);
    const { id } = entryOf((await log.append([message("Buy now", { author: TOM })]))[0]);
    await log.append([message("Hello")]);
    await act({ kind: "remove", messageId: id, reason: "spam" }, { actor: MOD });
    await act({ kind: "ban", userId: MINJI.userId, reason: "advert" });
    await act({ kind: "ban", userId: "u-other", reason: "spam advert" }, { streamId: "s2" });
    for (const search of ["buy", "spam", "tom", TOM.userId, "sora", MOD.userId])
      expect([search, await found(search)]).toEqual([
        search,
        { audit: [TOM.userId], sanctions: [] },
      ]);
    for (const search of ["advert", "민지", MINJI.userId])
      expect([search, await found(search)]).toEqual([
        search,
        { audit: [MINJI.userId], sanctions: [MINJI.userId] },
      ]);
    expect(await found("hello")).toEqual({ audit: [], sanctions: [] });
  });

  it("[MO16] step by step reads each line once, also those of a page that goes on before a line", async () => {
    const { moderation, ban } = await setUp(open);
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) ids.push((await ban(`u-${i}`, i % 2 ? "odd" : "even")).id);
    for (const search of ["searchAudit", "searchSanctions"] as const) {
      const steps = async (before?: string) => {
        const all: (string | undefined)[][] = [];
        let from: number | undefined;
        do {
          const step = await moderation[search]({
            ...{ streamId: "s1", limit: 100, rows: 2, search: "even" },
            ...(before !== undefined && { before }),
            ...(from !== undefined && { from }),
          });
          all.push(
            step.items.map((item) => ("userId" in item ? item.userId : item.person?.userId)),
          );
          from = step.next;
        } while (from !== undefined);
        return all;
      };
      expect(await steps()).toEqual([["u-6"], ["u-4"], ["u-2"], ["u-0"]]);
      expect(await steps(ids[4])).toEqual([["u-2"], ["u-0"], []]);
      expect(await steps(ids[0])).toEqual([[]]);
    }
  });

  it("[MO16] of sanctions finds those that hold, for a time and for good", async () => {
    const { act, ban, found } = await setUp(open);
    await ban("u-1", "spam");
    await act({ kind: "timeout", userId: "u-2", seconds: 600, reason: "spam" });
    await ban("u-3", "spam");
    await act({ kind: "lift", userId: "u-3" });
    expect((await found("spam")).sanctions).toEqual(["u-1", "u-2"]);
  });
});
