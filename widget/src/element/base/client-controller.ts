import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ChatClient, type Chat, type ChatClientOptions } from "../../client/index.ts";

/**
 * Owns an element's client: replaces it when the options name another chat, and ends it when the
 * element is removed.
 */
export class ClientController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  #client: ChatClient | undefined;
  #options: ChatClientOptions | undefined;

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }) {
    this.#host = host;
    host.addController(this);
  }

  get client(): Chat | undefined {
    return this.#client;
  }

  /** Called after every update, when a wrapper's late properties are set. */
  use(options: ChatClientOptions | undefined): void {
    if (isSameChat(options, this.#options)) {
      const isSameToken = options?.token === this.#options?.token;
      if (isSameToken || this.#client?.changeToken(options?.token)) {
        this.#options = options;
        return;
      }
    }
    const former = this.#client;
    this.#options = options;
    this.#client = options && new ChatClient(options);
    // The new client first, so that chats that share a connection keep it.
    this.#client?.connect();
    former?.disconnect();
  }

  hostConnected(): void {
    window.addEventListener("pagehide", this.#onPageHide);
    this.#host.requestUpdate();
  }

  /** An element that is only moved is reconnected within the task, and keeps its state. */
  hostDisconnected(): void {
    window.removeEventListener("pagehide", this.#onPageHide);
    setTimeout(() => {
      if (!this.#host.isConnected) this.use(undefined);
    });
  }

  /** The page is unloaded: unsent messages are returned in time. */
  readonly #onPageHide = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) this.use(undefined);
  };
}

function isSameChat(a: ChatClientOptions | undefined, b: ChatClientOptions | undefined): boolean {
  return a?.streamId === b?.streamId && a?.serverUrl === b?.serverUrl;
}
