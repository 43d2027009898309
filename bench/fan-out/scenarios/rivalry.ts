import { compare } from "../compare.ts";
import type { Scenario } from "../scenario.ts";
import { LIVE_CHAT, LIVE_CHAT_COMPRESSED } from "../servers/live-chat.ts";
import { NATS_SERVER, NCHAN } from "../servers/native-rivals.ts";
import { BARE_WS, STOCK_SOCKET_IO } from "../servers/node-rivals.ts";
import type { Contender } from "../servers/server-under-load.ts";

const ALL = [LIVE_CHAT, LIVE_CHAT_COMPRESSED, BARE_WS, STOCK_SOCKET_IO, NCHAN, NATS_SERVER];

function rivalry(
  name: string,
  about: string,
  crowd: { viewers: number; perSecond: number },
  contenders: readonly Contender[] = ALL,
): Scenario {
  return {
    name,
    about: `${about}: ${crowd.viewers} viewers, ${crowd.perSecond} messages/s`,
    run: async ({ seconds, rounds, share }) =>
      void (await compare(
        contenders,
        { ...crowd, viewers: crowd.viewers * share, seconds },
        rounds,
      )),
  };
}

/** Rooms of several kinds, ours and those of others. */
export const RIVALRIES: readonly Scenario[] = [
  rivalry("crowd", "a big, lively room", { viewers: 5_000, perSecond: 50 }),
  rivalry("quiet", "a quiet room", { viewers: 1_000, perSecond: 10 }),
  rivalry("busy", "a room where all talk", { viewers: 1_000, perSecond: 200 }),
  rivalry("small", "a small room", { viewers: 200, perSecond: 5 }),
  rivalry("million", "a million deliveries a second", { viewers: 10_000, perSecond: 100 }, [
    LIVE_CHAT,
    LIVE_CHAT_COMPRESSED,
    NATS_SERVER,
  ]),
];
