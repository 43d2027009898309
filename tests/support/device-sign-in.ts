import type { DeviceSignIn, DeviceSignInResult, DeviceSignInView } from "#protocol";
import { PAGE, post, SECRET } from "./sign-in-api.ts";

/** OBS 31 on Windows, as it names itself in a dock. */
export const OBS_AGENT =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) " +
  "Chrome/127.0.0.0 Safari/537.36 OBS/31.0.2";

/** Opens a device sign-in like the page of an origin. */
export async function openDevice(
  url: string,
  { origin = PAGE, secret = SECRET }: { origin?: string; secret?: unknown } = {},
): Promise<DeviceSignIn> {
  const { json } = await post<DeviceSignIn>(`${url}/api/v1/sign-in/devices`, { secret }, origin);
  return json as unknown as DeviceSignIn;
}

/** Views, confirms or refuses one, like a page of an origin. */
export function decideDevice(
  url: string,
  what: "view" | "confirm" | "refuse",
  body: object,
  origin: string | undefined = url,
) {
  return post<Partial<DeviceSignInView>>(`${url}/api/v1/sign-in/devices/${what}`, body, origin);
}

/** Asks for the result, like the page that opened it. */
export async function redeemDevice(
  url: string,
  device: unknown,
  { origin = PAGE, secret = SECRET }: { origin?: string; secret?: unknown } = {},
) {
  const body = { device, secret };
  const answer = await post<DeviceSignInResult>(
    `${url}/api/v1/sign-in/devices/redeem`,
    body,
    origin,
  );
  return answer.json;
}
