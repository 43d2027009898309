import { describe, expect, it, onTestFinished } from "vitest";
import type { Answer } from "#protocol";
import { connect } from "../support/connect.ts";
import { PollingClient } from "../support/polling-client.ts";
import { startServerProcess } from "../support/server-process.ts";
import { codeOf, joinAsGuest, joinAs, recordOf, SIGN_IN } from "../support/staff.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { onePerWorker, placeOf } from "../support/workers.ts";

const BANNED = "203.0.113.7";
const NEIGHBOUR = "203.0.113.8";

/** Two workers behind a proxy on this machine. */
async function startWorkers(env: Record<string, string> = {}): Promise<string> {
  const dir = temporaryFolder();
  const server = await startServerProcess(
    {
      CHAT_WORKERS: "2",
      CHAT_DATABASE_URL: "memory:",
      CHAT_GUESTS: "true",
      CHAT_JWT_SECRET: SIGN_IN.jwtSecret,
      CHAT_TRUST_PROXY: "loopback",
      TMPDIR: dir,
      ...env,
    },
    dir,
  );
  onTestFinished(() => void server.end("SIGKILL"));
  return server.url;
}

function from(address: string) {
  return { "x-forwarded-for": address };
}

/** Bans a guest together with their address. */
async function banGuestAt(url: string, address: string): Promise<void> {
  const boss = await joinAs(url, "boss", "owner", { headers: from("198.51.100.1") });
  const raider = await joinAsGuest(url, "Raider", undefined, from(address));
  // By what they wrote, every worker knows where they come from.
  expect(codeOf(await raider.say("cheap coins"))).toBe(undefined);
  const { userId } = raider;
  recordOf(await boss.does({ kind: "ban", userId, withAddress: true }));
}

/** What a new guest's message is answered with, who comes by a handshake written by hand. */
async function sendByHand(url: string, query: string, address: string) {
  const client = await PollingClient.open(url, query, from(address));
  const user = { nickname: "Newcomer" };
  await client.ask("join-room", { streamId: "s1", user });
  const answer = await client.ask("send-message", { streamId: "s1", message: "hello" });
  await client.close();
  return codeOf(answer as Answer<object>);
}

describe("addresses on a server with workers", () => {
  it("[MO4] a ban by address holds on every worker, however proxies write the address, and for it alone", async () => {
    const url = await startWorkers();
    await banGuestAt(url, `${BANNED}:52144`);
    for (const [written, code] of [
      [BANNED, "banned"],
      [`${BANNED}:4711`, "banned"],
      [`[::ffff:${BANNED}]:80`, "banned"],
      [`198.51.100.9, "${BANNED}:4711"`, "banned"],
      [NEIGHBOUR, undefined],
      [`${BANNED}, ${NEIGHBOUR}:52144`, undefined],
      [`[2001:db8:1:2::5]:443`, undefined],
    ] as const) {
      const places = new Set<string>();
      // Connections are handed to the workers in turn.
      while (places.size < 2) {
        const guest = await joinAsGuest(url, "Newcomer", undefined, from(written));
        places.add(placeOf(guest.client));
        expect(codeOf(await guest.say("hello")), written).toBe(code);
        guest.client.disconnect();
      }
    }
  });

  it("[MO4] a handshake that names sessions, one or two, does not slip past a ban by address", async () => {
    const url = await startWorkers();
    await banGuestAt(url, BANNED);
    for (const place of [1, 2])
      for (const query of ["&sid=", `&sid=${place}.made-up&sid=`]) {
        expect(await sendByHand(url, query, BANNED), query).toBe("banned");
        expect(await sendByHand(url, query, NEIGHBOUR), query).toBe(undefined);
      }
    // A session that is named last is asked for, and there is none.
    for (const place of [1, 2])
      await expect(
        PollingClient.open(url, `&sid=&sid=${place}.made-up`, from(BANNED)),
      ).rejects.toThrow('400: {"code":1');
  });

  it("[MO4] a ban by address holds for those who name another address in the workers' own headers", async () => {
    const url = await startWorkers();
    await banGuestAt(url, BANNED);
    for (const named of [NEIGHBOUR, "127.0.0.1"]) {
      const headers = { ...from(BANNED), "x-live-chat-caller": named };
      const places = new Set<string>();
      while (places.size < 2) {
        const guest = await joinAsGuest(url, "Newcomer", undefined, headers);
        places.add(placeOf(guest.client));
        expect(codeOf(await guest.say("hello")), named).toBe("banned");
        guest.client.disconnect();
      }
    }
  });

  it("[CN9] the connections of one address are bounded over all workers together", async () => {
    const url = await startWorkers({
      CHAT_CONNECTIONS_PER_ADDRESS: "6",
      CHAT_RATE_LIMIT: "100/1s",
    });
    const open = () =>
      new Promise<boolean>((resolve) => {
        const client = connect(url, {
          reconnection: false,
          transports: ["websocket"],
          extraHeaders: from(BANNED),
        });
        client.once("connect", () => resolve(true));
        client.once("connect_error", () => resolve(false));
      });
    const openMany = async () =>
      (await Promise.all(Array.from({ length: 30 }, open))).filter((isUp) => isUp).length;
    // A worker that is busy gets fewer of them, maybe less than its share.
    let up = await openMany();
    while (up < 6) up += Number(await open());
    up += await openMany();
    expect(up).toBe(6);
    // Others are served by both.
    expect(await onePerWorker(url, 2)).toHaveLength(2);
  });
});
