import { join } from "node:path";

import { SignJWT } from "jose";

import { test as base, expect } from "../e2e/fixtures.ts";
import { freePort } from "../support/free-port.ts";
import { Project, installExample, installPackages } from "./project.ts";

const SECRET = "a secret of at least 32 characters";

interface WorkerFixtures {
  /** A project whose server is the packed one. */
  serverProject: Project;
  /** Examples that this worker has installed, by path and versions. */
  installed: Map<string, Promise<Project>>;
}

interface Fixtures {
  /** Where the app under test will be. */
  port: number;
  /** The packed command's server, which lets guests and bearers of tokens write on `port`; its address. */
  chatServer: (env?: Record<string, string>) => Promise<string>;
  /**
   * An example with the packed packages, with other versions where they are given. It is installed
   * once; tests that ask for the same one get the same folder, one after another.
   */
  example: (path: string, versions?: Record<string, string>) => Promise<Project>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  serverProject: [
    async ({}, use) => use(await installPackages(["live-chat-server"])),
    { scope: "worker", timeout: 300_000 },
  ],

  installed: [async ({}, use) => use(new Map()), { scope: "worker" }],

  port: async ({}, use) => use(await freePort()),

  chatServer: async ({ serverProject, port }, use) => {
    const project = new Project(serverProject.folder);
    await use(async (env = {}) => {
      const command = join(project.folder, "node_modules/.bin/live-chat-server");
      const said = await project.start(command, [], /is up at \S+/, {
        CHAT_SERVER_PORT: "0",
        CHAT_DATABASE_URL: "memory:",
        CHAT_GUESTS: "true",
        CHAT_JWT_SECRET: SECRET,
        CHAT_ORIGINS: `http://localhost:${port}`,
        ...env,
      });
      return /is up at (\S+)/.exec(said)![1]!;
    });
    await project.stop();
  },

  example: async ({ installed }, use) => {
    const projects: Project[] = [];
    await use(async (path, versions = {}) => {
      const key = JSON.stringify([path, versions]);
      const installing = installed.get(key) ?? installExample(path, versions);
      installed.set(key, installing);
      const project = await installing;
      projects.push(project);
      return project;
    });
    await Promise.all(projects.map((project) => project.stop()));
  },
});

/** What the site's own sign-in would give out. */
export function tokenOf(name: string): Promise<string> {
  return new SignJWT({ name })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(name)
    .setExpirationTime("15m")
    .sign(new TextEncoder().encode(SECRET));
}

export { expect };
