import { once } from "node:events";
import { createClient } from "@redis/client";
import { describe, expect, it, onTestFinished } from "vitest";
import { openBus as openBusOf } from "../../server/src/fan-out/open-bus.ts";
import { RedisBus, type RedisBusOptions } from "../../server/src/fan-out/redis/redis-bus.ts";
import { redisRemedy } from "../../server/src/fan-out/redis/redis-remedy.ts";
import { readProjectFile } from "../architecture/source-files.ts";
import { makeCertificate } from "../support/certificate.ts";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/free-port.ts";
import { startRedis } from "../support/redis.ts";
import { entries, Listener } from "../support/node-buses.ts";
import { startServerProcess } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** What docs/operating.md gives the chat's user. */
const [, RIGHTS = ""] =
  /ACL SETUSER live-chat on '>a-password' (.*)$/m.exec(readProjectFile("docs/operating.md")) ?? [];

/** A Redis with a user of the chat's, who has these rights. */
async function startGuarded(rights: string) {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const admin = await createClient({ url: redis.url }).connect();
  onTestFinished(() => admin.destroy());
  const grant = (more: string) =>
    admin.sendCommand(["ACL", "SETUSER", "live-chat", "on", ">secret", ...more.split(" ")]);
  await grant(rights);
  const connections = async () =>
    JSON.stringify(await admin.sendCommand(["CLIENT", "LIST"])).split("user=live-chat ").length - 1;
  return { url: redis.url.replace("//", "//live-chat:secret@"), grant, connections };
}

/** A bus, and what its operator hears of it. */
function openBus(options: Pick<RedisBusOptions, "url" | "ca">, nodeId = "here") {
  let nowMs = Date.now();
  const said: string[] = [];
  const bus = new RedisBus({
    ...options,
    nodeId,
    secret: "test",
    clock: { nowMs: () => nowMs },
    onDown: (error) => void said.push(redisRemedy(error) ?? error.message),
    onUp: () => void said.push("up"),
  });
  const listener = new Listener(bus);
  onTestFinished(() => bus.close());
  return { bus, listener, said, pass: (ms: number) => (nowMs += ms) };
}

describe("a Redis with users and rights", () => {
  it("carries everything with the rights that the guide names, and no others", async () => {
    const { url } = await startGuarded(RIGHTS);
    const [here, there] = [openBus({ url }), openBus({ url }, "there")];
    there.bus.follow("s1");
    await eventually("the subscription", () => there.listener.following.has("s1"));
    await eventually("a message", () => {
      here.bus.publish(entries("s1", 1));
      return there.listener.seqs("s1").length > 0;
    });
    there.bus.unfollow("s1");
    expect([...here.said, ...there.said]).toEqual([]);
  });

  it.each([
    ["no channels", RIGHTS.replace(/&\S+/, "resetchannels")],
    ["no publishing", RIGHTS.replace("+publish", "")],
    ["no subscribing", RIGHTS.replace("+subscribe", "")],
  ])("that gives %s is told of once with its remedy, and used once it does", async (_what, few) => {
    const { url, grant, connections } = await startGuarded(few);
    const { bus, listener, said, pass } = openBus({ url });
    bus.follow("s1");
    const tellSoon = () => {
      // As a node does, again and again.
      pass(500);
      bus.publish(entries("s1", 1));
    };
    await eventually("the remedy", () => {
      tellSoon();
      return said.length > 0;
    });
    for (let i = 0; i < 20; i++) {
      tellSoon();
      await new Promise(setImmediate);
    }
    expect(said).toEqual([expect.stringContaining("ACL SETUSER <user> on &live-chat:*")]);
    await grant(RIGHTS);
    await eventually("it is back", () => {
      tellSoon();
      return said.at(-1) === "up";
    });
    await eventually("the subscription", () => listener.following.has("s1"));
    expect(said).toHaveLength(2);
    // Those that it tried before are not kept: Redis has only so many.
    await expect.poll(connections).toBe(1);
  });

  it("is reported once with its remedy if the password is wrong or missing", async () => {
    const { url } = await startGuarded(RIGHTS);
    const wrong = openBus({ url: url.replace("secret", "wrong") });
    await eventually("the remedy", () => wrong.said.length > 0);
    expect(wrong.said).toEqual(["Correct the user and password in CHAT_REDIS_URL."]);
    const closed = await startRedis(["--requirepass", "secret"]);
    onTestFinished(() => closed.stop());
    const none = openBus({ url: closed.url });
    await eventually("the remedy", () => none.said.length > 0);
    expect(none.said).toEqual(["Correct the user and password in CHAT_REDIS_URL."]);
  });
});

