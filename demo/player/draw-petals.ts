import { scatter, type Frame } from "./frame.ts";

const PETALS = 16;

/** Plum petals on an evening breeze. */
export function drawPetals({ context, width, height, time }: Frame): void {
  context.fillStyle = "#ffe3e0";
  for (let petal = 0; petal < PETALS; petal++) {
    const speed = 0.018 + 0.022 * scatter(petal);
    const fall = (scatter(petal + 0.3) + time * speed) % 1;
    const sway = Math.sin(time * 0.5 + petal * 1.7) * 0.03;
    const x = width * ((scatter(petal + 0.6) + fall * 0.35 + sway) % 1);
    const y = height * (fall * 1.1 - 0.05);
    const size = height * (0.006 + 0.007 * scatter(petal + 0.1));
    context.globalAlpha = 0.75 * Math.sin(Math.PI * fall);
    context.beginPath();
    context.ellipse(
      x,
      y,
      size,
      size * (0.35 + 0.3 * Math.abs(Math.sin(time * 0.8 + petal))),
      time * 0.4 + petal,
      0,
      Math.PI * 2,
    );
    context.fill();
  }
  context.globalAlpha = 1;
}
