import type { SignInMessage, SignInReply } from "#protocol";

const LOOK_MS = 500;

/** A sign-in that this page has started. */
export interface PopUpSignIn {
  /** The server's origin. */
  readonly origin: string;
  readonly request: string;
  readonly secret: string;
  /** Undefined after a reload, which loses the reference. */
  readonly popUp: Window | undefined;
  readonly signal?: AbortSignal;
}

/** The code, and a function that tells the window that the visitor is signed in. */
export interface PopUpAnswer {
  readonly code: string;
  confirm(): void;
}

/**
 * Waits for the code that the sign-in page sends to its opener; undefined if the window is closed
 * without one. (SPEC SI3)
 *
 * Accepts only messages from the server's own origin about this request. If the sign-in page asks
 * whether this page made the request, it gets the secret. (SPEC SI8)
 */
export function codeFromPopUp({
  origin,
  request,
  secret,
  popUp,
  signal,
}: PopUpSignIn): Promise<PopUpAnswer | undefined> {
  return new Promise((resolve) => {
    const finish = (answer?: PopUpAnswer): void => {
      clearInterval(watch);
      window.removeEventListener("message", onMessage);
      resolve(answer);
    };
    const onMessage = (event: MessageEvent<unknown>): void => {
      const { source } = event;
      if (event.origin !== origin || (popUp && source !== popUp)) return;
      const message = Object(event.data) as Partial<SignInMessage>;
      if (message.request !== request) return;
      const reply = (answer: SignInReply): void =>
        (source as Window | null)?.postMessage(answer, origin);
      if (message.type === "live-chat-sign-in-ask")
        return reply({ type: "live-chat-sign-in-start", request, secret });
      if (message.type !== "live-chat-sign-in" || typeof message.code !== "string") return;
      const confirm = (): void => reply({ type: "live-chat-sign-in-taken", request });
      finish({ code: message.code, confirm });
    };
    let wasClosed = false;
    const watch = setInterval(() => {
      // A closed window may still have a message on its way.
      if (wasClosed) finish();
      wasClosed = popUp?.closed ?? false;
    }, LOOK_MS);
    signal?.addEventListener("abort", () => finish());
    window.addEventListener("message", onMessage);
  });
}
