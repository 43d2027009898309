import type { Costs } from "./simulate.ts";

/** As `npm run bench fan-out -- growth` last printed them, for whoever plans without measuring. */
export const MEASURED_COSTS: Costs = {
  writeUs: 11.6,
  entryUs: 0,
  messageUs: 691,
  idleUs: 8.6,
};
