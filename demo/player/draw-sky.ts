import { scatter, type Frame } from "./frame.ts";

const STARS = 60;
const MOONRISE_SECONDS = 240;

/** Dusk over the hills: stars that twinkle, and a full moon on its slow way up and down. */
export function drawSky({ context, width, height, time }: Frame): void {
  const sky = context.createLinearGradient(0, 0, 0, height * 0.75);
  sky.addColorStop(0, "#1b2344");
  sky.addColorStop(0.45, "#4b4f86");
  sky.addColorStop(0.78, "#b98299");
  sky.addColorStop(1, "#f0b48f");
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);

  context.fillStyle = "#fff6e0";
  for (let star = 0; star < STARS; star++) {
    const twinkle = 0.5 + 0.5 * Math.sin(time * (0.4 + scatter(star)) + star);
    context.globalAlpha = 0.15 + 0.55 * twinkle * scatter(star + 0.5);
    const size = height * (0.001 + 0.0018 * scatter(star + 0.2));
    const x = width * scatter(star + 0.7);
    const y = height * 0.42 * scatter(star + 0.9) ** 1.4;
    context.fillRect(x, y, size, size);
  }
  context.globalAlpha = 1;
  drawMoon({ context, width, height, time });
}

function drawMoon({ context, width, height, time }: Frame): void {
  const turn = (time / MOONRISE_SECONDS) * Math.PI * 2;
  const x = width * (0.26 + 0.03 * Math.sin(turn));
  const y = height * (0.3 - 0.06 * Math.sin(turn + 0.6));
  const radius = height * 0.085;

  const glow = context.createRadialGradient(x, y, radius * 0.9, x, y, radius * 4.5);
  glow.addColorStop(0, "rgb(255 240 214 / 0.42)");
  glow.addColorStop(0.35, "rgb(255 226 196 / 0.12)");
  glow.addColorStop(1, "rgb(255 226 196 / 0)");
  context.fillStyle = glow;
  context.fillRect(0, 0, width, height);

  const face = context.createLinearGradient(x - radius, y - radius, x + radius, y + radius);
  face.addColorStop(0, "#fffaf0");
  face.addColorStop(1, "#f8e2c0");
  context.fillStyle = face;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}
