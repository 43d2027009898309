import type { QrCode } from "#protocol";
import { encode } from "uqr";

/** A text as a QR code, with the dark modules of each row as one line of an SVG path. */
export function drawQrCode(text: string): QrCode {
  // Medium correction: screens are clean, but small docks are scanned from afar.
  const { size, data } = encode(text, { ecc: "M", border: 0 });
  const path = data
    .flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
    .join("");
  return { size, path };
}

/** Where dark modules stand side by side. */
function runsOf(row: readonly boolean[]): [x: number, length: number][] {
  const runs: [number, number][] = [];
  row.forEach((isDark, x) => {
    const last = runs.at(-1);
    if (!isDark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}
