import { expect, it } from "vitest";
import { openAudience } from "../support/open-audience.ts";
import { FakeLoop } from "../support/loop-clock.ts";
import { RawReader } from "../support/raw-reader.ts";

it("[FO3] a reader that takes nothing of its answers is reset, though its rooms are quiet and it answers pings", async () => {
  const loop = new FakeLoop();
  const { port, accept, audience } = await openAudience(loop);
  const accepted = accept();
  const reader = await RawReader.open(port);
  const socket = await accepted;
  const closed = new Promise((resolve) => socket.once("disconnect", resolve));
  audience.enter(socket.id, "s1", "entries", 0);
  reader.stop();
  socket.on("ask", (_nothing: unknown, ack: (answer: object) => void) =>
    ack({ text: "가".repeat(300_000) }),
  );
  const asked = async () => {
    const came = new Promise((resolve) => socket.once("ask", resolve));
    reader.send('421["ask",0]');
    await came;
  };
  for (let i = 0; i < 40 && audience.stats.backedUpReaders === 0; i++) await asked();
  expect(audience.stats).toMatchObject({ backedUpReaders: 1, evictedTooMuch: 0 });
  for (let i = 0; i < 12; i++) {
    loop.pass(500);
    reader.send("3");
  }
  expect(audience.stats).toMatchObject({ evictedTooLong: 1, queuedBytes: 0 });
  await closed;
});
