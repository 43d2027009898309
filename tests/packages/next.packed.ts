import { startSupabaseAuth } from "../support/supabase-auth/start-supabase-auth.ts";
import { expect, test } from "./fixtures.ts";
import { openSockets } from "./open-sockets.ts";
import { gatherWarnings } from "./warnings.ts";

const MINJI = {
  email: "minji@example.com",
  password: "moon-jar-7",
  userMetadata: { nickname: "민지" },
};

test("in the built Next.js example, whoever signs in with Supabase talks with a guest", async ({
  example,
  chatServer,
  port,
  newViewer,
  request,
}) => {
  const supabase = await startSupabaseAuth();
  supabase.accounts.add(MINJI);
  const project = await example("demo/next");
  const server = await chatServer({ SUPABASE_URL: supabase.url });
  await project.run("build", {
    NEXT_PUBLIC_CHAT_SERVER_URL: server,
    NEXT_PUBLIC_SUPABASE_URL: supabase.url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: supabase.publishableKey,
  });
  await project.serve("start", port);
  const url = `http://localhost:${port}`;

  const html = await (await request.get(url)).text();
  expect(html).toContain(`<live-chat stream-id="moon-jars" server-url="${server}"`);
  const versions = (await (await request.get(`${url}/api/versions`)).json()) as object;
  expect(versions).toEqual({
    element: expect.stringMatching(/^\d/),
    server: expect.stringMatching(/^\d/),
  });

  const [minji, tom] = [await newViewer(), await newViewer()];
  await minji.watch(url);
  await minji.chat.getByRole("button", { name: "Sign in" }).click();
  const dialog = minji.page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(MINJI.email);
  await dialog.getByRole("textbox", { name: "Password" }).fill(MINJI.password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(minji.page.locator(".account")).toContainText("민지");
  await minji.say("안녕하세요!");

  await tom.page.goto(`${url}/own`);
  const messages = tom.page.getByRole("listitem");
  await expect(messages).toHaveText(["민지안녕하세요!"]);
  await tom.page.getByRole("textbox", { name: "Your name" }).fill("Tom");
  await tom.page.getByRole("button", { name: "Join" }).click();
  await tom.page.getByRole("textbox", { name: "Message" }).fill("반가워요");
  await tom.page.getByRole("button", { name: "Send" }).click();
  await minji.sees("안녕하세요!", "반가워요");
  await expect(messages).toHaveText(["민지안녕하세요!", "Tom반가워요"]);

  await minji.page.getByRole("button", { name: "Sign out" }).click();
  await expect(minji.chat.getByRole("button", { name: "Sign in" })).toBeVisible();
  await minji.sees("안녕하세요!", "반가워요");
  await supabase.close();
});

test("the Next.js example in development, without Supabase: no warning, and one connection each", async ({
  example,
  chatServer,
  port,
  newViewer,
}) => {
  const project = await example("demo/next");
  const server = await chatServer();
  await project.serve("dev", port, { NEXT_PUBLIC_CHAT_SERVER_URL: server });
  const viewer = await newViewer();
  const warnings = gatherWarnings(viewer.page);
  const sockets = openSockets(viewer.page, server);
  await viewer.watch(`http://localhost:${port}`);
  await viewer.join("Tom");
  await viewer.say("반가워요");
  await viewer.sees("반가워요");
  expect(sockets.opened).toBe(1);

  await viewer.page.getByRole("link", { name: "Own chat" }).click();
  await expect(viewer.page.getByRole("listitem")).toHaveText(["Tom반가워요"]);
  expect(sockets.opened).toBe(2);
  expect(warnings).toEqual([]);
});
