import type { SignInRequest } from "#protocol";
import { keepBegunSignIn, type BegunSignIn } from "../begun-sign-in.ts";
import type { SessionStore, VisitorSession } from "../visitor-session.ts";
import type { DevicePlace } from "../device/sign-in-by-device.ts";
import { codeFromPopUp } from "./code-from-pop-up.ts";
import { post } from "./post.ts";
import { redeem } from "./redeem.ts";
import { goToSignIn } from "./go-to-sign-in.ts";
import { canLeave, isInDock } from "./dock.ts";

/**
 * How a sign-in ended.
 *
 * - `signed-in`: the session is kept.
 * - `closed`: the person has closed the window.
 * - `leaving`: this page is being left for the sign-in page, and comes back.
 * - `failed`: the server refused.
 */
export type SignInOutcome = "signed-in" | "closed" | "leaving" | "failed";

/**
 * Signs the visitor in through the empty pop-up; without one, by another device, or by leaving the
 * page. (SPEC SI17)
 */
export async function signIn(
  session: SessionStore & Partial<Pick<VisitorSession, "isOffered">>,
  begun: BegunSignIn,
  popUp: Window | null,
  lang: string,
  /** Where a code can be shown. */
  place?: DevicePlace,
  /** Whether the visitor has asked for another device. */
  byDevice = false,
): Promise<SignInOutcome> {
  const { serverUrl } = session;
  if (place && (byDevice || (!popUp && isInDock()))) {
    const { signInByDevice } = await import("../device/sign-in-by-device.ts");
    // Where only invited people are known, the sign-in page can do nothing for this browser.
    const hasOtherWay = canLeave() && (await session.isOffered?.()) !== false;
    const outcome = await signInByDevice(session, place, hasOtherWay);
    if (outcome !== "here") return outcome;
  }
  const { secret } = begun;
  const [page = ""] = location.href.split("#");
  const opened = await post<SignInRequest>(serverUrl, "sign-in/requests", { secret, page });
  if (!opened.ok) return "failed";
  const { request } = opened;
  // Continued if the page is reloaded, or returned to.
  keepBegunSignIn({ ...begun, request, isPopUp: popUp !== null });
  if (!popUp) {
    goToSignIn(serverUrl, request, lang);
    return "leaving";
  }
  moveToMiddle(popUp);
  const query = new URLSearchParams({ request, lang, popup: "" });
  popUp.location.replace(`${serverUrl}/sign-in?${query}`);
  const { origin } = new URL(serverUrl);
  const answer = await codeFromPopUp({ origin, request, secret, popUp });
  if (!answer) return "closed";
  if (!(await redeem(session, { request, secret, code: answer.code }))) return "failed";
  answer.confirm();
  return "signed-in";
}

function moveToMiddle(popUp: Window): void {
  const left = screenX + (outerWidth - popUp.outerWidth) / 2;
  const top = screenY + (outerHeight - popUp.outerHeight) / 3;
  popUp.moveTo(Math.round(left), Math.round(top));
}
