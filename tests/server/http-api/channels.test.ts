import { describe, expect, it } from "vitest";
import { ADMIN_TOKEN } from "../../support/http-api.ts";
import { codeOf, joinAs, SIGN_IN, tokenOf } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";

/** Asks for something of channels over HTTP. */
function asker(url: string, token: string) {
  return async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("application/json");
    return { status: answer.status, ...(isJson ? (JSON.parse(text) as object) : { text }) };
  };
}

describe("channels over HTTP", () => {
  it("[AD12][CH7] the operator and a channel's owner ban in all of its streams, read what holds and undo it", async () => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const tom = await joinAs(url, "tom", "member", { streamId: "moonlight:2" });
    const claims = { chat_roles: { "moonlight:*": "owner" } };
    for (const token of [ADMIN_TOKEN, await tokenOf("boss", claims)]) {
      const ask = asker(url, token);
      const ban = { kind: "ban", userId: "tom", reason: "spam" };
      const done = (await ask(
        "POST",
        "/channels/moonlight/actions?clientId=" + token.length,
        ban,
      )) as {
        status: number;
        record: { id: string };
        unseen?: boolean;
      };
      expect(done).toMatchObject({
        status: 200,
        record: { channelId: "moonlight", person: { nickname: "tom" } },
      });
      expect(done.record).not.toHaveProperty("streamId");
      expect(done.unseen).toBeUndefined();
      expect(codeOf(await tom.say("?"))).toBe("banned");
      expect(await ask("GET", "/channels/moonlight/sanctions")).toMatchObject({
        sanctions: [{ userId: "tom", scope: "channel", reason: "spam" }],
      });
      expect(await ask("GET", "/streams/moonlight:2/people/tom")).toMatchObject({
        card: { channelSanction: { kind: "ban" } },
      });
      expect(await ask("GET", "/channels/moonlight/people/tom")).toMatchObject({
        card: { sanction: { kind: "ban", scope: "channel" } },
      });
      await ask("POST", "/channels/moonlight/actions", { kind: "undo", actionId: done.record.id });
      expect(codeOf(await tom.say("back"))).toBeUndefined();
    }
    const ask = asker(url, ADMIN_TOKEN);
    const audit = await ask("GET", "/channels/moonlight/audit?limit=2");
    expect(audit).toMatchObject({ more: true, records: [{ kind: "undo" }, { kind: "ban" }] });
    const lines = (await ask("GET", "/channels/moonlight/audit.ndjson")) as unknown as {
      text: string;
    };
    expect(lines.text.trim().split("\n")).toHaveLength(4);
    expect(await ask("GET", "/streams/moonlight:2/audit")).toMatchObject({ records: [] });
  });

  it("[AD12] filters, moderators, mode and name are a channel's, and the server's own channel is ~", async () => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const ask = asker(url, ADMIN_TOKEN);
    const act = (channel: string, action: object) =>
      ask("POST", `/channels/${channel}/actions`, action);
    const rule = { id: "w", kind: "words", words: ["spoiler"], action: { kind: "refuse" } };
    await act("~", { kind: "set-filters", rules: [rule] });
    await act("~", { kind: "appoint", userId: "anna", role: "moderator" });
    await act("~", { kind: "set-mode", mode: { slowSeconds: 5 } });
    expect(await ask("PUT", "/channels/~", { name: "라운지" })).toMatchObject({ status: 200 });
    expect(await ask("GET", "/channels/~")).toMatchObject({
      channel: { channelId: "~", name: "라운지", mode: { slowSeconds: 5 } },
    });
    expect(await ask("GET", "/channels/~/staff")).toMatchObject({ staff: [{ userId: "anna" }] });
    expect(await ask("GET", "/channels/~/filters")).toMatchObject({ rules: [{ id: "w" }] });
    const text = { text: "a spoiler" };
    expect(await ask("POST", "/channels/~/filters/try", text)).toMatchObject({
      finding: { rule: "w" },
    });
    expect(await ask("POST", "/streams/lobby/filters/try", text)).toMatchObject({
      finding: { rule: "w", scope: "channel" },
    });
    const tom = await joinAs(url, "tom", "member", { streamId: "lobby" });
    expect(codeOf(await tom.say("a spoiler"))).toBe("filtered");
    expect((await joinAs(url, "anna", "member", { streamId: "hall" })).joined.me).toMatchObject({
      role: "moderator",
      channel: { id: "~", name: "라운지" },
    });
    expect(await ask("GET", "/streams")).toMatchObject({ streams: [] });
    expect(await ask("PUT", "/channels/~", { name: null })).toMatchObject({
      channel: { mode: { slowSeconds: 5 } },
    });
  });

  it("[AD12][CH2] owners of one stream, of another channel, and moderators have nothing of it", async () => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const ban = { kind: "ban", userId: "tom" };
    for (const claims of [
      { chat_roles: { "moonlight:1": "owner" } },
      { chat_roles: { "sunrise:*": "owner" } },
      { chat_roles: { "moonlight:*": "moderator" } },
      { chat_roles: { "Moonlight:*": "owner" } },
      { chat_role: "owner", chat_roles: { "moonlight:*": "member" } },
      { chat_role: "moderator" },
    ]) {
      const ask = asker(url, await tokenOf("own", claims));
      expect((await ask("POST", "/channels/moonlight/actions", ban)).status).toBe(403);
      for (const what of ["", "/audit", "/audit.ndjson", "/sanctions", "/staff", "/filters"])
        expect((await ask("GET", `/channels/moonlight${what}`)).status).toBe(403);
      expect((await ask("PUT", "/channels/moonlight", { name: "x" })).status).toBe(403);
    }
    const ofStream = asker(url, await tokenOf("own", { chat_roles: { "moonlight:1": "owner" } }));
    const path = "/streams/moonlight:1/actions";
    expect((await ofStream("POST", `${path}?scope=channel`, ban)).status).toBe(403);
    expect((await ofStream("POST", path, ban)).status).toBe(200);
  });

  it("[AD5][CH7] a card has what the channel's staff noted for them alone, and not for a stream's owner", async () => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const note = { kind: "note", userId: "tom", text: "owes us money" };
    await asker(url, ADMIN_TOKEN)("POST", "/channels/moonlight/actions", note);
    const notes = async (token: string) => {
      const { card } = (await asker(url, token)("GET", "/streams/moonlight:1/people/tom")) as {
        card?: { notes: object[] };
      };
      return card?.notes.length;
    };
    const tokenFor = (key: string) => tokenOf("olga", { chat_roles: { [key]: "owner" } });
    expect(await notes(ADMIN_TOKEN)).toBe(1);
    expect(await notes(await tokenFor("moonlight:*"))).toBe(1);
    expect(await notes(await tokenFor("moonlight:1"))).toBe(0);
  });

  it("[AD12][CH1] invalid channel ids, and actions of a single stream, are refused", async () => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const ask = asker(url, ADMIN_TOKEN);
    const ban = { kind: "ban", userId: "tom" };
    for (const id of [
      "moonlight:*",
      "a:b",
      "*",
      "~~",
      "%EB%8B%AC",
      "x".repeat(128),
      "a%2Fb",
      "%00",
    ])
      expect([id, (await ask("POST", `/channels/${id}/actions`, ban)).status]).toEqual([id, 400]);
    for (const action of [
      { kind: "timeout", userId: "tom", seconds: 60 },
      { kind: "clear" },
      { kind: "set-mode", mode: { ended: true } },
      { kind: "ban", userId: "tom", purge: true },
    ])
      expect((await ask("POST", "/channels/moonlight/actions", action)).status).toBe(400);
    const onStream = "/streams/moonlight:1/actions?scope=";
    expect((await ask("POST", onStream + "everything", ban)).status).toBe(400);
    expect(await ask("POST", onStream + "channel", ban)).toMatchObject({
      record: { channelId: "moonlight", streamId: "moonlight:1" },
    });
    expect((await ask("PUT", "/channels/moonlight", { name: "x".repeat(65) })).status).toBe(400);
  });
});
