import { expect, it } from "vitest";
import { joinAs } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";
import { SIGN_IN, tokenOf } from "../../support/tokens.ts";
import { writePermission } from "../../../widget/src/client/room/write-permission.ts";
import { Browser, until, untilLive, untilTexts } from "../support/real-client.ts";

const streamId = "s1";

/** The stream's owner. */
function host(url: string) {
  return joinAs(url, "host", "owner", { claims: { name: "Host" } });
}

it("[ID7] reads under a token with the host's name, is asked for another one, and keeps it", async () => {
  const { url: serverUrl } = await startServer(SIGN_IN);
  await (await host(serverUrl)).say("welcome");
  const token = () => tokenOf("tom", { name: "Host" });
  const browser = new Browser();
  const first = browser.visit({ serverUrl, streamId, token });
  await untilTexts(first, "welcome");
  const asked = first.getSnapshot();
  expect(writePermission(asked)).toEqual({ kind: "nickname-required" });
  expect(asked.nicknameError).toBe("name-taken");
  first.setNickname("H0st");
  await until(first, ({ nicknameError }) => nicknameError === "name-taken");
  expect(first.setNickname("Tom").ok).toBe(true);
  await until(first, ({ me }) => me?.nickname === "Tom");
  expect(first.getSnapshot().nicknameError).toBeUndefined();
  first.disconnect();
  const again = browser.visit({ serverUrl, streamId, token });
  await untilLive(again);
  expect(again.getSnapshot().me).toMatchObject({ userId: "tom", nickname: "Tom", maySend: true });
});

it.each([
  ["a guest", { nickname: "Host" }],
  ["a member", { token: () => tokenOf("tom", { name: "Host" }) }],
])("[ID7] asks %s for another name after their own became the host's", async (_, who) => {
  const { url: serverUrl } = await startServer(SIGN_IN);
  const early = new Browser().visit({ serverUrl, streamId, ...who });
  await untilLive(early);
  await host(serverUrl);
  early.sendMessage("it is me");
  await until(early, ({ nicknameError }) => nicknameError === "name-taken");
  await until(early, ({ me }) => me?.maySend === false);
  expect(writePermission(early.getSnapshot())).toEqual({ kind: "nickname-required" });
  const [refused] = early.getSnapshot().pending;
  expect(refused).toMatchObject({ status: "failed", isRefused: true, error: "name-taken" });
  early.setNickname("Tom");
  await until(early, ({ me }) => me?.nickname === "Tom");
  early.retry(refused!.clientId);
  await untilTexts(early, "it is me");
});

it("[ID7] asks for a name that was refused no more on this device", async () => {
  const { url: serverUrl } = await startServer(SIGN_IN);
  await (await host(serverUrl)).say("welcome");
  const browser = new Browser();
  const first = browser.visit({ serverUrl, streamId });
  await untilLive(first);
  first.setNickname("Tom");
  await until(first, ({ me }) => me?.nickname === "Tom");
  expect(first.setNickname("Host").ok).toBe(true);
  await until(first, ({ nicknameError }) => nicknameError === "name-taken");
  first.disconnect();
  const { me, nicknameError } = await untilLive(browser.visit({ serverUrl, streamId }));
  expect({ nickname: me?.nickname, nicknameError }).toEqual({ nickname: "Tom" });
});
