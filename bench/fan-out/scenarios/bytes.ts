import { spread } from "../../support/statistics.ts";
import { measureRound, type Round } from "../measure-round.ts";
import type { Scenario } from "../scenario.ts";
import { startLiveChat } from "../servers/live-chat.ts";
import { table } from "../table.ts";

const VIEWERS = 500;
const PER_SECOND = 100;

/** What a delivery weighs on the wire, all frames of all kinds counted. */
export const BYTES: Scenario = {
  name: "bytes",
  about: `what people write: ${VIEWERS} viewers, ${PER_SECOND} messages/s`,
  run: async ({ seconds, rounds, share }) => {
    const rows: string[][] = [];
    for (const language of ["korean", "english"] as const) {
      const [plain, compressed]: [Round[], Round[]] = [[], []];
      const measure = (compress: boolean) =>
        measureRound(
          {
            name: "live-chat",
            dialect: "live-chat, unmarked",
            compress,
            start: () => startLiveChat(),
          },
          { viewers: VIEWERS * share, perSecond: PER_SECOND, seconds, language },
        );
      for (let round = 0; round < rounds; round++) {
        plain.push(await measure(false));
        compressed.push(await measure(true));
      }
      const ratios = compressed.map(
        (round, i) => round.cpuUsPerDelivery / plain[i]!.cpuUsPerDelivery,
      );
      rows.push(toRow(`${language}, plain`, plain, "1"));
      rows.push(toRow(`${language}, compressed`, compressed, spread(ratios, 2)));
    }
    console.log(table(["", "bytes a delivery", "CPU µs a delivery", "CPU ÷ plain"], rows));
  },
};

function toRow(name: string, rounds: readonly Round[], ratio: string): string[] {
  const show = (read: (round: Round) => number, digits: number) => spread(rounds.map(read), digits);
  return [
    name,
    show((round) => round.bytesPerDelivery, 1),
    show((round) => round.cpuUsPerDelivery, 2),
    ratio,
  ];
}
