import { SHIELD_MODE, type RoomMode, type RoomModeChange } from "#protocol";

/** Applies a change to a mode; disabled settings are left out. (SPEC MO6) */
export function changeMode(mode: RoomMode, change: RoomModeChange): RoomMode {
  return Object.fromEntries(
    Object.entries({ ...mode, ...change }).filter(([, value]) => Boolean(value)),
  );
}

/**
 * The mode after the shield is lowered: settings of the shield return to their previous values, all
 * others stay. (SPEC MO7)
 */
export function withoutShield(mode: RoomMode, before: RoomMode): RoomMode {
  const back = Object.keys(SHIELD_MODE).map((name) => [name, before[name as keyof RoomMode]]);
  return changeMode(mode, Object.fromEntries(back) as RoomModeChange);
}
