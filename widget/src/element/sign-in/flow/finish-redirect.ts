import {
  SIGN_IN_DEVICE_FRAGMENT,
  SIGN_IN_FRAGMENT,
  SIGN_IN_START_FRAGMENT,
  STAFF_SIGN_IN_FRAGMENT,
} from "#protocol";
import { keepBegunSignIn, readBegunSignIn, type BegunSignIn } from "../begun-sign-in.ts";
import type { Return, SessionStore } from "../visitor-session.ts";
import { codeFromPopUp } from "./code-from-pop-up.ts";
import { redeem } from "./redeem.ts";
import { signIn } from "./sign-in.ts";
import { signInStaff } from "./sign-in-staff.ts";

/** How long a window may take to sign in: the lifetime of its request. (SPEC SI1) */
const REQUEST_MS = 10 * 60_000;

/** The page's fragment: the answer of a sign-in, or the request to start one. */
interface Fragment {
  readonly name: string;
  readonly value: string;
}

let fragment: Fragment | undefined;

/** Handles the fragment that the page returns with, if it was left to sign in here. (SPEC SI3) */
export async function finishRedirect(
  session: SessionStore,
  lang: string,
): Promise<Return | undefined> {
  const begun = readBegunSignIn();
  takeFragment(begun?.hash ?? "");
  if (fragment?.name === STAFF_SIGN_IN_FRAGMENT && fragment.value === session.serverUrl) {
    fragment = undefined;
    await signInStaff(session, lang);
    return undefined;
  }
  if (begun?.serverUrl !== session.serverUrl) return undefined;
  const { name, value = "" } = fragment ?? {};
  fragment = undefined;
  const { secret, streamId, draft, request } = begun;
  if (name === SIGN_IN_START_FRAGMENT) {
    // This window was cut off from its opener, and has a copy of the started sign-in. It makes its
    // own request, because somebody else may have led the window here with theirs.
    await signIn(session, begun, null, lang).catch(() => undefined);
    return undefined;
  }
  if (!name && begun.isPopUp && request) {
    // The page was reloaded while its window is open.
    listen(session, begun, request);
    return { streamId, draft, isSignedIn: false };
  }
  if (name === SIGN_IN_DEVICE_FRAGMENT)
    return { streamId, draft, isSignedIn: false, isByDevice: true };
  keepBegunSignIn(undefined);
  const answer = name === SIGN_IN_FRAGMENT ? readAnswer(value) : undefined;
  // Without a network the draft is restored nevertheless.
  const isSignedIn =
    answer !== undefined && (await redeem(session, { ...answer, secret }).catch(() => false));
  return { streamId, draft, isSignedIn };
}

/** Finishes a sign-in in a window that was opened before the page was reloaded. (SPEC SI3) */
function listen(session: SessionStore, { secret }: BegunSignIn, request: string): void {
  const { origin } = new URL(session.serverUrl);
  const signal = AbortSignal.timeout(REQUEST_MS);
  codeFromPopUp({ origin, request, secret, popUp: undefined, signal }).then(
    async (answer) => {
      if (readBegunSignIn()?.request === request) keepBegunSignIn(undefined);
      if (answer && (await redeem(session, { request, secret, code: answer.code })))
        answer.confirm();
    },
    () => undefined,
  );
}

/** Reads the fragment once, and removes it from the URL and the history. */
function takeFragment(before: string): void {
  const names = [
    SIGN_IN_DEVICE_FRAGMENT,
    SIGN_IN_START_FRAGMENT,
    STAFF_SIGN_IN_FRAGMENT,
    SIGN_IN_FRAGMENT,
  ];
  const pattern = new RegExp(`^#(${names.join("|")})(?:=(.*))?$`);
  const [, name, value = ""] = pattern.exec(location.hash) ?? [];
  if (!name) return;
  fragment = { name, value };
  history.replaceState(history.state, "", location.pathname + location.search + before);
}

function readAnswer(value: string): { request: string; code: string } {
  // Both parts have the same, unknown number of dots.
  const parts = value.split(".");
  const half = parts.length / 2;
  return { request: parts.slice(0, half).join("."), code: parts.slice(half).join(".") };
}
