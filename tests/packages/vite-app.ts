import type { Viewer } from "../e2e/viewer.ts";
import { talk } from "./conversation.ts";
import { expect } from "./fixtures.ts";
import { LONG } from "./form.ts";
import type { Project } from "./project.ts";

/** Builds a Vite app for its chat server, serves it, and has two people talk in it; in the long form in development, too. */
export async function talkInViteApp(
  project: Project,
  server: string,
  port: number,
  newViewer: () => Promise<Viewer>,
  { inDevelopment = LONG } = {},
): Promise<void> {
  const env = { VITE_CHAT_SERVER_URL: server };
  await project.run("build", env);
  await project.serve("preview", port, env);
  await talk(`http://localhost:${port}`, newViewer);
  if (!inDevelopment) return;

  await project.stop();
  // In development modules come one by one, and dependencies in bundles of Vite's own.
  await project.serve("dev", port, env);
  const developer = await newViewer();
  await developer.watch(`http://localhost:${port}`);
  await expect(developer.chat).toContainText("hello from here");
}
