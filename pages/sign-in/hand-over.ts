import {
  SIGN_IN_FRAGMENT,
  SIGN_IN_START_FRAGMENT,
  type SignInMessage,
  type SignInReply,
} from "#protocol";
import type { Visit } from "./visit.ts";

const ASK_EVERY_MS = 300;
/** A page that reloads answers when it is back. */
const ANSWER_WITHIN_MS = 6_000;
/** It answers a code when it has made a session of it. */
const TAKEN_WITHIN_MS = 12_000;

/** What became of a code: the page that asked has it, is gone to with it, or does not answer. */
export type HandOver = "taken" | "leaving" | "unheard" | "nowhere";

/**
 * Gives the code to the page that asked, and to no other: by a message that only
 * its origin receives, or by going back to the page that the request names. (SPEC SI3)
 */
export async function handOver(
  { request, isPopUp }: Visit,
  code: string,
  { origin, returnTo }: { origin: string; returnTo?: string },
): Promise<HandOver> {
  if (isPopUp && hasOpener()) {
    const message: SignInMessage = { type: "live-chat-sign-in", request, code };
    const reply = await talk(message, origin, "live-chat-sign-in-taken", TAKEN_WITHIN_MS);
    return reply ? "taken" : "unheard";
  }
  if (!returnTo) return "nowhere";
  location.replace(`${returnTo}#${SIGN_IN_FRAGMENT}=${request}.${code}`);
  return "leaving";
}

/** Asks the opener for the secret of the request; undefined if it did not make this request. (SPEC SI8) */
export async function askOpener({ request }: Visit, origin: string): Promise<string | undefined> {
  const message: SignInMessage = { type: "live-chat-sign-in-ask", request };
  const reply = await talk(message, origin, "live-chat-sign-in-start", ANSWER_WITHIN_MS);
  return reply?.type === "live-chat-sign-in-start" ? reply.secret : undefined;
}

/** Goes to the page that asked, where the widget starts this by its form. (SPEC SI8) */
export function goAndStart(returnTo: string): void {
  location.replace(`${returnTo}#${SIGN_IN_START_FRAGMENT}`);
}

export function hasOpener(): boolean {
  return Boolean(window.opener);
}

/** Says the same until the opener, of that origin, replies; undefined if it does not. */
function talk(
  message: SignInMessage,
  origin: string,
  expected: SignInReply["type"],
  withinMs: number,
): Promise<SignInReply | undefined> {
  const opener = window.opener as Window;
  return new Promise((resolve) => {
    const say = (): void => opener.postMessage(message, origin);
    const finish = (reply?: SignInReply): void => {
      clearInterval(saying);
      clearTimeout(giveUp);
      window.removeEventListener("message", onMessage);
      resolve(reply);
    };
    const onMessage = (event: MessageEvent<unknown>): void => {
      if (event.origin !== origin || event.source !== opener) return;
      const reply = Object(event.data) as Partial<SignInReply>;
      if (reply.type === expected && reply.request === message.request)
        finish(reply as SignInReply);
    };
    const saying = setInterval(say, ASK_EVERY_MS);
    const giveUp = setTimeout(finish, withinMs);
    window.addEventListener("message", onMessage);
    say();
  });
}
