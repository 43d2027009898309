import { expect, it } from "vitest";
import { encode } from "uqr";
import { drawQrCode } from "../../server/src/auth/draw-qr-code.ts";

/** The modules that a path fills, as a browser does. */
function fill(path: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    rows[Number(y)]!.fill(true, Number(x), Number(x) + Number(length));
  return rows;
}

it.each(["https://chat.example/sign-in/#device=123456789", "a", "가".repeat(60)])(
  "[SI11] the path of a QR code fills its dark modules and no others: %s",
  (text) => {
    const { size, path } = drawQrCode(text);
    const { data } = encode(text, { ecc: "M", border: 0 });
    expect(fill(path, size)).toEqual(data);
  },
);
