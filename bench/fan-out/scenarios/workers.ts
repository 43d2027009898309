import { buildIfStale } from "../../../scripts/build.ts";
import { percentile, spread } from "../../support/statistics.ts";
import { Generators } from "../generators.ts";
import { fullAt, type MessageCost } from "../scaling/full-core.ts";
import type { Length, Scenario } from "../scenario.ts";
import { startOperatedChat, type SetUp } from "../servers/operated-chat.ts";
import { table } from "../table.ts";

const COUNTS = [1, 2, 4, 8];
const VIEWERS = 5_000;
const WARM_UP_SECONDS = 3;

interface Crowd {
  readonly name: string;
  readonly perRoom?: number;
  readonly perSecond: number;
}

const CROWDS: readonly Crowd[] = [
  { name: "small rooms", perRoom: 5, perSecond: 400 },
  { name: "one large room", perSecond: 50 },
];

interface Figures extends MessageCost {
  arrived: number;
  heardEach: number;
}

/** What a message costs in each process, with one to eight workers, and which core is full first. */
export const WORKERS: Scenario = {
  name: "workers",
  about: `${VIEWERS} viewers on 1 to 8 workers; no process has a core to itself, so look at CPU alone`,
  run: async (length) => {
    await buildIfStale();
    for (const crowd of CROWDS)
      for (const hasPostgres of [false, true]) {
        console.log(`${crowd.name}, ${hasPostgres ? "Postgres" : "SQLite"}:`);
        const figures = new Map<number, Figures[]>(COUNTS.map((count) => [count, []]));
        for (let round = 0; round < length.rounds; round++)
          for (const [workers, rounds] of figures)
            rounds.push(await measure(setUpOf(workers, hasPostgres), crowd, length));
        console.log(
          table(
            HEAD,
            [...figures].map(([workers, rounds]) => toRow(workers, rounds)),
          ),
        );
      }
  },
};

const HEAD = [
  "CPU µs a message",
  "first: loop",
  "first: threads",
  "others, all",
  "Postgres",
  "arrived",
  "full first",
  "at messages/s",
  "deliveries/s",
];

/** One worker is a process without others. */
function setUpOf(workers: number, hasPostgres: boolean): SetUp {
  return {
    name: `${workers} workers`,
    ...(workers > 1 && { workers }),
    ...(hasPostgres && { hasPostgres }),
  };
}

async function measure(setUp: SetUp, crowd: Crowd, { seconds, share }: Length): Promise<Figures> {
  const { perRoom, perSecond } = crowd;
  const chat = await startOperatedChat(setUp);
  const generators = new Generators();
  try {
    const target = { dialect: "live-chat", port: chat.ports[0]!, perRoom } as const;
    await generators.connect(target, VIEWERS * share);
    await generators.load({ perSecond, seconds: WARM_UP_SECONDS });
    const before = chat.spent();
    const heard = await generators.load({ perSecond, seconds });
    const after = chat.spent();
    const each = (part: keyof typeof after) => (1_000 * (after[part] - before[part])) / heard.sent;
    const { mainThread, otherThreads } = {
      mainThread: each("mainThread"),
      otherThreads: each("otherThreads"),
    };
    return {
      ...{ mainThread, otherThreads, workers: each("chat") - mainThread - otherThreads },
      postgres: each("postgres"),
      arrived: (100 * heard.deliveries) / heard.expected,
      heardEach: heard.expected / heard.sent,
    };
  } finally {
    await generators.end();
    await chat.stop();
  }
}

function toRow(workers: number, rounds: readonly Figures[]): string[] {
  const show = (key: keyof Figures, digits = 0) =>
    spread(
      rounds.map((round) => round[key]),
      digits,
    );
  const median = (key: keyof Figures) =>
    percentile(
      rounds.map((round) => round[key]),
      0.5,
    );
  const cost = {
    ...{ mainThread: median("mainThread"), otherThreads: median("otherThreads") },
    ...{ workers: median("workers"), postgres: median("postgres") },
  };
  const { core, perSecond } = fullAt(workers, cost);
  return [
    ...[`${workers}`, show("mainThread"), show("otherThreads"), show("workers"), show("postgres")],
    ...[`${show("arrived", 1)} %`, core, perSecond.toFixed(0)],
    Math.round(perSecond * median("heardEach")).toLocaleString("en"),
  ];
}
