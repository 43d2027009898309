import { expect, test } from "./fixtures.ts";
import { LONG } from "./form.ts";
import { openSockets } from "./open-sockets.ts";
import { talkInViteApp } from "./vite-app.ts";
import { gatherWarnings } from "./warnings.ts";

const VERSIONS = [
  { react: "19.3.1", types: "19.3.0", typesOfDom: "19.3.0", isNewest: true },
  { react: "18.3.1", types: "18.3.31", typesOfDom: "18.3.7", isNewest: false },
];

for (const { react, types, typesOfDom, isNewest } of VERSIONS) {
  const versions = {
    react,
    "react-dom": react,
    "@types/react": types,
    "@types/react-dom": typesOfDom,
  };

  test(`people talk in a React ${react} app, and its types fit`, async ({
    example,
    chatServer,
    port,
    newViewer,
  }) => {
    const project = await example("tests/packages/apps/react", versions);
    await project.run("types");
    const inDevelopment = isNewest || LONG;
    await talkInViteApp(project, await chatServer(), port, newViewer, { inDevelopment });
  });

  test(`React ${react} takes over what it rendered before, without a warning, and connects once`, async ({
    example,
    chatServer,
    port,
    newViewer,
    request,
  }) => {
    const project = await example("tests/packages/apps/react", versions);
    const server = await chatServer();
    // React warns of what does not fit, and mounts twice, only while one develops.
    await project.run("build", { VITE_CHAT_SERVER_URL: server, NODE_ENV: "development" });
    await project.serve("preview", port);
    const html = await (await request.get(`http://localhost:${port}/`)).text();
    expect(html).toContain(`<live-chat stream-id="stream-1" server-url="${server}"`);

    const viewer = await newViewer();
    const warnings = gatherWarnings(viewer.page);
    const sockets = openSockets(viewer.page, server);
    await viewer.watch(`http://localhost:${port}`);
    await expect(viewer.chat).toContainText("아직 조용해요");
    expect(sockets.opened).toBe(1);
    expect(warnings).toEqual([]);
  });
}
