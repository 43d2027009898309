import { describe, expect, it } from "vitest";
import { ADMIN_TOKEN, apiOf } from "../../support/http-api.ts";
import { codeOf, joinAs, SIGN_IN, tokenOf } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";
import { connect } from "../../support/connect.ts";
import { ask } from "../../support/stock-client.ts";

const BOT = { bot: "b", name: "Bot", message: "hello" };

async function setUp() {
  const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN, streams: "listed" });
  const joins = async () => codeOf(await ask(connect(url), "join-room", { streamId: "s1" }));
  return { url, api: apiOf(url), joins };
}

describe("streams over HTTP", () => {
  it("[AD10][MO14] a stream can be joined once it is made, and not while it is archived", async () => {
    const { api, joins } = await setUp();
    expect(await joins()).toBe("unknown-stream");
    expect((await api.post("/streams/s1/messages", BOT)).status).toBe(404);
    const made = { streamId: "s1", listed: true, ended: false, seq: 0, lastAtMs: 0 };
    expect((await api.put("/streams/s1", {})).body.stream).toEqual(made);
    expect(await joins()).toBeUndefined();
    expect((await api.post("/streams/s1/messages", BOT)).status).toBe(200);
    const archived = (await api.delete("/streams/s1")).body.stream;
    expect(archived).toMatchObject({ listed: false, ended: true, seq: 2 });
    expect(await joins()).toBe("unknown-stream");
    expect((await api.put("/streams/s1", { ended: false })).body.stream).toMatchObject({
      ...{ listed: true, ended: false, seq: 3 },
    });
    expect(await joins()).toBeUndefined();
  });

  it("[AD10][MO6] an ended stream is read, and written in again once it is opened again", async () => {
    const { url, api } = await setUp();
    await api.put("/streams/s1", {});
    const tom = await joinAs(url, "tom");
    await api.put("/streams/s1", { ended: true });
    expect(codeOf(await tom.say("late"))).toBe("stream-ended");
    await api.put("/streams/s1", {});
    expect(codeOf(await tom.say("late"))).toBe("stream-ended");
    await api.put("/streams/s1", { ended: false });
    expect(codeOf(await tom.say("in time"))).toBeUndefined();
    const { records } = (await api.get("/streams/s1/audit")).body;
    expect(records.map(({ kind }: { kind: string }) => kind)).toEqual(["set-mode", "set-mode"]);
  });

  it("[AD10] lists streams in pages, and shows one to its owner", async () => {
    const { url, api } = await setUp();
    for (const id of ["a", "b", "c"]) await api.put(`/streams/${id}`, {});
    await api.delete("/streams/b");
    const ids = async (query: string) => {
      const { streams, more } = (await api.get(`/streams?${query}`)).body;
      return [streams.map(({ streamId }: { streamId: string }) => streamId).join(""), more];
    };
    expect(await ids("limit=2")).toEqual(["ab", true]);
    expect(await ids("limit=2&after=b")).toEqual(["c", false]);
    expect(await ids("listed=true")).toEqual(["ac", false]);
    for (const query of ["limit=x", "after=a%20b"])
      expect((await api.get(`/streams?${query}`)).status).toBe(400);
    const owner = apiOf(url, await tokenOf("olga", { chat_roles: { a: "owner" } }));
    expect((await owner.get("/streams/a")).status).toBe(200);
    expect((await owner.put("/streams/a", { ended: true })).status).toBe(401);
    expect((await api.get("/streams/none")).body.error.code).toBe("unknown-stream");
    expect((await api.delete("/streams/none")).body.error.code).toBe("unknown-stream");
  });
});
