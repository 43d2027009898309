import type { SignInMessage } from "#protocol";

const LOOK_MS = 500;

/**
 * Waits for the code that the sign-in page hands to its opener; undefined when
 * the window is closed without one. (SPEC SI3)
 *
 * Nothing but a message from the server's own origin, out of this very window
 * and about this very request, is listened to.
 */
export function codeFromPopUp(
  popUp: Window,
  origin: string,
  request: string,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const finish = (code?: string): void => {
      clearInterval(watch);
      window.removeEventListener("message", onMessage);
      resolve(code);
    };
    const onMessage = (event: MessageEvent<unknown>): void => {
      if (event.origin !== origin || event.source !== popUp) return;
      const message = Object(event.data) as Partial<SignInMessage>;
      if (message.type !== "live-chat-sign-in" || message.request !== request) return;
      if (typeof message.code === "string") finish(message.code);
    };
    let wasClosed = false;
    const watch = setInterval(() => {
      // A window that is closed may still have a message under way.
      if (wasClosed) finish();
      wasClosed = popUp.closed;
    }, LOOK_MS);
    window.addEventListener("message", onMessage);
  });
}
