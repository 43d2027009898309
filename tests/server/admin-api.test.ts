import { describe, expect, it } from "vitest";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, join, next, send } from "../support/stock-client.ts";

const adminToken = "an admin token of more than thirty-two characters".replaceAll(" ", "-");
const headers = { authorization: `Bearer ${adminToken}` };

describe("the HTTP interface", () => {
  it("[AD1] has nothing of the operator's without an admin token in the settings", async () => {
    const { url } = await startServer();
    const deleted = await fetch(`${url}/api/v1/people/somebody/messages`, {
      ...{ headers, method: "DELETE" },
    });
    expect(deleted.status).toBe(404);
    expect((await fetch(`${url}/api/v1/streams/s1/messages`, { headers })).status).toBe(401);
  });

  it.each([
    [{}, "sign-in-required"],
    [{ authorization: "Bearer wrong" }, "invalid-token"],
    [{ authorization: adminToken }, "sign-in-required"],
  ] as [Record<string, string>, string][])("[AD1] refuses %j", async (wrong, code) => {
    const { url } = await startServer({ adminToken });
    const answer = await fetch(`${url}/api/v1/streams/s1/messages`, { headers: wrong });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ ok: false, error: { code } });
  });

  it("[AD2] exports every message that was not removed, oldest first, one a line", async () => {
    const { url } = await startServer({ adminToken });
    const client = connect(url, { transports: ["websocket"] });
    await join(client, "s1", "민지");
    const sent = await Promise.all(
      Array.from({ length: 1_100 }, (_, i) => send(client, "s1", `${i}번째 "줄"`)),
    );
    await ask(client, "remove-message", { streamId: "s1", id: sent[5]!.id });
    const answer = await fetch(`${url}/api/v1/streams/s1/messages`, { headers });
    expect(answer.headers.get("content-type")).toContain("application/x-ndjson");
    const lines = (await answer.text()).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      sent.filter((_, i) => i !== 5),
    );
  });

  it("[AD2] says that a stream id is of the wrong form, and exports nothing of an unknown one", async () => {
    const { url } = await startServer({ adminToken });
    expect((await fetch(`${url}/api/v1/streams/a%20b/messages`, { headers })).status).toBe(400);
    const empty = await fetch(`${url}/api/v1/streams/none/messages`, { headers });
    expect([empty.status, await empty.text()]).toEqual([200, ""]);
  });

  it("[AD3][RM3] deletes a person's messages everywhere, and viewers see it", async () => {
    const { url } = await startServer({ adminToken });
    const person = connect(url);
    const other = connect(url);
    const { me } = await join(person, "s1", "person");
    await join(person, "s2", "person");
    await join(other, "s1", "other");
    for (const stream of ["s1", "s2"]) await send(person, stream, "forget me");
    await send(other, "s1", "keep me");
    const told = next(other, "messages-purged");
    const person1 = `${url}/api/v1/people/${encodeURIComponent(me.userId)}/messages`;
    const answer = await fetch(person1, { method: "DELETE", headers });
    expect(await answer.json()).toEqual({ ok: true, streams: 2 });
    expect(await told).toEqual({ streamId: "s1", userId: me.userId });
    const late = connect(url);
    const history = next(late, "message-history");
    await join(late, "s1");
    expect((await history).map(({ message }) => message)).toEqual(["keep me"]);
    expect(await (await fetch(person1, { method: "DELETE", headers })).json()).toEqual({
      ok: true,
      streams: 0,
    });
  });
});
