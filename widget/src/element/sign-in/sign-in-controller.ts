import type { Me } from "#protocol";
import type { SignInView } from "../composer/sign-in-prompt.ts";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { findLang } from "../../i18n/find-lang.ts";
import { findTexts } from "../base/find-texts.ts";
import { tell } from "../live-chat-events.ts";
import { makeClientId } from "../../client/sender/client-id.ts";
import { keepBegunSignIn, type BegunSignIn } from "./begun-sign-in.ts";
import type { SignInOutcome } from "./flow/sign-in.ts";
import { openPopUp } from "./open-pop-up.ts";
import type { VisitorSession } from "./visitor-session.ts";

export interface SignInEvents {
  /** Somebody has signed in or out: the chat continues as the new person. */
  onChange(): void;
  /** The visitor has signed in here, and their draft may be sent. */
  onSignedIn(): void;
  /** The page was left and returned to; restores the draft. */
  onDraft(draft: string): void;
}

/** Signs the visitor in and out: with the server's own sign-in, or the host page's. */
export class SignInController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement & { readonly streamId: string };
  readonly #events: SignInEvents;
  #session: VisitorSession | undefined;
  #unsubscribe: (() => void) | undefined;
  #popUp: Window | null = null;
  /** Whether signing in is possible; undefined before that is known. */
  isOffered: boolean | undefined;
  /** Whether a sign-in is in progress, or the last one has failed. */
  status: "ready" | "busy" | "failed" = "ready";

  constructor(
    host: ReactiveControllerHost & HTMLElement & { readonly streamId: string },
    events: SignInEvents,
  ) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
  }

  get canSignOut(): boolean {
    return this.#session?.kept !== undefined;
  }

  /** What is shown to this person; a guest may have set the session aside. (SPEC ID14) */
  view(me: Me | undefined): SignInView {
    const { isOffered, status, canSignOut } = this;
    return { isOffered, status, canSignOut: canSignOut && !!me?.expiresAtMs };
  }

  /** Called after every update; undefined if the host page signs its visitors in. */
  use(session: VisitorSession | undefined): void {
    if (session === this.#session) return;
    this.hostDisconnected();
    this.#session = session;
    this.isOffered = undefined;
    this.#unsubscribe = session?.subscribe(() => this.#events.onChange());
    void session?.takeReturn(this.#host.streamId).then((back) => {
      if (!back) return;
      this.#events.onDraft(back.draft);
      if (back.isSignedIn) this.#events.onSignedIn();
      if (back.isByDevice) this.signIn(back.draft, true);
    });
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#session = undefined;
  }

  /** Finds out whether signing in is possible, if that matters. */
  look(): void {
    if (this.isOffered !== undefined) return;
    // A page that provides tokens signs its visitors in.
    void (this.#session?.isOffered() ?? Promise.resolve(true)).then((isOffered) => {
      this.isOffered ??= isOffered;
      this.#host.requestUpdate();
    });
  }

  /** Call it synchronously in a click, which allows opening a window. */
  signIn(draft: string, byDevice = false): void {
    const { streamId } = this.#host;
    if (!tell(this.#host, "live-chat-sign-in", { streamId })) return;
    const session = this.#session;
    if (!session) {
      // The host page may have signed its visitor in meanwhile. If not, the button has no effect,
      // and is replaced by a note to sign in on the site.
      this.isOffered = false;
      this.#host.requestUpdate();
      return this.#events.onChange();
    }
    if (this.#popUp && !this.#popUp.closed) return this.#popUp.focus();
    const { serverUrl } = session;
    const secret = makeClientId() + makeClientId();
    const begun = { serverUrl, streamId, draft, secret, hash: location.hash };
    // First, so that the window has it too, in case it loses its opener.
    keepBegunSignIn(begun);
    this.#popUp = byDevice ? null : openPopUp();
    void this.#run(session, begun, this.#popUp, byDevice);
  }

  signOut(): void {
    const session = this.#session;
    session?.loadFlow().then(
      (flow) => flow.signOut(session),
      () => session.keep(undefined),
    );
  }

  async #run(
    session: VisitorSession,
    begun: BegunSignIn,
    popUp: Window | null,
    byDevice: boolean,
  ): Promise<void> {
    const host = this.#host;
    const lang = findLang(host);
    const loadLanguage = async () => (await findTexts(lang, begun.serverUrl)).language;
    this.#show("busy");
    const outcome = await session
      .loadFlow()
      .then((flow) => flow.signIn(session, begun, popUp, lang, { host, loadLanguage }, byDevice))
      .catch((): SignInOutcome => "failed");
    if (outcome === "leaving") return;
    keepBegunSignIn(undefined);
    popUp?.close();
    if (outcome === "signed-in") {
      // The session says nothing when the same person has signed in again.
      this.#events.onChange();
      this.#events.onSignedIn();
    }
    this.#show(outcome === "failed" ? "failed" : "ready");
  }

  #show(status: typeof this.status): void {
    this.status = status;
    this.#host.requestUpdate();
  }
}
