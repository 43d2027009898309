import jsQR from "jsqr";
import type { BrowserContext, Locator } from "playwright/test";

/** What a phone's camera reads from a QR code on the screen; undefined if it reads none. */
export async function scanQr(context: BrowserContext, code: Locator): Promise<string | undefined> {
  const png = (await code.screenshot()).toString("base64");
  // A page without rules of its own: the chat's pages load no pictures of this kind.
  const page = await context.newPage();
  const { pixels, width, height } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d")!;
    canvas.drawImage(picture, 0, 0);
    const { data } = canvas.getImageData(0, 0, picture.width, picture.height);
    return { pixels: [...data], width: picture.width, height: picture.height };
  }, png);
  await page.close();
  return jsQR(Uint8ClampedArray.from(pixels), width, height)?.data;
}
