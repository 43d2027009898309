import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Reading } from "./register-readings.ts";

const RESOLUTION_MS = 20;

/** Measures the delay of the event loop until it is closed. */
export function watchLoopDelay(): { reading: Reading; close: () => void } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  // The measured interval includes the timer's own resolution.
  const late = (ns: number) => Math.max(0, ns / 1e9 - RESOLUTION_MS / 1_000);
  const reading: Reading = {
    name: "live_chat_loop_delay_seconds",
    help: "Delay of the event loop since the last scrape.",
    label: "quantile",
    read: () => {
      const read = {
        0.5: late(delay.percentile(50)),
        0.99: late(delay.percentile(99)),
        1: late(delay.max),
      };
      delay.reset();
      return read;
    },
  };
  return { reading, close: () => void delay.disable() };
}
