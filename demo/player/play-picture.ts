import { drawHills } from "./draw-hills.ts";
import { drawMoonJar } from "./draw-moon-jar.ts";
import { drawPetals } from "./draw-petals.ts";
import { drawSky } from "./draw-sky.ts";
import { drawTable } from "./draw-table.ts";
import type { Frame } from "./frame.ts";

const FRAMES_PER_SECOND = 30;
const PARTS = [drawSky, drawHills, drawTable, drawMoonJar, drawPetals];

/**
 * Plays the stream's picture: drawn here, so that the demo needs no video file.
 *
 * It rests while it or the page is hidden, and stands still for those who want less motion, and while it
 * is paused. Gives what pauses it, or goes on where it was. (WCAG 2.2.2)
 */
export function playPicture(canvas: HTMLCanvasElement): (isPaused: boolean) => void {
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) return () => undefined;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let lastMs = Number.NEGATIVE_INFINITY;
  let pausedAtMs: number | undefined;
  let pausedForMs = 0;

  const draw = (nowMs: number) => {
    lastMs = nowMs;
    const time = calm.matches ? 20 : 20 + ((pausedAtMs ?? nowMs) - pausedForMs) / 1000;
    const frame: Frame = { context, width: canvas.width, height: canvas.height, time };
    for (const drawPart of PARTS) drawPart(frame);
  };
  // The browser calls no animation frames for a hidden page.
  const loop = (nowMs: number) => {
    const isDue = canvas.width > 0 && nowMs - lastMs >= 1000 / FRAMES_PER_SECOND - 2;
    if (isDue && !calm.matches && pausedAtMs === undefined) draw(nowMs);
    requestAnimationFrame(loop);
  };

  new ResizeObserver(() => {
    const scale = Math.min(devicePixelRatio, 2);
    canvas.width = Math.round(canvas.clientWidth * scale);
    canvas.height = Math.round(canvas.clientHeight * scale);
    if (canvas.width > 0) draw(performance.now());
  }).observe(canvas);
  requestAnimationFrame(loop);

  return (isPaused) => {
    const nowMs = performance.now();
    if (pausedAtMs !== undefined) pausedForMs += nowMs - pausedAtMs;
    pausedAtMs = isPaused ? nowMs : undefined;
  };
}
