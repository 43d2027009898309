import { SIGN_IN_FRAGMENT } from "#protocol";
import { keepBegunSignIn, readBegunSignIn } from "../begun-sign-in.ts";
import type { Return, SessionShelf } from "../visitor-session.ts";
import { redeem } from "./redeem.ts";

/** Takes in what the page has come back with, if it was left to sign in here. (SPEC SI3) */
export async function finishRedirect(session: SessionShelf): Promise<Return | undefined> {
  const begun = readBegunSignIn();
  const answer = takeFragment(begun?.hash ?? "");
  if (begun?.serverUrl !== session.serverUrl) return undefined;
  keepBegunSignIn(undefined);
  const { secret, streamId, draft } = begun;
  // Without a network the draft comes back all the same.
  const isSignedIn =
    answer !== undefined && (await redeem(session, { ...answer, secret }).catch(() => false));
  return { streamId, draft, isSignedIn };
}

/** Reads the answer once, and takes it out of the address and the history. */
function takeFragment(before: string): { request: string; code: string } | undefined {
  const [, value] = new RegExp(`^#${SIGN_IN_FRAGMENT}=(.+)$`).exec(location.hash) ?? [];
  if (!value) return undefined;
  history.replaceState(history.state, "", location.pathname + location.search + before);
  // Both are made of the same number of parts, however many that are.
  const parts = value.split(".");
  const half = parts.length / 2;
  return { request: parts.slice(0, half).join("."), code: parts.slice(half).join(".") };
}
