import { describe, expect, it } from "vitest";
import type { PolicySanction } from "../../server/src/chat/ports/moderation-store.ts";
import { SanctionIndex } from "../../server/src/chat/moderation/sanction-index.ts";

const HOME = "hash of an address";

function ban(userId: string, untilMs?: number, addressHash: string | undefined = HOME) {
  const end = untilMs === undefined ? {} : { untilMs };
  return { userId, kind: "ban", byOwner: false, addressHash, ...end } as PolicySanction;
}

function indexOf(...sanctions: readonly PolicySanction[]): SanctionIndex {
  const index = new SanctionIndex();
  for (const sanction of sanctions) index.put(sanction);
  return index;
}

describe("bans of one address", () => {
  it("[MO4] hold as long as the longest of them, in whatever order they came", () => {
    const [short, long, forGood] = [ban("a", 100), ban("b", 900), ban("c")];
    expect(indexOf(short, long).byAddress(HOME)).toBe(long);
    expect(indexOf(long, short).byAddress(HOME)).toBe(long);
    expect(indexOf(forGood, short, long).byAddress(HOME)).toBe(forGood);
  });

  it("[MO4] hold on when one of them is lifted, and no longer than the last", () => {
    const index = indexOf(ban("a", 100), ban("b", 900), ban("c", 500));
    index.delete("b");
    expect(index.byAddress(HOME)?.userId).toBe("c");
    index.delete("a");
    expect(index.byAddress(HOME)?.userId).toBe("c");
    index.delete("c");
    expect(index.byAddress(HOME)).toBeUndefined();
  });
});

describe("a newer sanction of a person", () => {
  it("[MO4] replaces the earlier one, with its address", () => {
    const index = indexOf(ban("a", 900), ban("a", 500, "hash of another"));
    expect(index.byAddress(HOME)).toBeUndefined();
    expect(index.byAddress("hash of another")?.untilMs).toBe(500);
  });

  it("[MO4] does not end with the earlier one", () => {
    const index = indexOf(ban("a", 100), ban("a", 500));
    expect(index.nextEndMs(100)).toBe(500);
    expect(index.byPerson("a")?.untilMs).toBe(500);
    expect(index.nextEndMs(500)).toBeUndefined();
    expect(index.byPerson("a")).toBeUndefined();
  });
});

it("[MO4] names the ends of sanctions in their order, whatever the order in which they came", () => {
  const ends = [700, 300, 900, 100, 500, 800, 200, 600, 400];
  const index = indexOf(...ends.map((untilMs) => ban(`u${untilMs}`, untilMs)));
  index.delete("u200");
  const named: (number | undefined)[] = [];
  for (let end = index.nextEndMs(0); end !== undefined; end = index.nextEndMs(end)) named.push(end);
  expect(named).toEqual([100, 300, 400, 500, 600, 700, 800, 900]);
  expect(index.byAddress(HOME)).toBeUndefined();
});
