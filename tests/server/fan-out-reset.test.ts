import { expect, it } from "vitest";
import { FakeLoop } from "../support/loop-clock.ts";
import { openAudience } from "../support/open-audience.ts";
import { RawReader } from "../support/raw-reader.ts";

it("[LOG4] a room that was reset during a flush leaves alone the one that viewers come back into", async () => {
  const loop = new FakeLoop();
  const { port, accept, audience, show } = await openAudience(loop, false);
  const enter = async () => {
    const accepted = accept();
    const reader = await RawReader.open(port);
    const { id } = await accepted;
    audience.enter(id, "s1", "entries", 0);
    return reader;
  };
  await enter();
  show("of the old log");
  // Its flush waits for its turn of the event loop, and ends after somebody has come back.
  audience.reset("s1");
  const back = await enter();
  loop.pass(1_000);
  for (const text of ["first", "second"]) {
    show(text);
    loop.pass(1_000);
    await expect.poll(() => back.received.includes(text)).toBe(true);
  }
  expect(back.received.includes("old log")).toBe(false);
});
