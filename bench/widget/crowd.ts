import { LightClient } from "../../tests/support/light-client.ts";
import { messageOf } from "./list-feeder.ts";

const PEOPLE = 20;
const TICK_MS = 50;

/** A simulated crowd. */
export interface Crowd {
  /** How many messages they have sent so far. They are numbered from 0. */
  sent(): number;
  /** Stops the crowd, and returns the rate in messages per second. */
  stop(): number;
}

/** Lets a crowd talk in a stream, so many messages a second in all. */
export async function startCrowd(url: string, streamId: string, perSecond: number): Promise<Crowd> {
  const people = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, i) => {
      const client = await LightClient.open(url);
      await client.ask("join-room", { streamId, user: { userId: `${i}`, nickname: `사람 ${i}` } });
      return client;
    }),
  );
  const startMs = performance.now();
  let sent = 0;
  // Catches up after a delay, because the rate is guaranteed.
  const timer = setInterval(() => {
    const due = ((performance.now() - startMs) / 1_000) * perSecond;
    for (; sent < due; sent++)
      void people[sent % PEOPLE]!.ask("send-message", { streamId, message: messageOf(sent).text });
  }, TICK_MS);
  return {
    sent: () => sent,
    stop: () => {
      clearInterval(timer);
      for (const person of people) person.close();
      return (sent / (performance.now() - startMs)) * 1_000;
    },
  };
}
