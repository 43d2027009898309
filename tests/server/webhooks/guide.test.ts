import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { WEBHOOK_EVENTS } from "../../../server/src/chat/webhooks/webhook.ts";
import { newSecret, signDelivery } from "../../../server/src/webhooks/sign-delivery.ts";
import { ADMIN_TOKEN } from "../../support/http-api.ts";
import { runShell } from "../../support/run-shell.ts";
import { SIGN_IN } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";

const GUIDE = readFileSync(new URL("../../../docs/webhooks.md", import.meta.url), "utf8");

it("[WH1] the guide's command makes a webhook and shows its secret", async () => {
  const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
  const command = /```sh\n([\s\S]+?)```/.exec(GUIDE)![1]!;
  const said = await runShell(command.replaceAll("https://chat.example.com", url), {
    CHAT_ADMIN_TOKEN: ADMIN_TOKEN,
  });
  expect(JSON.parse(said)).toMatchObject({ ok: true, secret: expect.stringMatching(/^whsec_/) });
});

it("[WH2] the guide's table has every event", () => {
  const named = [...GUIDE.matchAll(/^\| `([a-z.]+)` +\|/gm)].map(([, type]) => type);
  expect(named.filter((type) => type !== "type")).toEqual([...WEBHOOK_EVENTS]);
});

it("[WH3] the guide's check takes what the server signs, and nothing else", async () => {
  const source = /```js\n([\s\S]+?)```/.exec(GUIDE)![1]!;
  const { isOurs } = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
    isOurs: (headers: object, body: string, secret: string) => boolean;
  };
  const secret = newSecret();
  const nowS = Math.floor(Date.now() / 1_000);
  const headers = signDelivery(secret, "msg_1", nowS, "{}");
  expect(isOurs(headers, "{}", secret)).toBe(true);
  expect(isOurs(headers, "{ }", secret)).toBe(false);
  expect(isOurs(headers, "{}", newSecret())).toBe(false);
  expect(isOurs(signDelivery(secret, "msg_1", nowS - 301, "{}"), "{}", secret)).toBe(false);
});
