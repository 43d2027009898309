interface Jar {
  context: CanvasRenderingContext2D;
  x: number;
  y: number;
  radius: number;
  /** How far the jar has turned, in radians. */
  turn: number;
}

type Point = readonly [longitude: number, latitude: number];

const BRANCHES: readonly (readonly Point[])[] = [
  [
    [-0.9, -0.62],
    [-0.62, -0.4],
    [-0.42, -0.06],
    [-0.1, 0.1],
    [0.16, 0.34],
    [0.52, 0.42],
    [0.86, 0.62],
  ],
  [
    [-0.42, -0.06],
    [-0.52, 0.22],
    [-0.4, 0.48],
  ],
  [
    [-0.1, 0.1],
    [0.22, 0.02],
    [0.5, -0.12],
    [0.74, -0.08],
  ],
];
const BLOSSOMS: readonly (readonly [...Point, size: number])[] = [
  [-0.64, -0.36, 0.07],
  [-0.36, -0.1, 0.085],
  [-0.5, 0.26, 0.075],
  [-0.38, 0.5, 0.055],
  [0.02, 0.22, 0.09],
  [0.26, -0.02, 0.06],
  [0.52, -0.1, 0.08],
  [0.5, 0.44, 0.085],
  [0.78, -0.06, 0.05],
  [0.84, 0.6, 0.06],
];
// The same branch twice, so that one of them is always coming round.
const STARTS = [0, Math.PI];
const COBALT = "#3f5c9c";

/** Paints a plum branch in cobalt blue around the jar, as it stands at this turn. */
export function drawPlumBranch(jar: Jar): void {
  const { context, radius } = jar;
  context.strokeStyle = COBALT;
  context.fillStyle = COBALT;
  context.lineCap = "round";
  for (const start of STARTS) {
    for (const branch of BRANCHES) drawBranch(jar, branch, start);
    for (const [longitude, latitude, size] of BLOSSOMS) {
      const { x, y, facing } = project(jar, [longitude + start, latitude]);
      if (facing > 0.05) drawBlossom(context, x, y, size * radius, facing);
    }
  }
  context.globalAlpha = 1;
}

function drawBranch(jar: Jar, points: readonly Point[], start: number): void {
  const { context, radius } = jar;
  const projected = points.map(([longitude, latitude]) =>
    project(jar, [longitude + start, latitude]),
  );
  projected.forEach((to, index) => {
    const from = projected[index - 1];
    if (!from || Math.min(from.facing, to.facing) < 0.05) return;
    context.globalAlpha = 0.75 * Math.min(1, to.facing * 2);
    context.lineWidth = radius * (0.036 - 0.004 * index);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  });
}

function drawBlossom(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  facing: number,
): void {
  context.globalAlpha = 0.62 * Math.min(1, facing * 2);
  for (let petal = 0; petal < 5; petal++) {
    const angle = (petal / 5) * Math.PI * 2 - Math.PI / 2;
    context.beginPath();
    context.ellipse(
      x + Math.cos(angle) * size * 0.55 * facing,
      y + Math.sin(angle) * size * 0.55,
      size * 0.48 * facing,
      size * 0.48,
      0,
      0,
      Math.PI * 2,
    );
    context.fill();
  }
}

// The jar as a sphere: what turns away grows narrow and then vanishes behind.
function project(jar: Jar, [longitude, latitude]: Point): { x: number; y: number; facing: number } {
  const angle = longitude + jar.turn;
  const across = Math.cos(latitude * 0.9);
  return {
    x: jar.x + Math.sin(angle) * across * jar.radius * 1.04,
    y: jar.y - Math.sin(latitude * 0.9) * jar.radius,
    facing: Math.cos(angle),
  };
}
