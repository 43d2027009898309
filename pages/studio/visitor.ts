import type { SignInOptions } from "#protocol";
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
  /** Whether another device can confirm a sign-in here. (SPEC SI11) */
  hasDevices = false;

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
    void fetch(`${serverUrl}/api/v1/sign-in`)
      .then((response) => response.json() as Promise<Partial<SignInOptions>>)
      .then(
        ({ devices = false }) => {
          this.hasDevices = devices;
          host.requestUpdate();
        },
        () => undefined,
      );
  }
}
