import { test } from "./fixtures.ts";
import { talkInViteApp } from "./vite-app.ts";

test("people talk in an Angular app", async ({ example, chatServer, port, newViewer }) => {
  const project = await example("tests/packages/apps/angular");
  await talkInViteApp(project, await chatServer(), port, newViewer);
});
