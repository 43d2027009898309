import type { Frame } from "./frame.ts";

const TABLE_TOP = 0.8;
const WISPS = 3;

/** The table in front, a cup of tea on it, and the steam that rises from the cup. */
export function drawTable(frame: Frame): void {
  const { context, width, height } = frame;
  const wood = context.createLinearGradient(0, height * TABLE_TOP, 0, height);
  wood.addColorStop(0, "#5d3f39");
  wood.addColorStop(0.1, "#4a302f");
  wood.addColorStop(1, "#21151c");
  context.fillStyle = wood;
  context.fillRect(0, height * TABLE_TOP, width, height);
  context.fillStyle = "rgb(255 214 170 / 0.35)";
  context.fillRect(0, height * TABLE_TOP, width, Math.max(1, height * 0.003));

  const x = width * 0.5 + height * 0.63;
  const y = height * 0.885;
  drawCup(context, x, y, height * 0.062);
  drawSteam(frame, x, y - height * 0.05);
}

function drawCup(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.fillStyle = "rgb(14 8 14 / 0.45)";
  ellipse(context, x + size * 0.25, y + size * 0.66, size * 1.25, size * 0.2);

  const celadon = context.createLinearGradient(x - size, y, x + size, y);
  celadon.addColorStop(0, "#cfe0cd");
  celadon.addColorStop(0.45, "#9dbfae");
  celadon.addColorStop(1, "#547a72");
  context.fillStyle = celadon;
  context.beginPath();
  context.moveTo(x - size, y - size * 0.7);
  context.bezierCurveTo(
    x - size,
    y + size * 0.3,
    x - size * 0.6,
    y + size * 0.65,
    x,
    y + size * 0.65,
  );
  context.bezierCurveTo(
    x + size * 0.6,
    y + size * 0.65,
    x + size,
    y + size * 0.3,
    x + size,
    y - size * 0.7,
  );
  context.fill();

  context.fillStyle = "#dceadb";
  ellipse(context, x, y - size * 0.7, size, size * 0.27);
  context.fillStyle = "#a9793f";
  ellipse(context, x, y - size * 0.68, size * 0.88, size * 0.2);
}

function drawSteam({ context, height, time }: Frame, x: number, y: number): void {
  context.lineCap = "round";
  for (let wisp = 0; wisp < WISPS; wisp++) {
    const length = height * (0.15 + 0.03 * wisp);
    const steam = context.createLinearGradient(0, y, 0, y - length);
    steam.addColorStop(0, "rgb(255 245 232 / 0)");
    steam.addColorStop(0.35, "rgb(255 245 232 / 0.16)");
    steam.addColorStop(1, "rgb(255 245 232 / 0)");
    context.strokeStyle = steam;
    context.lineWidth = height * (0.008 + 0.004 * wisp);
    context.beginPath();
    for (let step = 0; step <= 20; step++) {
      const rise = step / 20;
      const sway = Math.sin(rise * 5 - time * 1.1 + wisp * 2.2) * height * 0.018 * rise;
      context.lineTo(x + (wisp - 1) * height * 0.02 + sway, y - rise * length);
    }
    context.stroke();
  }
}

function ellipse(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
): void {
  context.beginPath();
  context.ellipse(x, y, radiusX, radiusY, 0, 0, Math.PI * 2);
  context.fill();
}
