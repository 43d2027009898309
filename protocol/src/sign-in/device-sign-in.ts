import type { Person, Role } from "../entities.ts";
import type { ChatSession } from "./sign-in.ts";

/** Apps that a sign-in page can name. (SPEC SI12) */
export type DeviceApp =
  | "OBS"
  | "Streamlabs"
  | "KakaoTalk"
  | "NAVER"
  | "LINE"
  | "Instagram"
  | "Facebook"
  | "Edge"
  | "Samsung Internet"
  | "Firefox"
  | "Chrome"
  | "Safari";

/** Systems that a sign-in page can name. (SPEC SI12) */
export type DeviceSystem = "Windows" | "macOS" | "Linux" | "Android" | "iOS";

/** A device sign-in that was opened for a page; the code is shown, the page's secret never. (SPEC SI11) */
export interface DeviceSignIn {
  device: string;
  /** Nine digits. */
  userCode: string;
  verificationUri: string;
  verificationUriComplete: string;
  qr: QrCode;
  expiresAtMs: number;
  /** How often to ask for its result. */
  intervalMs: number;
}

/** A QR code to be drawn: its side in modules, and the dark modules as an SVG path. */
export interface QrCode {
  size: number;
  path: string;
}

/** The description of a device sign-in for the page that confirms it. (SPEC SI12) */
export interface DeviceSignInView {
  origin: string;
  app?: DeviceApp;
  system?: DeviceSystem;
  /** Whether the asking device and this one are in the same network. */
  network: "same" | "other" | "unknown";
  expiresAtMs: number;
  /** The person who would be signed in; present if the request proved one. */
  person?: Partial<Person> & { userId: string; role: Role };
}

/** The state of a device sign-in for the page that opened it. (SPEC SI14) */
export type DeviceSignInResult =
  | { status: "pending"; retryAfterMs: number }
  | { status: "refused" }
  | ({ status: "signed-in" } & ChatSession);

/** The fragment of the page that confirms: `=<userCode>`, or nothing to have it typed. (SPEC SI11) */
export const DEVICE_FRAGMENT = "device";

/** The fragment with which the sign-in page sends back to sign in by another device. (SPEC SI17) */
export const SIGN_IN_DEVICE_FRAGMENT = "live-chat-sign-in-device";

/** The URL that confirms a device sign-in. Browsers do not send the fragment to servers. */
export function deviceUrl(serverUrl: string, userCode?: string): string {
  const code = userCode === undefined ? "" : `=${userCode}`;
  return `${serverUrl}/sign-in/#${DEVICE_FRAGMENT}${code}`;
}
