import type { SignInMessage, SignInReply } from "#protocol";

const LOOK_MS = 500;

/** What a page knows of a sign-in that it has begun. */
export interface PopUpSignIn {
  /** The server's. */
  readonly origin: string;
  readonly request: string;
  readonly secret: string;
  /** Undefined after a reload, which loses sight of it. */
  readonly popUp: Window | undefined;
  readonly signal?: AbortSignal;
}

/** The code, and how the window is told that the visitor is signed in. */
export interface PopUpAnswer {
  readonly code: string;
  confirm(): void;
}

/**
 * Waits for the code that the sign-in page hands to its opener; undefined when
 * the window is closed without one. (SPEC SI3)
 *
 * Nothing but a message from the server's own origin and about this very request is
 * listened to. Whoever asks there whether this page made the request gets its secret. (SPEC SI8)
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
      // A window that is closed may still have a message under way.
      if (wasClosed) finish();
      wasClosed = popUp?.closed ?? false;
    }, LOOK_MS);
    signal?.addEventListener("abort", () => finish());
    window.addEventListener("message", onMessage);
  });
}
