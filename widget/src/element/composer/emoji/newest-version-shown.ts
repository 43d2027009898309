import type { Emoji } from "./emoji.ts";

const SIDE = 16;

/** The newest emoji version that this device can display; newer emoji would be empty boxes. */
export function newestVersionShown(all: readonly Emoji[]): number {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!context) return Infinity;
  const versions = [...new Set(all.map(({ version }) => version))].toSorted((a, b) => b - a);
  // Canvases with fingerprinting protection give the same result for the oldest emoji.
  return (
    versions.find((version) =>
      isShown(
        all.find((one) => one.version === version),
        context,
      ),
    ) ?? Infinity
  );
}

/** An emoji has its own colours; a placeholder for a missing one has the text colour. */
function isShown(one: Emoji | undefined, context: CanvasRenderingContext2D): boolean {
  if (!one) return false;
  const [black, white] = ["#000", "#fff"].map((color) => {
    context.clearRect(0, 0, SIDE, SIDE);
    context.font = `${SIDE - 4}px sans-serif`;
    context.textBaseline = "top";
    context.fillStyle = color;
    context.fillText(one.emoji, 0, 0);
    return context.getImageData(0, 0, SIDE, SIDE).data.join();
  });
  return black === white && black !== undefined && /[1-9]/.test(black);
}
