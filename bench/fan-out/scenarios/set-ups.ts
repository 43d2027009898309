import { buildIfStale } from "../../../scripts/build.ts";
import { spread } from "../../support/statistics.ts";
import { Generators } from "../generators.ts";
import type { Length, Scenario } from "../scenario.ts";
import { startOperatedChat, type SetUp } from "../servers/operated-chat.ts";
import { table } from "../table.ts";

const VIEWERS = 5_000;
const PER_ROOM = 5;
const PER_SECOND = 400;
const WARM_UP_SECONDS = 3;

const ALL: readonly SetUp[] = [
  { name: "one process, SQLite" },
  { name: "two workers, SQLite", workers: 2 },
  { name: "one process, Postgres", hasPostgres: true },
  { name: "two workers, Postgres", workers: 2, hasPostgres: true },
  { name: "two nodes, Postgres", nodes: 2, hasPostgres: true },
  { name: "two nodes, Postgres and Redis", nodes: 2, hasPostgres: true, hasRedis: true },
];

type Part = "chat" | "postgres" | "redis";
type Figures = Record<Part | "p50Ms" | "p99Ms" | "arrived", number>;

/** The same small rooms on each set-up, as an operator starts it; all share all cores with the load. */
export const SET_UPS: Scenario = {
  name: "set-ups",
  about: `${VIEWERS} viewers, ${PER_ROOM} in a room, ${PER_SECOND} messages/s; no process has a core to itself`,
  run: async (length) => {
    await buildIfStale();
    const figures = new Map<SetUp, Figures[]>(ALL.map((setUp) => [setUp, []]));
    for (let round = 0; round < length.rounds; round++)
      for (const setUp of ALL) figures.get(setUp)!.push(await measure(setUp, length));
    const rows = [...figures].map(([{ name }, rounds]) => {
      const show = (key: keyof Figures, digits = 0) =>
        spread(
          rounds.map((round) => round[key]),
          digits,
        );
      return [
        ...[name, show("chat"), show("postgres"), show("redis"), `${show("arrived", 1)} %`],
        ...[show("p50Ms", 1), show("p99Ms", 1)],
      ];
    });
    const head = ["CPU µs a message", "chat", "Postgres", "Redis", "arrived", "p50 ms", "p99 ms"];
    console.log(table(head, rows));
  },
};

async function measure(setUp: SetUp, { seconds, share }: Length): Promise<Figures> {
  const chat = await startOperatedChat(setUp);
  const generators = new Generators();
  try {
    const [port = 0, otherPort] = chat.ports;
    const target = { dialect: "live-chat", perRoom: PER_ROOM } as const;
    await generators.connect({ ...target, port, otherPort }, VIEWERS * share);
    await generators.load({ perSecond: PER_SECOND, seconds: WARM_UP_SECONDS });
    const before = chat.spent();
    const heard = await generators.load({ perSecond: PER_SECOND, seconds });
    const after = chat.spent();
    const each = (part: Part) => (1_000 * (after[part] - before[part])) / heard.sent;
    return {
      ...{ chat: each("chat"), postgres: each("postgres"), redis: each("redis") },
      ...{ p50Ms: heard.latency.percentile(0.5), p99Ms: heard.latency.percentile(0.99) },
      arrived: (100 * heard.deliveries) / heard.expected,
    };
  } finally {
    await generators.end();
    await chat.stop();
  }
}
