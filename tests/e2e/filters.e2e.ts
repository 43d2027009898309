import { SIGN_IN, tokenOf } from "../support/tokens.ts";
import { expect, test } from "./fixtures.ts";
import { chatPage } from "./sign-in-steps.ts";

test("[FI12] [FI13] an owner adds a word, tries it, and from then on nobody says it", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const server = await startServer({ ...SIGN_IN, origins: "*" });
  const token = await tokenOf("host", { chat_role: "owner" });
  const head = `<script type="module">document.querySelector("live-chat").token = "${token}";</script>`;
  const site = await openSite({ "/": chatPage(server.url, head) });
  const { chat } = await (await newViewer()).watch(site.origin);
  const guest = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await guest.join("Mina");

  await chat.locator("[part=staff]").click();
  await chat.locator("[data-tab=filters]").click();
  const outcome = chat.locator(".outcome");
  await chat.getByLabel("Try a message").fill("the butler did it");
  await expect(outcome).toHaveText("No filter finds anything.");
  await chat.getByRole("switch", { name: "Words" }).click();
  await chat.getByLabel(/^Own words/).fill("butler");
  await expect(outcome).toHaveText(/^Words: It is not sent · Found: butler$/);
  await guest.say("was it the butler?");
  await guest.sees("was it the butler?");

  await chat.getByRole("button", { name: "Save" }).click();
  await expect(chat.locator(".toast")).toContainText("Changed the filters");
  await guest.say("b.u.t.l.e.r!");
  await expect(guest.chat).toContainText("This chat does not allow that.");

  await chat.getByRole("switch", { name: "Patterns" }).click();
  await chat.getByLabel(/^Regular expressions/).fill("(butler");
  await chat.getByRole("button", { name: "Save" }).click();
  await expect(chat.locator("[data-filter=patterns] .fault")).toBeVisible();
});
