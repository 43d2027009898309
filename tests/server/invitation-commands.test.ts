import { expect, it, onTestFinished } from "vitest";
import { runCli, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { acceptInvitation, invitationOf, tryInvitation } from "../support/sign-in-api.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const GUESTS = { CHAT_GUESTS: "true", CHAT_LOG_LEVEL: "info" };
const LINK = /http:\S+\/sign-in\/#invitation=\S+/;
const INVALID = { error: { code: "invitation-invalid" } };

/** Starts a server and waits for all of its welcome, in which a link may be. */
async function start(dir: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServerProcess({ ...GUESTS, ...env }, dir);
  onTestFinished(() => void server.end("SIGKILL"));
  await expect.poll(() => server.said()).toContain("</live-chat>");
  return server;
}

/** The page's requests name the origin that the server goes by. */
function ownUrl({ url }: ServerProcess): string {
  return url.replace("127.0.0.1", "localhost");
}

it.each([{}, { CHAT_WORKERS: "2" }])(
  "[OL6] [OL8] a server without an owner shows a link (%o), which no log line has; with one, none",
  async (env) => {
    const dir = temporaryFolder();
    const first = await start(dir, env);
    const [link = ""] = LINK.exec(first.said()) ?? [];
    const { person } = await acceptInvitation(ownUrl(first), invitationOf(link));
    expect(person.userId).toMatch(/^invited:/);
    await expect.poll(() => first.said()).toContain(person.userId);
    const secret = invitationOf(link).split(".")[1]!;
    expect(first.said().split(secret)).toHaveLength(2);
    await first.end("SIGTERM");
    const second = await start(dir, env);
    expect(second.said()).not.toMatch(LINK);
  },
);

it("[OL6] [OL7] the commands make links beside the server, and an owner's revokes the one before", async () => {
  const dir = temporaryFolder();
  const server = await start(dir);
  const url = ownUrl(server);
  const [shown = ""] = LINK.exec(server.said()) ?? [];
  const env = { ...GUESTS, CHAT_PUBLIC_URL: "https://chat.example.com" };
  const owner = await runCli(["owner-link"], env, dir);
  expect(owner.stdout).toContain("https://chat.example.com/sign-in/#invitation=");
  const made = /#invitation=(\S+)/.exec(owner.stdout)?.[1] ?? "";
  expect(
    (await tryInvitation(url, "view", { invitation: invitationOf(shown) })).json,
  ).toMatchObject(INVALID);
  expect(await acceptInvitation(url, made)).toMatchObject({ role: "owner" });

  const moderator = await runCli(["moderator-link", "s1"], env, dir);
  const invitation = /#invitation=(\S+)/.exec(moderator.stdout)?.[1] ?? "";
  expect(await acceptInvitation(url, invitation)).toMatchObject({
    role: "moderator",
    streamId: "s1",
  });
  const wrong = await runCli(["moderator-link", "not a stream"], env, dir);
  expect(wrong).toMatchObject({ code: 1, stdout: "" });
  expect(wrong.stderr).toBe(
    "live-chat-server moderator-link did nothing. " +
      "Write: live-chat-server moderator-link <stream id>\n",
  );
});

it("[OL6] [OL7] the commands speak Korean where the terminal does", async () => {
  const dir = temporaryFolder();
  const server = await start(dir);
  const env = { ...GUESTS, LANG: "ko_KR.UTF-8" };
  expect((await runCli(["owner-link"], env, dir)).stdout).toMatch(
    /^먼저 여는 사람이 호스트가 돼요\..*\/sign-in\/#invitation=.*이전 링크는/s,
  );
  expect((await runCli(["moderator-link", "s1"], env, dir)).stdout).toContain("s1 방송의 매니저");
  await server.end("SIGTERM");
});
