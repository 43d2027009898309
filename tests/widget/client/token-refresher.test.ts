import { describe, expect, it } from "vitest";
import { chatError, type Answer } from "#protocol";
import type { Token } from "../../../widget/src/client/connection/read-token.ts";
import { TokenRefresher } from "../../../widget/src/client/connection/token-refresher.ts";
import { FakeClock, settle } from "../support/fake-clock.ts";

type Verdict = Answer<{ expiresAtMs: number }> | undefined;

/** A page that answers, and a server that judges, when the test says so. */
async function makeSlow() {
  const clock = new FakeClock();
  const did: string[] = [];
  const open: { what: string; answer: (value: unknown) => Promise<void> }[] = [];
  const slowly = <T>(what: string): Promise<T> =>
    new Promise((resolve) => {
      const answer = (value: unknown): Promise<void> => {
        resolve(value as T);
        return settle();
      };
      open.push({ what, answer });
    });
  const refresher = new TokenRefresher(() => slowly<string | null>("page"), {
    clock,
    authenticate: (token) => slowly<Verdict>(`authenticate ${token}`),
    reconnect: () => void did.push("reconnect"),
  });
  const reading = refresher.read();
  await open.at(-1)!.answer("t1");
  expect(await reading).toBe("t1");
  refresher.onMe({ expiresAtMs: clock.nowMs() + 600_000 });
  const accept = { ok: true, expiresAtMs: clock.nowMs() + 600_000 };
  return { clock, refresher, open, did, accept };
}

/** A keeper of tokens t1, t2, … unless told otherwise, and what it does with them. */
async function makeKeeper(given?: Token) {
  const clock = new FakeClock();
  const did: string[] = [];
  const page = { asked: 0, token: undefined as string | null | undefined };
  const source = (): string | null => {
    page.asked += 1;
    return page.token === undefined ? `t${page.asked}` : page.token;
  };
  const server = { verdict: (): Verdict => ({ ok: true, expiresAtMs: clock.nowMs() + 600_000 }) };
  const keeper: TokenRefresher = new TokenRefresher(given ?? source, {
    clock,
    authenticate: (token) => {
      did.push(`authenticate ${token}`);
      return Promise.resolve(server.verdict());
    },
    reconnect: () => {
      did.push("reconnect");
    },
  });
  did.push(`connect ${(await keeper.read()) ?? "without"}`);
  const pass = async (ms: number): Promise<void> => {
    clock.pass(ms);
    await settle();
  };
  return { clock, keeper, page, server, did, pass };
}

