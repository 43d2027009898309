import { expect, test } from "./fixtures.ts";
import { readHistory, sendAll } from "../support/stock-client.ts";

test("[SM6] two viewers of a stream see each other's messages, another stream sees none", async ({
  server,
  newViewer,
}) => {
  const mina = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  const tom = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  const elsewhere = await (await newViewer()).watch(`${server.url}/?stream=s2`);

  await mina.join("미나");
  await tom.join("Tom");
  await mina.say("안녕하세요!");
  await tom.sees("안녕하세요!");
  await tom.say("Hello Mina");

  await mina.sees("안녕하세요!", "Hello Mina");
  await tom.sees("안녕하세요!", "Hello Mina");
  await expect(tom.chat.locator('[part~="name"]').first()).toHaveText("미나");
  await elsewhere.sees();
});

test("[JR2] a viewer who comes late sees the last 100 messages, oldest first", async ({
  server,
  newViewer,
}) => {
  const texts = Array.from({ length: 105 }, (_, index) => `message ${index + 1}`);
  await sendAll(server.url, "s1", texts);

  const late = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await late.sees(...texts.slice(-100));
});

test("[CN3] a guest is the same person after a reload", async ({ server, newViewer }) => {
  const viewer = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await viewer.join("Mina");
  await viewer.say("before");
  await viewer.sees("before");

  await viewer.page.reload();
  await viewer.say("after");
  await viewer.sees("before", "after");
  await expect(viewer.chat.locator('[part~="own-message"]')).toHaveCount(2);

  const authors = (await readHistory(server.url, "s1")).map(({ userId }) => userId);
  expect(new Set(authors).size).toBe(1);
});

test("[RM1] a message its author removes is gone for everyone", async ({ server, newViewer }) => {
  const mina = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  const tom = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await mina.join("Mina");
  await mina.say("a slip of the tongue");
  await tom.sees("a slip of the tongue");

  await mina.texts.first().hover();
  await mina.chat.getByRole("button", { name: "Delete message" }).click();
  await tom.sees();
  await mina.sees();
});

test("the actions of the first message are above the next row, where they can be clicked", async ({
  server,
  newViewer,
}) => {
  const mina = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await mina.join("Mina");
  await mina.say("first");
  await mina.say("second");
  await mina.sees("first", "second");
  await mina.chat.getByText("first").hover({ position: { x: 4, y: 4 } });
  const actions = mina.chat.locator(".actions");
  await expect(actions).toHaveCount(1);
  const isReached = await actions.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const root = element.getRootNode() as ShadowRoot;
    return element.contains(root.elementFromPoint(x + width / 2, y + height / 2));
  });
  expect(isReached).toBe(true);
});

test("a reader who has clicked a message still follows the newest when that message is dropped from the list", async ({
  server,
  newViewer,
}) => {
  const textsOf = (word: string) => Array.from({ length: 60 }, (_, index) => `${word} ${index}`);
  await sendAll(server.url, "s1", textsOf("first"));
  const reader = await (await newViewer()).watch(`${server.url}/?stream=s1`);
  await reader.chat.getByText("first 59").click();
  await reader.page.mouse.move(1, 1);

  for (const word of ["second", "third", "fourth"]) {
    await sendAll(server.url, "s1", textsOf(word));
    await expect(reader.chat.getByText(`${word} 59`)).toBeInViewport();
  }
  await expect(reader.chat.getByText("first 59")).toHaveCount(0);
});
