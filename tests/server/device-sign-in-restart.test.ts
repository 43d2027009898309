import { expect, it, onTestFinished } from "vitest";
import { decideDevice, openDevice, redeemDevice } from "../support/device-sign-in.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { PAGE, SECRET } from "../support/sign-in-api.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { SIGN_IN, tokenOf } from "../support/tokens.ts";

const SETTINGS = {
  CHAT_JWT_SECRET: SIGN_IN.jwtSecret,
  CHAT_ORIGINS: PAGE,
  CHAT_DATABASE_URL: "sqlite:./chat.db",
  CHAT_LOG_LEVEL: "debug",
};

it("[SI11] [SI14] outlives kill -9 at each step, and [SI16] no log line has a code, a secret or a token", async () => {
  const folder = temporaryFolder();
  const logs: string[] = [];
  let server: ServerProcess | undefined;
  onTestFinished(() => void server?.child.kill("SIGKILL"));
  const restart = async (): Promise<string> => {
    if (server) {
      await server.end("SIGKILL");
      logs.push(server.said());
    }
    server = await startServerProcess(SETTINGS, folder);
    return server.url;
  };

  const { device, userCode } = await openDevice(await restart());
  let url = await restart();
  const token = await tokenOf("u-mina", { name: "미나" });
  for (const body of [{ userCode: "000000000" }, { userCode }, { userCode, token }])
    await decideDevice(url, "view", body);
  expect(await redeemDevice(url, device)).toMatchObject({ status: "pending" });
  expect((await decideDevice(url, "confirm", { userCode, token })).json.ok).toBe(true);
  url = await restart();
  expect(await redeemDevice(url, device, { secret: "x".repeat(43) })).toMatchObject({ ok: false });
  expect(await redeemDevice(url, device)).toMatchObject({
    status: "signed-in",
    person: { nickname: "미나" },
  });
  await restart();
  const all = logs.join("");
  expect(all).toContain("is up at");
  for (const secret of [userCode, SECRET, token, device]) expect(all).not.toContain(secret);
});
