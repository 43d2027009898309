import { describe, expect, it } from "vitest";
import type { ChatSession } from "#protocol";
import type { ChatServer } from "../../../server/src/chat-server.ts";
import { ADMIN_TOKEN, apiOf } from "../../support/http-api.ts";
import {
  acceptInvitation,
  invitationOf,
  PAGE,
  post,
  SECRET,
  startByForm,
} from "../../support/sign-in-api.ts";
import { startServer } from "../../support/start-server.ts";

/** A server, and its owner, who is signed in on its own pages. */
async function start(): Promise<{ server: ChatServer; token: string }> {
  const server = await startServer({ guests: true, origins: [PAGE], adminToken: ADMIN_TOKEN });
  const { url } = await server.makeOwnerLink();
  const { token } = await acceptInvitation(server.url, invitationOf(url), "달빛공방");
  return { server, token };
}

const read = async (server: ChatServer, token: string, headers: object): Promise<number> =>
  (await apiOf(server.url, token, headers).get("/staff/streams")).status;

describe("a session of the server's own pages", () => {
  it.each([
    ["as browsers do over https", { "sec-fetch-site": "same-origin" }],
    ["as browsers do over plain http, without Fetch Metadata", {}],
  ])("[AD1] reads, %s", async (_, headers) => {
    const { server, token } = await start();
    expect(await read(server, token, headers)).toBe(200);
  });

  it.each([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "" },
    { origin: PAGE },
    { origin: PAGE, "sec-fetch-site": "same-origin" },
  ])("[AD1] reads nothing from another page, which sends %j", async (headers) => {
    const { server, token } = await start();
    expect(await read(server, token, headers)).toBe(401);
  });

  it.each(["null", "https://evil.example"])(
    "[AD1][AD7] reads nothing from the origin %s",
    async (origin) => {
      const { server, token } = await start();
      expect(await read(server, token, { origin })).toBe(403);
    },
  );

  it("[AD1] acts with an Origin alone, which browsers always send there", async () => {
    const { server, token } = await start();
    const invite = async (headers: object): Promise<number> =>
      (await apiOf(server.url, token, headers).post("/streams/s1/invitations")).status;
    expect(await invite({})).toBe(401);
    expect(await invite({ origin: PAGE })).toBe(401);
    expect(await invite({ origin: server.url })).toBe(200);
  });

  it("[AD1][SI4] is another site's where that is what it was made for, with or without an Origin", async () => {
    const { server, token } = await start();
    const elsewhere = await signInFor(server, token);
    expect(await read(server, elsewhere, { origin: PAGE })).toBe(200);
    expect(await read(server, elsewhere, {})).toBe(401);
    expect(await read(server, elsewhere, { "sec-fetch-site": "same-origin" })).toBe(401);
  });
});

/** Signs the owner in on another site, as the sign-in page does. */
async function signInFor({ url }: ChatServer, session: string): Promise<string> {
  const api = `${url}/api/v1`;
  const begun = await post<{ request: string }>(`${api}/sign-in/requests`, { secret: SECRET });
  const { request } = begun.json as unknown as { request: string };
  const cookie = await startByForm(url, request);
  const granted = await post<{ code: string }>(
    `${api}/sign-in/requests/${request}/grant`,
    { session },
    url,
    cookie,
  );
  const { code } = granted.json as unknown as { code: string };
  const redeemed = await post<ChatSession>(`${api}/chat-sessions`, {
    request,
    secret: SECRET,
    code,
  });
  return (redeemed.json as unknown as ChatSession).token;
}
