import { expect, it, onTestFinished } from "vitest";
import { ReservedNames } from "../../server/src/chat/moderation/reserved-names.ts";
import { DomainEvents } from "../../server/src/chat/ports/domain-events.ts";
import type {
  ReservedName,
  ReservedNameStore,
} from "../../server/src/chat/ports/reserved-name-store.ts";
import { StoreClock } from "../../server/src/chat/ports/store-clock.ts";
import { nameSkeleton } from "../../server/src/chat/text/name-skeleton.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { holdCalls } from "../support/hold-calls.ts";
import { memberOf } from "../support/open-chat.ts";
import { FakeClock } from "../widget/support/fake-clock.ts";

const DAY_MS = 24 * 60 * 60_000;

const NO_STORE: ReservedNameStore = {
  reserve: () => Promise.resolve(),
  release: () => Promise.resolve(),
  all: () => Promise.resolve([]),
  deleteUnseenSince: () => Promise.resolve(),
};

/** A node, and what it tells others of its reserved names; they hear it when the test says so. */
function openNode(stored: () => ReservedName[] = () => [], clock = new FakeClock()) {
  const events = new DomainEvents();
  const store = { ...NO_STORE, all: () => Promise.resolve(stored()) };
  const names = new ReservedNames(store, new StoreClock(clock), events);
  const told: Parameters<typeof names.applyChange>[0][] = [];
  events.on("reserved-name-changed", (change) => told.push(change));
  return { names, told };
}

it("[ID7] a name stays on a node with the first who had it there, though another node reserved it meanwhile", async () => {
  const [here, there] = [openNode(), openNode()];
  await here.names.reserve("s1", "mina", "Mina", true);
  await there.names.reserve("s1", "tom", "M1na", true);
  for (const change of there.told) here.names.applyChange(change);
  expect(here.names.ownerOf("s1", "Mina", "somebody")).toMatchObject({ userId: "mina" });
  // The other one never had it here, and takes nothing along.
  await there.names.release("s1", "tom");
  here.names.applyChange(there.told.at(-1)!);
  expect(here.names.ownerOf("s1", "Mina", "somebody")).toMatchObject({ userId: "mina" });
});

it("[ID7] a person has one name in each scope, and loses one alone when it is released", async () => {
  const { names } = openNode();
  const ownerOf = (streamId: string, name: string) => names.ownerOf(streamId, name, "x")?.userId;
  await names.reserve("s1", "mina", "Mina", true);
  await names.reserve("s2", "mina", "Mina", false);
  await names.reserve("s1", "mina", "Jisoo", true);
  expect([ownerOf("s1", "Mina"), ownerOf("s1", "Jisoo")]).toEqual([undefined, "mina"]);
  await names.release("s1", "mina");
  expect([ownerOf("s1", "Jisoo"), ownerOf("s2", "Mina")]).toEqual([undefined, "mina"]);
  // Who is no staff any longer, by their token, has the name of an appointment alone.
  await names.reserve("s3", "mina", "Mina", true);
  await names.update(memberOf("mina"));
  expect([ownerOf("s2", "Mina"), ownerOf("s3", "Mina")]).toEqual([undefined, "mina"]);
});

it("[ID7] a node that reads all names again keeps none that is no longer there", async () => {
  const mina = { userId: "mina", isAppointed: true, seenAtMs: 1_000_000 };
  const stored = [{ scope: "s1", skeleton: nameSkeleton("Mina"), ...mina }];
  const { names } = openNode(() => stored);
  await names.load();
  expect(names.ownerOf("s1", "Mina", "x")?.userId).toBe("mina");
  stored.length = 0;
  await names.load();
  expect(names.ownerOf("s1", "Mina", "x")).toBeUndefined();
});

it("[ID7] what changes while a node reads all names is not lost", async () => {
  const nameOf = (userId: string): ReservedName => ({
    ...{ scope: "s1", skeleton: nameSkeleton(userId), userId },
    ...{ isAppointed: true, seenAtMs: 1_000_000 },
  });
  const all = () => Promise.resolve(["tom", "anna"].map(nameOf));
  const store = holdCalls({ ...NO_STORE, all });
  const names = new ReservedNames(store.port, new StoreClock(new FakeClock()), new DomainEvents());
  const held = store.hold("all");
  const loading = names.load();
  const release = await held;
  await names.reserve("s1", "mina", "Mina", true);
  await names.release("s1", "tom");
  names.applyChange({ freed: false, name: nameOf("kim") });
  names.applyChange({ freed: true, scope: "s1", userId: "anna" });
  release();
  await loading;
  const people = ["mina", "tom", "kim", "anna"];
  expect(people.map((name) => names.ownerOf("s1", name, "x")?.userId)).toEqual([
    ...["mina", undefined],
    ...["kim", undefined],
  ]);
});

it("[ID7] a name is free on every node once it was released on one", async () => {
  const [here, there] = [openNode(), openNode()];
  await here.names.reserve("s1", "mina", "Mina", true);
  for (const change of here.told) there.names.applyChange(change);
  expect(there.names.ownerOf("s1", "Mina", "tom")).toMatchObject({ userId: "mina" });
  await here.names.release("s1", "mina");
  there.names.applyChange(here.told.at(-1)!);
  for (const { names } of [here, there]) expect(names.ownerOf("s1", "Mina", "tom")).toBeUndefined();
});

it("[ID7] a name that a token made its person's outlives that role once they are appointed", async () => {
  const { names, told } = openNode();
  await names.reserve("s1", "mina", "Mina", false);
  await names.reserve("s1", "mina", "Mina", true);
  // Their token says so again: nothing is new.
  await names.reserve("s1", "mina", "Mina", false);
  expect(told).toHaveLength(2);
  await names.update(memberOf("mina"));
  expect(names.ownerOf("s1", "Mina", "tom")).toMatchObject({ userId: "mina" });
});

it("[ID7] a node keeps a name whose owner joins on another", async () => {
  const clock = new FakeClock();
  const [here, there] = [openNode(undefined, clock), openNode(undefined, clock)];
  await here.names.reserve("s1", "mina", "Mina", true);
  there.names.applyChange(here.told.at(-1)!);
  clock.pass(20 * DAY_MS);
  await here.names.reserve("s1", "mina", "Mina", true);
  there.names.applyChange(here.told.at(-1)!);
  clock.pass(20 * DAY_MS);
  await there.names.sweep(clock.nowMs());
  expect(there.names.ownerOf("s1", "Mina", "tom")).toMatchObject({ userId: "mina" });
});

it("[AD3] all names of a person are free in the database, also those of which this node has not heard", async () => {
  const { log, reservedNames } = await openStorage({ databaseUrl: "memory:" }, systemClock);
  onTestFinished(() => log.close());
  const time = new StoreClock(systemClock);
  const [here, there] = [0, 1].map(
    () => new ReservedNames(reservedNames, time, new DomainEvents()),
  );
  for (const scope of ["", "s1", "moonlight:*"]) {
    await here!.reserve(scope, "mina", `Mina ${scope}`, true);
    await here!.reserve(scope, "tom", `Tom ${scope}`, true);
  }
  await there!.releaseAll("mina");
  const left = await reservedNames.all(0);
  const scopes = left.filter(({ userId }) => userId === "tom").map(({ scope }) => scope);
  expect(scopes.toSorted()).toEqual(["", "moonlight:*", "s1"]);
  expect(left).toHaveLength(3);
});