describe("a token", () => {
  it("[ID5] is replaced in place a minute before it runs out, again and again", async () => {
    const { clock, keeper, did, pass } = await makeKeeper();
    keeper.onMe({ expiresAtMs: clock.nowMs() + 600_000 });
    await pass(539_999);
    expect(did).toEqual(["connect t1"]);
    await pass(1);
    expect(did).toEqual(["connect t1", "authenticate t2"]);
    await pass(540_000);
    expect(did.at(-1)).toBe("authenticate t3");
  });

  it("is replaced when a fifth of its life is left, if that is shorter than a minute", async () => {
    const { clock, keeper, did, pass } = await makeKeeper();
    keeper.onMe({ expiresAtMs: clock.nowMs() + 100_000 });
    await pass(79_999);
    expect(did).toHaveLength(1);
    await pass(1);
    expect(did.at(-1)).toBe("authenticate t2");
  });

  it("of a far future does not make a timer go off at once", async () => {
    const { clock, keeper, page, pass } = await makeKeeper();
    keeper.onMe({ expiresAtMs: clock.nowMs() + 400 * 86_400_000 });
    await pass(86_400_000);
    expect(page.asked).toBe(1);
  });

  it("[ID4] is asked for at once when the server says that it has run out, whatever this clock says", async () => {
    const { clock, keeper, did } = await makeKeeper();
    keeper.onMe({ expiresAtMs: clock.nowMs() - 3_600_000 });
    expect(clock.waiting).toBe(0);
    keeper.onMe({ reason: "token-expired" });
    await settle();
    expect(did.at(-1)).toBe("authenticate t2");
  });

  it("is asked for again from time to time while the page has nothing newer", async () => {
    const { clock, keeper, page, did, pass } = await makeKeeper();
    page.token = "t1";
    keeper.onMe({ expiresAtMs: clock.nowMs() + 10_000 });
    await pass(10_000);
    keeper.onMe({ reason: "token-expired" });
    await pass(0);
    expect(page.asked).toBe(3);
    await pass(10_000);
    expect(page.asked).toBe(4);
    page.token = "fresh";
    await pass(20_000);
    expect(did).toEqual(["connect t1", "authenticate fresh"]);
  });

  it("is asked for soon again after one was accepted, however long the page had none before", async () => {
    const { keeper, page, pass } = await makeKeeper();
    page.token = "t1";
    keeper.onMe({ reason: "token-expired" });
    for (const waitMs of [10_000, 20_000, 40_000]) await pass(waitMs);
    page.token = undefined;
    await pass(60_000);
    const asked = page.asked;
    page.token = `t${asked}`;
    keeper.onMe({ reason: "token-expired" });
    await pass(10_000);
    expect(page.asked).toBe(asked + 1);
  });

  it("that was no good from the start is not replaced in a hurry", async () => {
    const { keeper, page, pass } = await makeKeeper();
    keeper.onMe({ reason: "invalid-token" });
    await pass(9_999);
    expect(page.asked).toBe(1);
    await pass(1);
    expect(page.asked).toBe(2);
  });

  it("[ID9] that will be good soon is shown again then, a fixed one too", async () => {
    const { keeper, did, pass } = await makeKeeper("fixed");
    keeper.onMe({ reason: "token-not-yet-valid", retryAfterMs: 4_000 });
    await pass(3_999);
    expect(did).toEqual(["connect fixed"]);
    await pass(1_000);
    expect(did).toEqual(["connect fixed", "reconnect"]);
  });

  it("[ID5] of somebody else makes a new connection", async () => {
    const { keeper, server, did } = await makeKeeper();
    server.verdict = () => ({ ok: false, error: chatError("different-person") });
    await keeper.renew();
    expect(did).toEqual(["connect t1", "authenticate t2", "reconnect"]);
  });

  it("that is gone makes a new connection, and so does the first one", async () => {
    const { keeper, page, did } = await makeKeeper();
    page.token = null;
    await keeper.renew();
    expect(did).toEqual(["connect t1", "reconnect"]);
    expect(await keeper.read()).toBeUndefined();
    await keeper.renew();
    expect(did).toHaveLength(2);
    page.token = "t9";
    await keeper.renew();
    expect(did).toEqual(["connect t1", "reconnect", "reconnect"]);
  });

  it("is asked for again if the page's function throws at first", async () => {
    let asked = 0;
    const { did, pass } = await makeKeeper(() => {
      asked += 1;
      if (asked < 3) throw new Error("the host's own trouble");
      return "t1";
    });
    expect(did).toEqual(["connect without"]);
    await pass(10_000);
    await pass(20_000);
    expect(did).toEqual(["connect without", "reconnect"]);
  });

  it("is kept while the page's function fails, and asked for again", async () => {
    let answer = (): Promise<string> => Promise.resolve("t1");
    const { clock, keeper, did, pass } = await makeKeeper(() => answer());
    keeper.onMe({ expiresAtMs: clock.nowMs() + 600_000 });
    answer = () => Promise.reject(new Error("the host's own trouble"));
    await pass(540_000);
    answer = () => Promise.resolve("t2");
    await pass(10_000);
    expect(did).toEqual(["connect t1", "authenticate t2"]);
  });

  it("that is only a string is never asked for again", async () => {
    const { clock, keeper, did, pass } = await makeKeeper("the only one");
    keeper.onMe({ expiresAtMs: clock.nowMs() + 100_000 });
    keeper.onMe({ reason: "token-expired" });
    await pass(3_600_000);
    expect(did).toEqual(["connect the only one"]);
    expect(clock.waiting).toBe(0);
  });

  it("is asked for on waking up when it was due meanwhile, and not for a mere look at the page", async () => {
    const { clock, keeper, page } = await makeKeeper();
    keeper.onMe({ expiresAtMs: clock.nowMs() + 600_000 });
    keeper.onWake();
    await settle();
    expect(page.asked).toBe(1);
    clock.sleep(3_600_000);
    keeper.onWake();
    await settle();
    expect(page.asked).toBe(2);
  });

  it("is asked for on waking up where the visitor had none: they may have signed in meanwhile", async () => {
    const { keeper, page, did } = await makeKeeper();
    page.token = null;
    await keeper.renew();
    expect(await keeper.read()).toBeUndefined();
    keeper.onMe({});
    did.length = 0;
    keeper.onWake();
    await settle();
    expect(did).toEqual([]);
    page.token = "t9";
    keeper.onWake();
    await settle();
    expect(did).toEqual(["reconnect"]);
  });

  it("leaves no timer behind, even when the page answers late", async () => {
    let give: (token: string | undefined) => void = () => undefined;
    let late = false;
    const { clock, keeper, did } = await makeKeeper(() =>
      late ? new Promise<string | undefined>((resolve) => (give = resolve)) : "t1",
    );
    late = true;
    const renewed = keeper.renew();
    await settle();
    keeper.stop();
    give("t2");
    await renewed;
    expect(did).toEqual(["connect t1"]);
    expect(clock.waiting).toBe(0);
  });
});

