import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ALL_OPERATIONS } from "../../../server/src/transport/http-api/operations/all-operations.ts";
import { ADMIN_TOKEN } from "../../support/http-api.ts";
import { runShell } from "../../support/run-shell.ts";
import { joinAs, SIGN_IN } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";

const GUIDE = readFileSync(new URL("../../../docs/http-api.md", import.meta.url), "utf8");
const EXAMPLES = [...GUIDE.matchAll(/```sh\n([\s\S]+?)```/g)].map(([, command]) => command!);

it("[AD5] every example of the guide works as it is written", async () => {
  const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
  await joinAs(url, "u-4711", "member", { streamId: "my-stream" });
  expect(EXAMPLES.length).toBeGreaterThan(2);
  let id = "";
  for (const example of EXAMPLES) {
    const command = example.replaceAll("https://chat.example.com", url);
    const said = await runShell(command, { CHAT_ADMIN_TOKEN: ADMIN_TOKEN, ID: id });
    const answer = JSON.parse(said) as { record?: { id: string } };
    expect(answer, example).toMatchObject({ ok: true });
    id = answer.record?.id ?? id;
  }
});

it("[AD8] the guide's table names every operation", () => {
  const named = [...GUIDE.matchAll(/^\| `(\w+) (\S+)`/gm)].map(
    ([, method, path]) => `${method!.toLowerCase()} ${path!.replace(/:(\w+)/g, "{$1}")}`,
  );
  const all = ALL_OPERATIONS.map(({ method, path }) => `${method} ${path}`);
  expect(named.filter((each) => each !== "get /openapi.json").sort()).toEqual(all.sort());
});
