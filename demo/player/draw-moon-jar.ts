import { drawPlumBranch } from "./draw-plum-branch.ts";
import type { Frame } from "./frame.ts";

/** The product: a white porcelain moon jar, turning slowly in warm light. */
export function drawMoonJar({ context, width, height, time }: Frame): void {
  const x = width * 0.5 + height * 0.27;
  const y = height * 0.63;
  const radius = height * 0.235;

  drawLampLight(context, x, y, radius, time);
  drawShadow(context, x, y, radius);

  context.save();
  outline(context, x, y, radius);
  context.clip();
  context.fillStyle = glaze(context, x, y, radius);
  context.fillRect(x - radius * 1.2, y - radius * 1.3, radius * 2.4, radius * 2.5);
  drawPlumBranch({ context, x, y, radius, turn: time * 0.16 });
  context.fillStyle = shade(context, x, y, radius);
  context.fillRect(x - radius * 1.2, y - radius * 1.3, radius * 2.4, radius * 2.5);
  context.restore();

  context.fillStyle = "#8b8288";
  context.beginPath();
  context.ellipse(x, y - radius * 1.04, radius * 0.41, radius * 0.055, 0, 0, Math.PI * 2);
  context.fill();
  context.strokeStyle = "#fffaf0";
  context.lineWidth = radius * 0.022;
  context.stroke();
}

// Two bowls joined at the waist, so never quite round: that is what makes it a moon jar.
function outline(context: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  context.beginPath();
  context.moveTo(x - r * 0.41, y - r * 1.04);
  context.bezierCurveTo(
    x - r * 0.4,
    y - r * 0.93,
    x - r * 0.46,
    y - r * 0.91,
    x - r * 0.6,
    y - r * 0.83,
  );
  context.bezierCurveTo(
    x - r * 1.14,
    y - r * 0.52,
    x - r * 1.18,
    y + r * 0.32,
    x - r * 0.72,
    y + r * 0.71,
  );
  context.bezierCurveTo(
    x - r * 0.56,
    y + r * 0.84,
    x - r * 0.44,
    y + r * 0.87,
    x - r * 0.42,
    y + r,
  );
  context.lineTo(x + r * 0.42, y + r);
  context.bezierCurveTo(
    x + r * 0.44,
    y + r * 0.87,
    x + r * 0.56,
    y + r * 0.85,
    x + r * 0.74,
    y + r * 0.69,
  );
  context.bezierCurveTo(
    x + r * 1.16,
    y + r * 0.3,
    x + r * 1.13,
    y - r * 0.54,
    x + r * 0.6,
    y - r * 0.83,
  );
  context.bezierCurveTo(
    x + r * 0.46,
    y - r * 0.91,
    x + r * 0.4,
    y - r * 0.93,
    x + r * 0.41,
    y - r * 1.04,
  );
  context.closePath();
}

function glaze(context: CanvasRenderingContext2D, x: number, y: number, r: number): CanvasGradient {
  const light = context.createRadialGradient(x - r * 0.42, y - r * 0.42, r * 0.1, x, y, r * 1.25);
  light.addColorStop(0, "#fffdf6");
  light.addColorStop(0.4, "#f6efe3");
  light.addColorStop(0.75, "#ddd2c8");
  light.addColorStop(1, "#b4a7a8");
  return light;
}

// Laid over the painting too: what is painted on a jar darkens with it.
function shade(context: CanvasRenderingContext2D, x: number, y: number, r: number): CanvasGradient {
  const dark = context.createRadialGradient(
    x - r * 0.5,
    y - r * 0.45,
    r * 0.5,
    x - r * 0.15,
    y - r * 0.1,
    r * 1.3,
  );
  dark.addColorStop(0, "rgb(72 62 100 / 0)");
  dark.addColorStop(0.55, "rgb(72 62 100 / 0.14)");
  dark.addColorStop(0.88, "rgb(66 56 94 / 0.5)");
  dark.addColorStop(1, "rgb(150 104 116 / 0.5)");
  return dark;
}

function drawLampLight(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  time: number,
): void {
  const reach = radius * (2.5 + 0.05 * Math.sin(time * 0.9));
  const lamp = context.createRadialGradient(
    x - radius,
    y - radius * 0.4,
    0,
    x - radius * 0.5,
    y,
    reach,
  );
  lamp.addColorStop(0, "rgb(255 205 150 / 0.34)");
  lamp.addColorStop(1, "rgb(255 205 150 / 0)");
  context.fillStyle = lamp;
  context.fillRect(x - reach * 1.5, y - reach * 1.2, reach * 3, reach * 2.4);
}

function drawShadow(context: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  context.save();
  context.translate(x + r * 0.3, y + r * 1.02);
  context.scale(1, 0.14);
  const shadow = context.createRadialGradient(0, 0, r * 0.2, 0, 0, r * 1.25);
  shadow.addColorStop(0, "rgb(12 6 14 / 0.75)");
  shadow.addColorStop(1, "rgb(12 6 14 / 0)");
  context.fillStyle = shadow;
  context.fillRect(-r * 1.3, -r * 1.3, r * 2.6, r * 2.6);
  context.restore();
}
