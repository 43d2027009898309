import { join, openClient, send } from "../support/stock-client.ts";
import { SIGN_IN, tokenOf } from "../support/tokens.ts";
import { expect, test } from "./fixtures.ts";
import { chatPage } from "./sign-in-steps.ts";

test("[ID7] a person whose sign-in has the host's name reads, chooses another one, and has it after a reload", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const server = await startServer({ ...SIGN_IN, origins: "*" });
  const token = await tokenOf("host", { name: "Host", chat_role: "owner" });
  const host = openClient(server.url, { auth: { token } });
  await join(host, "s1");
  await send(host, "s1", "welcome");
  const site = await openSite({
    "/": `${chatPage(server.url)}<script type="module">
      document.querySelector("live-chat").token = () => window.askToken();
    </script>`,
  });
  const viewer = await newViewer();
  await viewer.page.exposeFunction("askToken", () => tokenOf("visitor", { name: "Host" }));
  await viewer.watch(site.origin);
  await viewer.sees("welcome");
  const nickname = viewer.chat.getByRole("textbox", { name: "Nickname" });
  await expect(nickname).toHaveAccessibleDescription(/looks after this chat has that name/);
  await nickname.fill("H0st");
  await nickname.press("Enter");
  await expect(nickname).toHaveAccessibleDescription(/looks after this chat has that name/);
  await expect(nickname).toBeFocused();
  await nickname.fill("Visitor");
  await nickname.press("Enter");
  await expect(viewer.composer).toBeFocused();
  await viewer.say("hello");
  await viewer.sees("welcome", "hello");
  await viewer.page.reload();
  await viewer.say("and again");
  await expect(viewer.chat.locator(".row .name")).toContainText(["Host", "Visitor"]);
  await viewer.sees("welcome", "hello", "and again");
  host.disconnect();
});
