import { expect, test } from "./fixtures.ts";
import { KeyboardUser } from "./keyboard-user.ts";

test("with keys alone, a viewer and a host do everything there is to do, and know where they are and what happens", async ({
  server,
  newViewer,
}) => {
  test.setTimeout(480_000);
  const mina = new KeyboardUser(await newViewer());
  const host = new KeyboardUser(await newViewer());
  const tab = (name: string) => host.chat.getByRole("tab", { name });
  const staffButton = host.chat.locator(".staff-button");
  const row = (who: KeyboardUser) => who.chat.locator(".row:focus");

  await test.step("the host becomes one", async () => {
    await host.page.goto((await server.makeOwnerLink()).url);
    const become = host.page.getByRole("button", { name: "Become the owner" });
    await host.tabTo(host.page.getByLabel("Nickname"));
    await host.type("Boss");
    await host.press("Enter");
    await expect(become).toHaveCount(0);
    await host.watch(`${server.url}/embed/s1?lang=en`);
    await expect(staffButton).toBeVisible();
  });

  await test.step("a viewer takes a name and writes", async () => {
    await mina.watch(`${server.url}/embed/s1?lang=en`);
    await mina.tabTo(mina.chat.getByRole("textbox", { name: "Nickname" }));
    await mina.press("Enter");
    await mina.hears("A nickname has 1 to 32 visible characters.");
    await mina.type("Mina");
    await mina.press("Enter");
    await mina.isAt(mina.composer);
    await mina.press("Enter");
    await mina.hears("Write something first.");
    await mina.type("hello all");
    await mina.press("Enter");
    await mina.isAt(mina.composer);
    await host.hears("Mina: hello all");
  });

  await test.step("a viewer puts an emoji into a message, and goes back by Escape", async () => {
    await mina.enter(mina.button("Emoji"));
    await mina.isAt(mina.chat.getByRole("searchbox"));
    await mina.type("clap");
    await mina.hears(/^\d+ emoji found$/);
    await mina.press("Enter", "Escape");
    await mina.isAt(mina.composer);
    await expect(mina.composer).not.toHaveValue("");
    await mina.press("Enter");
    await host.hears(/^Mina: /);
  });

  await test.step("the host writes, and a viewer answers", async () => {
    await host.tabTo(host.composer);
    await host.type("welcome, @Mina");
    await host.press("Enter");
    await mina.hears("You were mentioned. Boss: welcome, @Mina");
    await mina.goToRow("Boss, Host: welcome");
    await mina.press("Enter");
    await mina.isAt(mina.button("Reply"));
    await mina.press("Escape");
    await mina.isAt(row(mina));
    await mina.press("Enter", "Enter");
    await mina.isAt(mina.composer);
    await expect(mina.composer).toHaveAccessibleDescription(/Replying to Boss: welcome/);
    await mina.type("thank you");
    await mina.press("Enter");
    await mina.isAt(mina.composer);
    await mina.goToRow("Mina: In reply to Boss. thank you");
    await mina.press("Enter");
    await mina.isAt(mina.chat.locator("button[part=quote]"));
    await mina.press("Enter");
    await expect(row(mina)).toHaveAccessibleName(/^Boss, Host: welcome/);
  });

  await test.step("a viewer deletes what they wrote", async () => {
    await mina.goToRow("thank you");
    await mina.tabTo(mina.button("Delete message"));
    await mina.press("Enter");
    await expect(row(mina)).toHaveAccessibleName("Message deleted");
    await mina.isInChat();
  });

  await test.step("a viewer changes the name", async () => {
    const rename = mina.button(/^Writing as Mina/);
    await mina.enter(rename);
    await mina.isAt(mina.chat.getByRole("textbox", { name: "Choose a nickname" }));
    await mina.press("Escape");
    await mina.isAt(mina.composer);
    await mina.enter(rename);
    await mina.type("Boss");
    await mina.press("Enter");
    await mina.hears(/has that name\. Choose another/);
    await mina.isAt(mina.chat.getByRole("textbox", { name: "Choose a nickname" }));
    await mina.press("Escape");
    await mina.isAt(mina.composer);
  });

  await test.step("a viewer has messages read out less, and hides somebody and shows them again", async () => {
    const settings = mina.chat.locator("[part=settings]");
    const readOut = mina.chat.getByRole("combobox", { name: "Messages read out" });
    await mina.enter(settings, "Shift+Tab");
    await mina.tabTo(readOut);
    await mina.press("ArrowDown", "ArrowUp", "Escape");
    await mina.isAt(settings);
    await host.tabTo(host.composer);
    await host.type("new jars at eight");
    await host.press("Enter");
    await mina.goToRow("new jars");
    await mina.tabTo(mina.button("Hide Boss"));
    await mina.press("Enter");
    await expect(mina.chat.getByText("new jars")).toHaveCount(0);
    await mina.isInChat();
    await mina.enter(settings, "Shift+Tab");
    await mina.enter(mina.button("Show again: Boss"));
    await expect(mina.button("Show again: Boss")).toHaveCount(0);
    await mina.isInChat();
    await mina.press("Escape");
    await mina.isAt(settings);
  });

  await test.step("a viewer reports a message", async () => {
    await mina.goToRow("new jars");
    await mina.tabTo(mina.button("Report message"));
    await mina.press("Enter");
    await mina.isAt(mina.button("Spam or advertising"));
    await mina.press("Escape");
    await expect(row(mina)).toHaveAccessibleName(/new jars/);
    await mina.tabTo(mina.button("Report message"));
    await mina.press("Enter");
    await mina.isAt(mina.button("Spam or advertising"));
    await mina.press("Enter");
    await mina.hears("Thank you. The staff will look at it.");
    await mina.isAt(mina.button("Close"));
    await mina.press("Enter");
    await expect(row(mina)).toHaveAccessibleName(/new jars/);
  });

  await test.step("the host acts on a message by single keys, and takes it back", async () => {
    await host.goToRow("hello all");
    await host.press("t");
    await host.hears(/^Timed out Mina/);
    await mina.hears(/^You can write again in /);
    await expect(mina.composer).toHaveAttribute("readonly", "");
    await host.press("z");
    await host.hears(/^Undone/);
    await mina.hears("You can write again.");
    await host.press("m");
    const reason = host.chat.getByRole("textbox", { name: "Reason" });
    await host.tabTo(reason);
    await host.type("be kind");
    await host.press("Enter");
    await host.isAt(reason);
    await expect(mina.composer).not.toHaveAttribute("readonly");
    await host.press("Escape");
    await expect(row(host)).toHaveAccessibleName("Mina: hello all");
    await host.press("d");
    await host.hears(/^Deleted a message from Mina/);
    await host.isInChat();
  });

  await test.step("the host moderates the room", async () => {
    await host.enter(staffButton, "Shift+Tab");
    await host.isAt(tab("Review"));
    await host.press("ArrowRight");
    await host.isAt(tab("Room"));
    await host.tabTo(host.button(/^Shield/));
    await host.press("Space");
    await host.hears(/^Switched the shield/);
    await mina.hears("Links cannot be sent.");
    await host.press("Space");
    await host.tabTo(host.chat.getByRole("switch", { name: "Chat paused" }));
    await host.press("Space");
    await mina.hears("The chat is paused. You can write again once it goes on.");
    await host.press("Space");
    await mina.hears("You can write again.");
    await host.tabTo(host.chat.getByRole("textbox", { name: "Text to pin" }));
    await host.type("Free shipping");
    await host.press("Tab");
    await host.type("shop.example");
    await host.press("Enter");
    await host.hears("A link begins with https:// and names a page.");
    await host.press("Control+a");
    await host.type("https://shop.example");
    await host.press("Enter");
    await host.hears(/^Pinned a text/);
    await mina.hears("Pinned: Free shipping");
  });

  await test.step("a viewer puts the pin away and back", async () => {
    await mina.enter(mina.button("Hide pinned message"), "Shift+Tab");
    await mina.isAt(mina.button("Show pinned message"));
    await mina.press("Enter");
    await mina.isInChat();
    await expect(mina.button("Hide pinned message")).toBeVisible();
  });

  await test.step("the host holds what a filter finds, and decides on it", async () => {
    await host.tabTo(tab("Room"), "Shift+Tab");
    await host.press("End");
    await host.isAt(tab("Channel"));
    await host.press("ArrowLeft");
    await host.isAt(tab("Filters"));
    const links = host.chat.locator("[data-filter=links]");
    await host.tabTo(links.getByRole("switch").first());
    await host.press("Space");
    await host.tabTo(links.getByRole("combobox").first());
    await host.type("Hold");
    await host.tabTo(host.chat.locator("[data-do=save-filters]"));
    await host.press("Enter");
    await host.hears(/^Changed the filters/);
    for (const text of ["see https://one.example", "see https://two.example"]) {
      await mina.tabTo(mina.composer);
      await mina.type(text);
      await mina.press("Enter");
      await mina.hears(`Waiting for review: ${text}`);
    }
    await host.tabTo(tab("Filters"), "Shift+Tab");
    await host.press("Home");
    await host.isAt(tab("Review"));
    await host.enter(host.button(/^Approve: Mina: see https:\/\/one/));
    await host.hears(/^Approved a message from Mina/);
    await host.isInChat();
    await host.enter(host.button(/^Reject: Mina: see https:\/\/two/));
    await host.hears(/^Rejected a message from Mina/);
    await mina.hears("Not approved: see https://two.example");
    await host.isInChat();
  });

  await test.step("the host restricts somebody, lifts it, and finds both in the history", async () => {
    await host.press("Escape");
    await host.isAt(staffButton);
    await host.goToRow("one.example");
    await host.press("b");
    await host.hears(/^Banned Mina/);
    await mina.hears(/^You cannot write in this chat/);
    await host.enter(staffButton, "Shift+Tab");
    await host.press("ArrowRight", "ArrowRight");
    await host.isAt(tab("People"));
    await host.enter(host.chat.getByRole("button", { name: /^Lift/ }));
    await host.hears(/^Lifted the restriction of Mina/);
    await mina.hears("You can write again.");
    await host.isInChat();
    await host.tabTo(tab("People"), "Shift+Tab");
    await host.press("ArrowRight");
    await host.isAt(tab("History"));
    await expect(host.chat.getByText("Banned Mina").first()).toBeVisible();
  });

  await test.step("the host clears the chat, by two presses", async () => {
    await host.tabTo(tab("History"), "Shift+Tab");
    await host.press("ArrowLeft", "ArrowLeft");
    const clear = host.chat.locator("[data-do=clear]");
    await host.enter(clear);
    await host.hears("Clear the chat: Press again to confirm");
    await host.press("Enter");
    await host.hears(/^Cleared the chat/);
    await host.isAt(clear);
    await expect(mina.chat.getByText("No messages yet")).toBeVisible();
  });

  await test.step("the host does the same by commands", async () => {
    await host.press("Escape");
    await host.tabTo(host.composer);
    await host.type("/slow 30s");
    await host.press("Enter");
    await host.hears(/^Changed the room/);
    await host.isAt(host.composer);
    await mina.hears(/^Slow mode: one message every 30/);
  });

  await test.step("a viewer signs in, and out", async () => {
    const popUp = mina.page.waitForEvent("popup");
    await mina.enter(mina.button("Sign in instead"));
    const page = await popUp;
    const name = page.getByLabel("Nickname");
    await name.waitFor();
    for (let stops = 0; stops < 20; stops++) {
      if (await name.evaluate((field) => field === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type("Minji");
    await page.keyboard.press("Enter");
    await mina.isAt(mina.composer);
    await mina.enter(mina.chat.locator("[part=account]"));
    await mina.enter(mina.button("Sign out"));
    await expect(mina.button(/^Writing as Mina/)).toBeVisible();
    await mina.isInChat();
  });
});
