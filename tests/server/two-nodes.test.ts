import { SignJWT } from "jose";
import type { FilterRule } from "#protocol";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { eventually } from "../support/eventually.ts";
import { createDatabase } from "../support/postgres.ts";
import { startRedis } from "../support/redis.ts";
import { PAGE, post, signIn } from "../support/sign-in-api.ts";
import { joinAs, recordOf, SIGN_IN } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, collect, join, next } from "../support/stock-client.ts";
import type { ChatServerOptions } from "../../server/src/settings.ts";

const JWT_SECRET = "a secret that is long enough to sign with";

/** Two nodes that hear each other. */
async function startNodes(options: ChatServerOptions = {}) {
  const databaseUrl = await createDatabase(inject("postgresUrl"));
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const all = { ...options, databaseUrl, redisUrl: redis.url };
  const [here, there] = await Promise.all([startServer(all), startServer(all)]);
  const bus = async (is: "up" | "down") => {
    for (const { url } of [here, there])
      for (;;) {
        const ready = (await (await fetch(`${url}/readyz`)).json()) as { ok: boolean; bus: string };
        expect(ready.ok).toBe(true);
        if (ready.bus === is) break;
      }
  };
  await bus("up");
  return { here: here.url, there: there.url, redis, bus };
}

describe("two nodes", () => {
  it("[SI6] a sign-out at one turns connections at the other read-only, at once", async () => {
    const { here, there } = await startNodes();
    const { token, refreshHandle } = await signIn(here);
    const client = connect(there, {
      auth: { token },
      extraHeaders: { origin: PAGE },
      transports: ["polling"],
    });
    expect((await join(client, "s1")).me.maySend).toBe(true);
    const changed = next(client, "me-changed");
    await post(`${here}/api/v1/chat-sessions/revoke`, { refreshHandle });
    expect((await changed).me).toMatchObject({ maySend: false, reason: "token-expired" });
  });

  it("[SI6] a sign-out while Redis is gone holds everywhere once it is back", async () => {
    const { here, there, redis, bus } = await startNodes();
    const { token, refreshHandle } = await signIn(here);
    const other = await signIn(here);
    const [client, stays] = [token, other.token].map((each) =>
      connect(there, {
        auth: { token: each },
        extraHeaders: { origin: PAGE },
        transports: ["polling"],
      }),
    ) as [ReturnType<typeof connect>, ReturnType<typeof connect>];
    for (const each of [client, stays]) await join(each, "s1");
    const changes = [client, stays].map((each) => collect(each, "me-changed"));
    redis.process.kill("SIGKILL");
    await bus("down");
    await post(`${here}/api/v1/chat-sessions/revoke`, { refreshHandle });
    await redis.restart();
    await eventually("the change", () => changes[0]!.length > 0);
    expect(changes[0]!.at(-1)?.me).toMatchObject({ maySend: false, reason: "token-expired" });
    expect(changes[1]).toEqual([]);
  });

  it("[ID7] a moderator who came to one keeps their name at the other", async () => {
    const { here, there } = await startNodes({ jwtSecret: JWT_SECRET, guests: true });
    const token = await new SignJWT({ sub: "mod", name: "Minji", chat_role: "moderator" })
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime("1h")
      .sign(new TextEncoder().encode(JWT_SECRET));
    const impostor = connect(there);
    const claim = () => ask(impostor, "join-room", { streamId: "s1", user: { nickname: "M1nj1" } });
    expect(await claim()).toMatchObject({ ok: true });
    await join(connect(here, { auth: { token } }), "s1");
    await eventually("the refusal", async () => !(await claim()).ok);
    expect(await claim()).toMatchObject({ error: { code: "name-taken" } });
  });

  it("[HE7] an author at one node receives message-rejected when staff at the other reject a message", async () => {
    const { here, there } = await startNodes(SIGN_IN);
    const boss = await joinAs(there, "boss", "owner");
    const action = { kind: "hold" } as const;
    const rule: FilterRule = { id: "r", kind: "words", words: ["coins"], action };
    recordOf(await boss.does({ kind: "set-filters", rules: [rule] }));
    const tom = await joinAs(here, "tom");
    const held = (await tom.say("cheap coins")) as unknown as { message: { id: string } };
    const { id } = held.message;
    const rejected = next(tom.client, "message-rejected");
    recordOf(await boss.does({ kind: "reject", heldId: id }));
    expect(await rejected).toEqual({ streamId: "s1", id });
  });

  it("[JR6][LR2][PR3] joins and leaves at one node are sent at the other; a person who changes nodes has not left", async () => {
    const { here, there } = await startNodes({ guests: true });
    const [one, two] = [connect(here), connect(there)];
    await join(one, "s1", "민지");
    const came = next(one, "user-joined");
    await join(two, "s1", "Tom");
    expect(await came).toMatchObject({ nickname: "Tom", streamId: "s1" });

    const left = [one, two].map((client) => collect(client, "user-left"));
    const mover = connect(here);
    const { guestCredential, me } = await join(mover, "s1", "Anna");
    mover.disconnect();
    const moved = connect(there, { auth: { guestCredential } });
    expect((await join(moved, "s1", "Anna")).me.userId).toBe(me.userId);
    const leaver = connect(here);
    await join(leaver, "s1", "Lee");
    leaver.disconnect();
    await eventually("both know that one left", () => left.every((each) => each.length > 0));
    for (const each of left) expect(each.map(({ nickname }) => nickname)).toEqual(["Lee"]);
  });

  it("[PR1] the viewers of both are counted, and a joining client receives the count", async () => {
    const { here, there } = await startNodes({ guests: true });
    const [one, two] = [connect(here), connect(there)];
    await join(one, "s1", "민지");
    const counts = [one, two].map((client) => collect(client, "viewer-count"));
    await join(two, "s1", "Tom");
    await eventually("both counts", () => counts.every((each) => each.at(-1)?.viewers === 2));
    expect((await join(connect(there), "s1", "Anna")).room.viewers).toBe(3);
  });
});
