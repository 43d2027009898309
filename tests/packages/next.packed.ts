import type { Page } from "playwright/test";

import { JUN, MINJI } from "../e2e/shop.ts";
import { startSupabaseAuth } from "../fakes/supabase-auth/start-supabase-auth.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./form.ts";
import { openSockets } from "./open-sockets.ts";
import { withServer } from "./packed.ts";
import { gatherWarnings } from "./warnings.ts";

async function signIn(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(email);
  await dialog.getByRole("textbox", { name: "Password" }).fill(password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
}

test("in the built Next.js example, a person who signs in with Supabase can talk, in the element and in a chat of the page", async ({
  example,
  chatServer,
  port,
  newViewer,
  request,
}) => {
  const supabase = await startSupabaseAuth();
  for (const person of [MINJI, JUN]) supabase.accounts.add(person);
  // The short form installs Next.js once, as the server within it needs it.
  const project = await example("demo/next", LONG ? {} : withServer());
  const server = await chatServer({ SUPABASE_URL: supabase.url, CHAT_GUESTS: "false" });
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

  const [minji, jun] = [await newViewer(), await newViewer()];
  await minji.watch(url);
  await minji.chat.getByRole("button", { name: "Sign in" }).click();
  await signIn(minji.page, MINJI);
  await expect(minji.page.locator(".account")).toContainText("민지");
  await minji.say("안녕하세요!");

  await jun.page.goto(`${url}/own`);
  const messages = jun.page.getByRole("listitem");
  await expect(messages).toHaveText(["민지안녕하세요!"]);
  await jun.page.getByRole("banner").getByRole("button", { name: "Sign in" }).click();
  await signIn(jun.page, JUN);
  await jun.page.getByRole("textbox", { name: "Message" }).fill("반가워요");
  await jun.page.getByRole("button", { name: "Send" }).click();
  await minji.sees("안녕하세요!", "반가워요");
  await expect(messages).toHaveText(["민지안녕하세요!", "Jun반가워요"]);

  await minji.page.getByRole("button", { name: "Sign out" }).click();
  await expect(minji.chat.getByRole("button", { name: "Sign in" })).toBeVisible();
  await minji.sees("안녕하세요!", "반가워요");
  await supabase.close();
});

if (LONG)
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
