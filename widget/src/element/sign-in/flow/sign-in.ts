import type { SignInRequest } from "#protocol";
import { keepBegunSignIn, type BegunSignIn } from "../begun-sign-in.ts";
import type { SessionStore } from "../visitor-session.ts";
import { codeFromPopUp } from "./code-from-pop-up.ts";
import { post } from "./post.ts";
import { redeem } from "./redeem.ts";
import { goToSignIn } from "./go-to-sign-in.ts";

/**
 * How a sign-in ended.
 *
 * - `signed-in`: the session is kept.
 * - `closed`: the person has closed the window.
 * - `leaving`: this page is being left for the sign-in page, and comes back.
 * - `failed`: the server refused.
 */
export type SignInOutcome = "signed-in" | "closed" | "leaving" | "failed";

/** Signs the visitor in through the empty pop-up; without one, by leaving the page. */
export async function signIn(
  session: SessionStore,
  begun: BegunSignIn,
  popUp: Window | null,
  lang: string,
): Promise<SignInOutcome> {
  const { serverUrl } = session;
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
