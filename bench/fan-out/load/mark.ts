/*
 * A mark in a message's text contains its send time and its number. It is found by its bytes,
 * however a server wraps texts: `~`, nine digits of time, five of number.
 */
const SIGN = 0x7e;
const TIME_DIGITS = 9;
const NUMBER_DIGITS = 5;
const LENGTH = 1 + TIME_DIGITS + NUMBER_DIGITS;
const TICKS_PER_MS = 100;
const TIME_RANGE = 10 ** TIME_DIGITS;

export interface Mark {
  sentAtMs: number;
  number: number;
}

/** A mark for the message that is sent now. */
export function writeMark(number: number, nowMs: number): string {
  const ticks = Math.round(nowMs * TICKS_PER_MS) % TIME_RANGE;
  return `~${String(ticks).padStart(TIME_DIGITS, "0")}${String(number).padStart(NUMBER_DIGITS, "0")}`;
}

/** Every mark in these bytes; implausible times are not marks. */
export function readMarks(bytes: Buffer, nowMs: number): Mark[] {
  const marks: Mark[] = [];
  for (let at = bytes.indexOf(SIGN); at !== -1; at = bytes.indexOf(SIGN, at + 1)) {
    if (at + LENGTH > bytes.length) break;
    const ticks = readDigits(bytes, at + 1, TIME_DIGITS);
    const number = readDigits(bytes, at + 1 + TIME_DIGITS, NUMBER_DIGITS);
    if (Number.isNaN(ticks + number)) continue;
    const now = Math.round(nowMs * TICKS_PER_MS);
    const ageTicks = (((now - ticks) % TIME_RANGE) + TIME_RANGE) % TIME_RANGE;
    marks.push({ sentAtMs: nowMs - ageTicks / TICKS_PER_MS, number });
  }
  return marks;
}

function readDigits(bytes: Buffer, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
