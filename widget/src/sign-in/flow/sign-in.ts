import type { SignInRequest } from "#protocol";
import type { BegunSignIn } from "../begun-sign-in.ts";
import type { SessionShelf } from "../visitor-session.ts";
import { codeFromPopUp } from "./code-from-pop-up.ts";
import { post } from "./post.ts";
import { redeem } from "./redeem.ts";

/**
 * How a sign-in ended.
 *
 * - `signed-in`: the session is kept.
 * - `closed`: the person has closed the window.
 * - `leaving`: this page is being left for the sign-in page, and comes back.
 * - `failed`: the server refused.
 */
export type SignInOutcome = "signed-in" | "closed" | "leaving" | "failed";

/** Signs the visitor in by the pop-up, which is open and empty; without one, by leaving the page. */
export async function signIn(
  session: SessionShelf,
  { secret }: BegunSignIn,
  popUp: Window | null,
  lang: string,
): Promise<SignInOutcome> {
  const { serverUrl } = session;
  const begun = await post<SignInRequest>(serverUrl, "sign-in/requests", { secret });
  if (!begun.ok) return "failed";
  const { request } = begun;
  const [page = ""] = location.href.split("#");
  const query = new URLSearchParams({ request, lang, return: page });
  if (popUp) query.set("popup", "");
  const signInPage = `${serverUrl}/sign-in?${query}`;
  if (!popUp) {
    location.assign(signInPage);
    return "leaving";
  }
  moveToMiddle(popUp);
  popUp.location.replace(signInPage);
  const code = await codeFromPopUp(popUp, new URL(serverUrl).origin, request);
  if (!code) return "closed";
  return (await redeem(session, { request, secret, code })) ? "signed-in" : "failed";
}

function moveToMiddle(popUp: Window): void {
  const left = screenX + (outerWidth - popUp.outerWidth) / 2;
  const top = screenY + (outerHeight - popUp.outerHeight) / 3;
  popUp.moveTo(Math.round(left), Math.round(top));
}
