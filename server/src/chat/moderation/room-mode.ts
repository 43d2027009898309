import { SHIELD_MODE, type RoomMode, type RoomModeChange } from "#protocol";

/** A mode after a change; what is switched off is not there. (SPEC MO6) */
export function changeMode(mode: RoomMode, change: RoomModeChange): RoomMode {
  return Object.fromEntries(
    Object.entries({ ...mode, ...change }).filter(([, value]) => Boolean(value)),
  );
}

/** A mode after the shield is down: what the shield set is as it was before, all else as it is. (SPEC MO7) */
export function withoutShield(mode: RoomMode, before: RoomMode): RoomMode {
  const back = Object.keys(SHIELD_MODE).map((name) => [name, before[name as keyof RoomMode]]);
  return changeMode(mode, Object.fromEntries(back) as RoomModeChange);
}
