import type { Costs } from "./simulate.ts";

/** As `npm run bench fan-out -- growth` last printed them, for whoever plans without measuring. */
export const MEASURED_COSTS: Costs = {
  writeUs: 12.2,
  entryUs: 0,
  messageUs: 670,
  idleUs: 2.6,
};
