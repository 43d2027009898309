import { forEachSwitch } from "../rooms/room-mode.ts";
import { accept, type Result } from "../errors/result.ts";
import { STAFF_LIMITS } from "../limits.ts";
import { isWhole, nullable, object, value, wrong, type Parsed } from "../schema/schema.ts";

/** A number of seconds; 0, `false` and `null` switch it off. */
function seconds(name: string, max: number) {
  return nullable(
    value<number | null>({ kind: "whole", min: 0, max }, (raw) => {
      if (raw === 0 || raw === false) return accept(null);
      return isWhole(raw, 1, max)
        ? accept(raw)
        : wrong(`${name} must be a whole number from 0 to ${max}.`);
    }),
  );
}

function toggle(name: string) {
  return nullable(
    value<boolean | null>({ kind: "flag" }, (raw) =>
      typeof raw === "boolean" ? accept(raw || null) : wrong(`${name} must be a boolean.`),
    ),
  );
}

const changes = object(
  {
    slowSeconds: seconds("slowSeconds", STAFF_LIMITS.slowSeconds),
    accountAgeSeconds: seconds("accountAgeSeconds", STAFF_LIMITS.accountAgeSeconds),
    ...forEachSwitch(toggle),
  },
  wrong("mode must be an object."),
);

/** A change of a room's mode: `null`, 0 and `false` switch a setting off. (SPEC MO6) */
export type RoomModeChange = Parsed<typeof changes>;

export const modeChange = value<RoomModeChange>(
  { ...changes.form, about: "Changes the named settings; null, 0 or false switches one off." },
  parseModeChange,
);

/** Parses a change of a room's mode; disabled settings become `null`. (SPEC MO6) */
function parseModeChange(raw: unknown): Result<RoomModeChange> {
  const change = changes.parse(raw);
  return change.ok && Object.keys(change.value).length === 0
    ? wrong("mode must name what is to change.")
    : change;
}
