import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModerationAction } from "#protocol";
import { LightClient } from "../tests/support/light-client.ts";
import { SIGN_IN, tokenOf } from "../tests/support/tokens.ts";
import { startWatchedServer, type WatchedServer } from "./support/start-watched-server.ts";
import { percentile, spread } from "./support/statistics.ts";

/*
 * A ban in all shows of a channel with many active streams, and its lift: when it holds, when the
 * person knows in each of them, and how long the server's event loop is held up. One other person
 * writes in every stream meanwhile. Usage: npm run bench channel-change [-- streams rounds]
 */
const [streams = 1_000, rounds = 10] = process.argv.slice(2).map(Number);
/** Interval between two messages of each stream. */
const WRITTEN_EVERY_MS = 10_000;
const BAN = { kind: "ban", userId: "tom" } as const;
const LIFT = { kind: "lift", userId: "tom" } as const;

/** Somebody in one stream. */
interface Member {
  readonly client: LightClient;
  readonly streamId: string;
}

const folder = mkdtempSync(join(tmpdir(), "live-chat-bench-"));
let server: WatchedServer | undefined;
try {
  server = await startWatchedServer({
    databaseUrl: `sqlite:${join(folder, "chat.db")}`,
    jwtSecret: SIGN_IN.jwtSecret,
    rateLimit: "off",
  });
  await measure(server);
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true });
}
process.exit();

async function measure({ url, report }: WatchedServer): Promise<void> {
  const boss = await enter(url, "boss", "shop:0", { chat_roles: { "shop:*": "owner" } });
  const toms = await enterAll(url, "tom");
  const annas = await enterAll(url, "anna");
  for (const anna of annas) await say(anna, "hello");
  const stop = keepWriting(annas);
  const act = async (action: ModerationAction): Promise<void> => {
    const payload = { streamId: "shop:0", scope: "channel", action };
    const answer = await boss.client.ask("moderate", payload);
    if (!answer.includes('"ok":true')) throw new Error(answer);
  };
  const times = new Map<string, number[]>();
  let accepted = 0;
  for (let round = 0; round < rounds; round++)
    for (const action of [BAN, LIFT]) {
      const { kind } = action;
      const note = (what: string, ms: number): void => {
        const name = `${kind}: ${what}`;
        times.set(name, [...(times.get(name) ?? []), ms]);
      };
      // What came before is no part of it.
      await report();
      const startMs = performance.now();
      const told = Promise.all(toms.map(meChanged)).then(() => performance.now() - startMs);
      await act(action);
      note("acknowledged after", performance.now() - startMs);
      // In every other round, the next message in each stream, at once: none may be let through.
      const isTried = kind === "ban" && round % 2 === 1;
      if (isTried) {
        const answers = await Promise.all(toms.map((tom) => say(tom, "spam")));
        accepted += answers.filter((answer) => !answer.includes('"banned"')).length;
        note("refused in all streams after", performance.now() - startMs);
        await told;
      } else {
        note("the person knows in the last stream after", await told);
        note("longest turn of the event loop, of CPU", (await report()).longestTurnMs);
      }
    }
  stop();
  console.log(`A change of a channel with ${streams} active streams, ${rounds} rounds, in ms:`);
  for (const [name, list] of times)
    console.log(`  ${name}: ${spread(list)}, p99 ${percentile(list, 0.99).toFixed(0)}`);
  console.log(
    `  messages let through after the ack: ${accepted} of ${Math.floor(rounds / 2) * streams}`,
  );
}

async function enterAll(url: string, userId: string): Promise<Member[]> {
  const members: Member[] = [];
  for (let i = 0; i < streams; i++) members.push(await enter(url, userId, `shop:${i}`));
  return members;
}

async function enter(
  url: string,
  userId: string,
  streamId: string,
  claims: object = {},
): Promise<Member> {
  const client = await LightClient.open(url, { auth: { token: await tokenOf(userId, claims) } });
  const answer = await client.ask("join-room", { streamId });
  if (!answer.includes('"ok":true')) throw new Error(answer);
  return { client, streamId };
}

function say({ client, streamId }: Member, message: string): Promise<string> {
  return client.ask("send-message", { streamId, message });
}

/** Resolves when somebody hears that they may write, or may not. */
function meChanged({ client }: Member): Promise<void> {
  return new Promise((resolve) => {
    client.onEvent((json) => {
      if (json.startsWith('["me-changed"')) resolve();
    });
  });
}

/** Lets people write in turn; the function that it returns ends that. */
function keepWriting(people: readonly Member[]): () => void {
  let next = 0;
  const timer = setInterval(() => {
    void say(people[next++ % people.length]!, "what a glaze");
  }, WRITTEN_EVERY_MS / people.length);
  return () => clearInterval(timer);
}
