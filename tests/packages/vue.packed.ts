import { test } from "./fixtures.ts";
import { talkInViteApp } from "./vite-app.ts";

test("people talk in a Vue 3 app", async ({ example, chatServer, port, newViewer }) => {
  const project = await example("tests/packages/apps/vue");
  await talkInViteApp(project, await chatServer(), port, newViewer);
});
