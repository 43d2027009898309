import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { talk } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";
import { serveFolder } from "./serve-folder.ts";

const PAGES = [
  { page: "index.html", with: "a module" },
  { page: "classic.html", with: "a classic script" },
  { page: "amd.html", with: "an AMD loader" },
];

test("people talk on plain pages from a file server", async ({
  example,
  chatServer,
  port,
  newViewer,
}) => {
  const project = await example("tests/packages/apps/html");
  const site = await serveFolder(project.folder, port);
  for (const { page, with: how } of PAGES)
    await test.step(`with ${how}`, async () => {
      const path = join(project.folder, page);
      const server = await chatServer();
      writeFileSync(path, readFileSync(path, "utf8").replace("http://localhost:3001", server));
      const { guest } = await talk(`${site.origin}/${page}`, newViewer);
      if (page === "amd.html") await expect(guest.page).toHaveTitle(/^live-chat \d+\.\d+/);
    });
  await site.close();
});
