import type { Frame } from "./frame.ts";

interface Ridge {
  color: string;
  /** Where the ridge's middle line lies, and how far its peaks rise; in shares of the height. */
  base: number;
  rise: number;
  waves: readonly [number, number, number];
  /** Shares of the width per second. */
  drift: number;
}

// From far to near, as ink-wash painters layer them: paler means farther.
const RIDGES: readonly Ridge[] = [
  { color: "#a67d97", base: 0.56, rise: 0.07, waves: [2.1, 5.3, 11.7], drift: 0.0008 },
  { color: "#80688e", base: 0.61, rise: 0.075, waves: [1.7, 4.1, 9.3], drift: 0.0014 },
  { color: "#5b527f", base: 0.67, rise: 0.07, waves: [1.3, 3.7, 8.1], drift: 0.0022 },
  { color: "#3c3a66", base: 0.73, rise: 0.06, waves: [1.1, 2.9, 7.3], drift: 0.0034 },
];
const STEPS = 90;

/** Ridge behind ridge, each standing in the mist of the one before it. */
export function drawHills(frame: Frame): void {
  RIDGES.forEach((ridge, index) => {
    drawRidge(frame, ridge);
    drawMist(frame, ridge, index);
  });
}

function drawRidge({ context, width, height, time }: Frame, ridge: Ridge): void {
  const [long, middle, short] = ridge.waves;
  context.fillStyle = ridge.color;
  context.beginPath();
  context.moveTo(0, height);
  for (let step = 0; step <= STEPS; step++) {
    const x = (step / STEPS + time * ridge.drift) * Math.PI * 2;
    const peak =
      Math.sin(x * 0.5 * long + ridge.base * 40) * 0.55 +
      Math.sin(x * 0.5 * middle + 1.3) * 0.3 +
      Math.sin(x * 0.5 * short + 2.1) * 0.12;
    context.lineTo((width * step) / STEPS, height * (ridge.base - ridge.rise * peak));
  }
  context.lineTo(width, height);
  context.fill();
}

function drawMist({ context, width, height, time }: Frame, ridge: Ridge, index: number): void {
  const top = height * (ridge.base - 0.02);
  const mist = context.createLinearGradient(0, top, 0, top + height * 0.13);
  const density = 0.2 + 0.06 * Math.sin(time * 0.21 + index * 1.9);
  mist.addColorStop(0, "rgb(247 208 190 / 0)");
  mist.addColorStop(1, `rgb(247 208 190 / ${density})`);
  context.fillStyle = mist;
  context.fillRect(0, top, width, height * 0.13);
}
