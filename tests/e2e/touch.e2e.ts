import { expect, test } from "./fixtures.ts";

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
