import type { PARTS } from "../../lazy-modules.ts";
import { loadLazily } from "../../load-lazily.ts";
import { findLang } from "../../i18n/find-lang.ts";
import type { TokenAnswer } from "../../client/index.ts";
import { makeDeviceStorage } from "../../client/device-storage.ts";
import { hasSignInFragment, readBegunSignIn } from "./begun-sign-in.ts";

/** A session as stored for this page's origin. */
export interface KeptSession {
  readonly userId: string;
  readonly token: string;
  readonly refreshHandle: string;
  /** By this device's clock, which may be wrong: only differences count. */
  readonly obtainedAtMs: number;
}

/** The part of a session that the sign-in flow uses. */
export type SessionStore = Pick<VisitorSession, "serverUrl" | "kept" | "freshToken" | "keep">;

/** The result of returning from the sign-in page. */
export interface Return {
  readonly streamId: string;
  readonly draft: string;
  readonly isSignedIn: boolean;
  /** Whether the visitor has asked there for another device. (SPEC SI17) */
  readonly isByDevice?: boolean;
}

/** A token is valid for 10 minutes (SPEC SI4), and renewed when the last of them begins. */
const FRESH_MS = 8.5 * 60_000;

const sessions = new Map<string, VisitorSession>();
const deviceStorage = makeDeviceStorage();

/** The visitor's session with a server: one for all elements of the page, and all its tabs. */
export function visitorSession(serverUrl: string): VisitorSession {
  const known = sessions.get(serverUrl) ?? new VisitorSession(serverUrl);
  sessions.set(serverUrl, known);
  return known;
}

/** The visitor's identity on one chat server, from its own sign-in. (SPEC SI) */
export class VisitorSession {
  readonly serverUrl: string;
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  /** The result of a sign-in that left the page, until it is taken. */
  #returned: Promise<Return | undefined> | undefined;
  #isOffered: Promise<boolean> | undefined;

  constructor(serverUrl: string) {
    this.serverUrl = serverUrl;
    this.#key = `live-chat:session:${serverUrl}`;
    if (readBegunSignIn()?.serverUrl === serverUrl || hasSignInFragment())
      this.#returned = this.loadFlow()
        .then((flow) => flow.finishRedirect(this, findLang(document.documentElement)))
        .catch(() => undefined);
  }

  get kept(): KeptSession | undefined {
    try {
      return (JSON.parse(deviceStorage.get(this.#key) ?? "") as KeptSession | null) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** Loads the code that signs in and out, and refreshes sessions. */
  loadFlow(): ReturnType<typeof PARTS.signIn> {
    return loadLazily((modules) => modules.PARTS.signIn(), this.serverUrl);
  }

  /** Stores a session, or deletes it, for every tab. */
  keep(session: KeptSession | undefined): void {
    const before = this.kept?.userId;
    deviceStorage.set(this.#key, session && JSON.stringify(session));
    if (before !== session?.userId) for (const listener of [...this.#listeners]) listener();
  }

  /** The token, if it stays valid for a while. */
  get freshToken(): string | undefined {
    const { token, obtainedAtMs = 0 } = this.kept ?? {};
    const ageMs = Date.now() - obtainedAtMs;
    return ageMs >= 0 && ageMs < FRESH_MS ? token : undefined;
  }

  /** Gets the token before it is needed; always the same function. */
  readonly token = (): TokenAnswer | Promise<TokenAnswer> =>
    this.#returned ? this.#returned.then(() => this.#readToken()) : this.#readToken();

  #readToken(): TokenAnswer | Promise<TokenAnswer> {
    if (!this.kept) return null;
    return this.freshToken ?? this.loadFlow().then((flow) => flow.refreshSession(this));
  }

  /** The result of returning to this stream; only once. */
  async takeReturn(streamId: string): Promise<Return | undefined> {
    const back = await this.#returned;
    if (back?.streamId !== streamId) return undefined;
    this.#returned = undefined;
    return back;
  }

  /** Whether there is any way to sign in here. (SPEC SI7) */
  isOffered(): Promise<boolean> {
    return (this.#isOffered ??= fetch(`${this.serverUrl}/api/v1/sign-in`, { credentials: "omit" })
      .then((response) => response.json())
      .then(
        ({ providers = [] }: { providers?: unknown[] }) => providers.length > 0,
        () => true,
      ));
  }

  /** Calls the listener when somebody has signed in or out, in any tab. */
  subscribe(listener: () => void): () => void {
    const onStorage = ({ key }: StorageEvent): void => {
      if (key === this.#key || key === null) listener();
    };
    window.addEventListener("storage", onStorage);
    this.#listeners.add(listener);
    return () => {
      window.removeEventListener("storage", onStorage);
      this.#listeners.delete(listener);
    };
  }
}
