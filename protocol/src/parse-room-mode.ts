import { record } from "./fields.ts";
import { LIMITS } from "./limits.ts";
import type { RoomModeChange } from "./moderation.ts";
import { accept, refuse, type Result } from "./result.ts";

const MODE_SECONDS: Readonly<Record<string, number>> = {
  slowSeconds: LIMITS.slowSeconds,
  accountAgeSeconds: LIMITS.accountAgeSeconds,
};
const MODE_FLAGS = ["membersOnly", "emojiOnly", "noLinks", "unique", "frozen", "ended"] as const;

/** Parses a change of a room's mode; what is switched off comes out as `null`. (SPEC MO6) */
export function parseModeChange(raw: unknown): Result<RoomModeChange> {
  const fields = record(raw);
  if (!fields) return refuse("bad-request", { message: "mode must be an object." });
  const change: Record<string, number | true | null> = {};
  for (const [name, maxSeconds] of Object.entries(MODE_SECONDS)) {
    const value = fields(name);
    if (value === undefined) continue;
    const isOff = value === null || value === 0 || value === false;
    if (
      !isOff &&
      !(Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= maxSeconds)
    )
      return refuse("bad-request", {
        message: `${name} must be a whole number from 0 to ${maxSeconds}.`,
      });
    change[name] = isOff ? null : (value as number);
  }
  for (const name of MODE_FLAGS) {
    const value = fields(name);
    if (value === undefined) continue;
    if (value !== null && typeof value !== "boolean")
      return refuse("bad-request", { message: `${name} must be a boolean.` });
    change[name] = value || null;
  }
  if (Object.keys(change).length === 0)
    return refuse("bad-request", { message: "mode must name what is to change." });
  return accept(change as RoomModeChange);
}
