import { expect, test } from "./fixtures.ts";
import { sendAll } from "../support/stock-client.ts";

test("a tapped message keeps its width on a phone, with what can be done below it", async ({
  server,
  newViewer,
}) => {
  const phone = { viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true };
  const [writer, reader] = [await newViewer(), await newViewer(phone)];
  await writer.watch(`${server.url}/embed/s1`);
  await writer.join("Minji");
  await writer.say("The long story of a moon jar, told in one message that needs two lines");
  await reader.watch(`${server.url}/embed/s1`);
  const row = reader.chat.locator('[part~="message"]');
  const width = async () => (await row.locator(".body").boundingBox())!.width;
  const before = await width();
  await row.tap();
  const actions = row.locator('[part~="actions"]');
  await expect(actions).toBeVisible();
  expect(await width()).toBe(before);
  const [body, below] = [await row.locator(".body").boundingBox(), await actions.boundingBox()];
  expect(below!.y).toBeGreaterThanOrEqual(body!.y + body!.height);
});

test("a tap on the newest message scrolls to its actions, and a tap further up does not scroll", async ({
  server,
  newViewer,
}) => {
  const phone = { viewport: { width: 390, height: 600 }, hasTouch: true, isMobile: true };
  await sendAll(
    server.url,
    "s1",
    Array.from({ length: 30 }, (_, i) => `message ${i + 1}`),
  );
  const reader = await (await newViewer(phone)).watch(`${server.url}/embed/s1`);
  await reader.sees(...Array.from({ length: 30 }, (_, i) => `message ${i + 1}`));
  const scroller = reader.chat.locator(".scroller");
  const scrollTop = () => scroller.evaluate((element) => element.scrollTop);
  const rows = reader.chat.locator('[part~="message"]');
  const actions = reader.chat.locator('[part~="actions"]');

  const before = await scrollTop();
  await rows.nth(-4).tap();
  await expect(actions).toBeVisible();
  expect(await scrollTop()).toBe(before);
  await rows.nth(-4).locator(".body").tap();
  await expect(actions).toHaveCount(0);

  await rows.nth(-1).tap();
  await expect(actions).toBeVisible();
  const [view, below] = [await scroller.boundingBox(), await actions.boundingBox()];
  expect(below!.y + below!.height).toBeLessThanOrEqual(view!.y + view!.height);
  // It stays there while others write.
  const held = await scrollTop();
  await sendAll(server.url, "s1", ["message 31"]);
  await expect(reader.chat.locator(".pill")).toBeVisible();
  expect(await scrollTop()).toBe(held);
  await rows.filter({ hasText: "message 30" }).locator(".body").tap();
  await expect(actions).toHaveCount(0);
});