describe("a token that is on its way", () => {
  it("that the server refused for now is shown again, though the page has no newer one", async () => {
    const { clock, keeper, page, server, did, pass } = await makeKeeper();
    keeper.onMe({ expiresAtMs: clock.nowMs() + 600_000 });
    const { verdict } = server;
    server.verdict = () => ({ ok: false, error: chatError("rate-limited") });
    page.token = "fresh";
    await pass(540_000);
    server.verdict = verdict;
    await pass(60_000);
    expect(did).toEqual(["connect t1", "authenticate fresh", "authenticate fresh"]);
    expect(keeper.inUse).toBe("fresh");
  });

  it("[ID9] that will be good soon is not shown for a connection that has ended", async () => {
    const { clock, keeper, did, pass } = await makeKeeper();
    keeper.stop();
    keeper.onMe({ reason: "token-not-yet-valid", retryAfterMs: 2_000 });
    expect(clock.waiting).toBe(0);
    await pass(60_000);
    expect(did).toEqual(["connect t1"]);
  });

  it("stays in use while the page's function fails, however late", async () => {
    let fail: (reason: Error) => void = () => undefined;
    let asked = 0;
    const { clock, keeper, did, pass } = await makeKeeper(() =>
      asked++ === 0 ? "t1" : new Promise((_, reject) => (fail = reject)),
    );
    keeper.onMe({ expiresAtMs: clock.nowMs() + 600_000 });
    await pass(540_000);
    await pass(3_000);
    fail(new Error("the page's server is away"));
    await settle();
    expect(did).toEqual(["connect t1"]);
    expect(keeper.inUse).toBe("t1");
  });

  it("is requested once more if asked for while the last one is being checked", async () => {
    const { refresher, open, accept } = await makeSlow();
    const renewing = refresher.renew();
    await open[1]!.answer("t2");
    expect(open[2]!.what).toBe("authenticate t2");
    // Somebody else signs in on the page, which says so.
    const again = refresher.renew();
    await open[2]!.answer(accept);
    expect(open[3]!.what).toBe("page");
    await open[3]!.answer("t3");
    await open[4]!.answer(accept);
    await Promise.all([renewing, again]);
    expect(open.map(({ what }) => what).slice(2)).toEqual([
      ...["authenticate t2", "page", "authenticate t3"],
    ]);
  });

  it("comes from the new source where that changes while the last one is being judged", async () => {
    const { refresher, open, accept } = await makeSlow();
    const renewing = refresher.renew();
    await open[1]!.answer("t2");
    refresher.source = () => Promise.resolve("somebody else's");
    const again = refresher.renew();
    await open[2]!.answer(accept);
    expect(open[3]!.what).toBe("authenticate somebody else's");
    await open[3]!.answer(accept);
    await Promise.all([renewing, again]);
  });

  it("comes from the new source, though the old one has answered late", async () => {
    const { clock, refresher, open } = await makeSlow();
    const renewing = refresher.renew();
    clock.pass(3_000);
    await renewing;
    await open[1]!.answer("t2");
    refresher.source = () => Promise.resolve("t9");
    expect(await refresher.read()).toBe("t9");
  });

  it("comes from the new source where that changes while the old one is asked", async () => {
    const { refresher, open } = await makeSlow();
    void refresher.renew();
    refresher.source = () => Promise.resolve("t9");
    await open[1]!.answer("t2");
    expect(open.map(({ what }) => what)).toEqual(["page", "page", "authenticate t9"]);
  });

  it("comes from the new source where that changes while a connection waits for the old one", async () => {
    const { refresher, open } = await makeSlow();
    const reading = refresher.read();
    refresher.source = "t9";
    await open.at(-1)!.answer("t2");
    expect([await reading, refresher.inUse]).toEqual(["t9", "t9"]);
  });

  it("that the page names late is connected with once, and the page is asked for the next", async () => {
    const { clock, refresher, open } = await makeSlow();
    const reading = refresher.read();
    clock.pass(3_000);
    expect(await reading).toBeUndefined();
    await open.at(-1)!.answer("late");
    expect(refresher.read()).toBe("late");
    const asked = open.length;
    const next = refresher.read();
    expect(open).toHaveLength(asked + 1);
    await open.at(-1)!.answer("t2");
    expect(await next).toBe("t2");
  });

  it("is not used when the page names it after its patience, and after the connection has ended", async () => {
    const { clock, refresher, open, did } = await makeSlow();
    void refresher.renew();
    clock.pass(3_000);
    await settle();
    refresher.stop();
    await open[1]!.answer("t2");
    expect(open).toHaveLength(2);
    expect(did).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it("leaves no timer behind when the connection ends while it is being judged", async () => {
    const { clock, refresher, open, accept } = await makeSlow();
    void refresher.renew();
    await open[1]!.answer("t2");
    refresher.stop();
    await open[2]!.answer(accept);
    expect(clock.waiting).toBe(0);
  });

  it("is kept fresh again after the connection was closed and opened again", async () => {
    const { clock, refresher, open } = await makeSlow();
    refresher.stop();
    const reading = refresher.read();
    await open[1]!.answer("t2");
    expect(await reading).toBe("t2");
    refresher.onMe({ expiresAtMs: clock.nowMs() + 600_000 });
    clock.pass(540_000);
    await settle();
    expect(open[2]!.what).toBe("page");
  });
});
