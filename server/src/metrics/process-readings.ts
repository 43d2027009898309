import type { Reading } from "./register-readings.ts";

/** Resource use of the process, under the names of Prometheus' official exporters. */
export const processReadings: readonly Reading[] = [
  {
    name: "process_cpu_seconds_total",
    help: "CPU time of the process.",
    counts: true,
    read: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  },
  {
    name: "process_resident_memory_bytes",
    help: "Memory of the process.",
    read: () => process.memoryUsage.rss(),
  },
  {
    name: "nodejs_heap_size_used_bytes",
    help: "Memory of the process that JavaScript uses.",
    read: () => process.memoryUsage().heapUsed,
  },
  {
    name: "process_start_time_seconds",
    help: "When the process started, in s since 1970.",
    read: () => Date.now() / 1_000 - process.uptime(),
  },
];
