/** What a part of the picture needs to draw itself: where, how large, and when. */
export interface Frame {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  /** Seconds since the picture began. */
  time: number;
}

/** A number in 0–1 that looks random and is always the same for the same `seed`. */
export function scatter(seed: number): number {
  const noise = Math.sin(seed * 127.1) * 43_758.5453;
  return noise - Math.floor(noise);
}
