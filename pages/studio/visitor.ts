import type { ReactiveControllerHost } from "lit";
import { SignInController } from "../../widget/src/element/sign-in/sign-in-controller.ts";
import {
  visitorSession,
  type VisitorSession,
} from "../../widget/src/element/sign-in/visitor-session.ts";

/** Who is in front of the page: by the session of the server's own origin, as in every chat of it. */
export class Visitor {
  readonly session: VisitorSession;
  readonly signIn: SignInController;

  constructor(
    host: ReactiveControllerHost & HTMLElement & { readonly streamId: string },
    serverUrl: string,
    onChange: () => void,
  ) {
    this.session = visitorSession(serverUrl);
    this.signIn = new SignInController(host, {
      onChange,
      onSignedIn: onChange,
      onDraft: () => undefined,
    });
    this.signIn.use(this.session);
    this.signIn.look();
  }
}
