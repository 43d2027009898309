import { vi } from "vitest";

// Files share their process, and vitest takes back what a test replaced when the next test begins:
// what the last test of a file replaced would still be there while the next file sets up.
vi.unstubAllGlobals();
vi.unstubAllEnvs();
vi.restoreAllMocks();
vi.useRealTimers();
