import { test } from "./fixtures.ts";
import { talkInViteApp } from "./vite-app.ts";

test("people talk in a Svelte 5 app", async ({ example, chatServer, port, newViewer }) => {
  const project = await example("tests/packages/apps/svelte");
  await talkInViteApp(project, await chatServer(), port, newViewer);
});
