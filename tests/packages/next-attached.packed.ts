import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "./fixtures.ts";
import { withServer } from "./packed.ts";

test("one process carries Next.js and the chat: people talk, and the page reloads as its developer writes", async ({
  example,
  port,
  newViewer,
}) => {
  const project = await example("demo/next", withServer());
  const url = `http://localhost:${port}`;
  await project.start(process.execPath, ["server.js"], /Next\.js and the chat/, {
    PORT: String(port),
    NEXT_PUBLIC_CHAT_SERVER_URL: url,
  });

  const viewer = await newViewer();
  await viewer.watch(url);
  await viewer.join("Tom");
  await viewer.say("한 프로세스로");
  const other = await newViewer();
  await other.watch(url);
  await other.sees("한 프로세스로");

  const page = join(project.folder, "app/page.tsx");
  const code = readFileSync(page, "utf8");
  writeFileSync(page, code.replace("Moon jars", "달항아리"));
  await expect(viewer.page.getByRole("heading", { level: 1 })).toContainText("달항아리");
  await viewer.sees("한 프로세스로");
  // Another test may build the same project.
  writeFileSync(page, code);
});
