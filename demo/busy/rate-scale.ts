/** What the slider offers: fine steps where a chat is quiet, large ones where it is not. */
const RATES = [1, 2, 3, 5, 8, 12, 20, 30, 50, 75, 100, 150, 200];

const RATE_STEPS = RATES.length - 1;

export function rateAt(step: number): number {
  return RATES[Math.min(Math.max(Math.round(step), 0), RATE_STEPS)]!;
}

/** The step whose rate comes closest. */
export function stepOf(rate: number): number {
  const distances = RATES.map((offered) => Math.abs(offered - rate));
  return distances.indexOf(Math.min(...distances));
}
