import type { Costs } from "./simulate.ts";

/** As `npm run bench fan-out -- growth` last printed them, for whoever plans without measuring. */
export const MEASURED_COSTS: Costs = {
  writeUs: 10,
  entryUs: 0.25,
  messageUs: 250,
  idleUs: 6,
};