describe("a Redis under TLS", () => {
  async function startSecure() {
    const { certificatePath, keyPath } = makeCertificate(temporaryFolder());
    const port = await freePort();
    const redis = await startRedis([
      ...["--tls-port", String(port), "--tls-auth-clients", "no"],
      ...["--tls-cert-file", certificatePath, "--tls-key-file", keyPath],
      ...["--tls-ca-cert-file", certificatePath],
    ]);
    onTestFinished(() => redis.stop());
    return { url: `rediss://localhost:${port}`, plain: redis.url, ca: certificatePath };
  }

  it("is accepted from an own authority, which CHAT_REDIS_CA names", async () => {
    const { url, ca } = await startSecure();
    const { bus, listener, said } = openBus({ url, ca });
    bus.follow("s1");
    await eventually("the subscription", () => listener.following.has("s1"));
    expect(said).toEqual([]);
  });

  it("is accepted from it by a server's own settings", async () => {
    const { url, ca } = await startSecure();
    const said: string[] = [];
    const bus = await openBusOf(url, {
      redisCa: ca,
      secrets: { getOrCreate: async () => "test" },
      clock: { nowMs: () => Date.now() },
      onDown: ({ message }) => void said.push(message),
      onUp: () => undefined,
    });
    const listener = new Listener(bus);
    bus.follow("s1");
    await eventually("the subscription", () => listener.following.has("s1") || said.length > 0);
    expect(said).toEqual([]);
  });

  it.each([
    ["an authority that nobody knows", {}, "CHAT_REDIS_CA"],
    ["a certificate for another name", { host: "127.0.0.1" }, "another name"],
    ["a port without TLS", { isPlain: true }, "redis://"],
  ])("with %s is told of once with its remedy", async (_what, { host, isPlain }: Odd, remedy) => {
    const { url, plain, ca } = await startSecure();
    const wrong = isPlain
      ? plain.replace("redis:", "rediss:")
      : url.replace("localhost", host ?? "localhost");
    const { said } = openBus({ url: wrong, ...((host ?? isPlain) && { ca }) });
    await eventually("the remedy", () => said.length > 0);
    expect(said).toEqual([expect.stringContaining(remedy)]);
  });
});

interface Odd {
  host?: string;
  isPlain?: boolean;
}

it("a server logs it once, continues, and never logs the password", async () => {
  const { url } = await startGuarded(RIGHTS);
  const env = {
    CHAT_GUESTS: "true",
    CHAT_DATABASE_URL: "memory:",
    CHAT_REDIS_URL: url.replace("secret", "a-wrong-password"),
    CHAT_LOG_LEVEL: "warn",
  };
  const server = await startServerProcess(env, temporaryFolder());
  onTestFinished(() => void server.end("SIGKILL"));
  const remedies = () => server.said().match(/Correct the user and password/g)?.length ?? 0;
  await eventually("the remedy", () => remedies() > 0);
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ ok: true, bus: "down" });
  server.child.kill("SIGTERM");
  await once(server.child, "exit");
  expect(remedies()).toBe(1);
  expect(server.said()).not.toContain("a-wrong-password");
});
