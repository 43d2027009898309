import type { PARTS } from "../../lazy-modules.ts";
import { loadLazily } from "../../load-lazily.ts";
import { findLang } from "../../i18n/find-lang.ts";
import type { TokenAnswer } from "../../client/index.ts";
import { makeDeviceStorage } from "../../client/device-storage.ts";
import { hasSignInFragment, readBegunSignIn } from "./begun-sign-in.ts";

/** A session as this page's origin keeps it. */
export interface KeptSession {
  readonly userId: string;
  readonly token: string;
  readonly refreshHandle: string;
  /** By this device's clock, which may be wrong: only differences count. */
  readonly obtainedAtMs: number;
}

/** What those who change a session see of it. */
export type SessionStore = Pick<VisitorSession, "serverUrl" | "kept" | "freshToken" | "keep">;

/** What coming back from the sign-in page has led to. */
export interface Return {
  readonly streamId: string;
  readonly draft: string;
  readonly isSignedIn: boolean;
}

/** A token lives 10 minutes (SPEC SI4), and is asked for when its last one begins. */
const FRESH_MS = 8.5 * 60_000;

const sessions = new Map<string, VisitorSession>();
const deviceStorage = makeDeviceStorage();

/** The visitor's session with a server: one for all elements of the page, and all its tabs. */
export function visitorSession(serverUrl: string): VisitorSession {
  const known = sessions.get(serverUrl) ?? new VisitorSession(serverUrl);
  sessions.set(serverUrl, known);
  return known;
}

/** Who the visitor is to one chat server, by the sign-in that comes with it. (SPEC SI) */
export class VisitorSession {
  readonly serverUrl: string;
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  /** What a sign-in that left the page has led to, until it is taken. */
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

  /** What signs in and out, and renews sessions. */
  loadFlow(): ReturnType<typeof PARTS.signIn> {
    return loadLazily((modules) => modules.PARTS.signIn(), this.serverUrl);
  }

  /** Takes a session over, or forgets it, for every tab. */
  keep(session: KeptSession | undefined): void {
    const before = this.kept?.userId;
    deviceStorage.set(this.#key, session && JSON.stringify(session));
    if (before !== session?.userId) for (const listener of [...this.#listeners]) listener();
  }

  /** The token if it can still be used for a while. */
  get freshToken(): string | undefined {
    const { token, obtainedAtMs = 0 } = this.kept ?? {};
    const ageMs = Date.now() - obtainedAtMs;
    return ageMs >= 0 && ageMs < FRESH_MS ? token : undefined;
  }

  /** To be asked for the token before it is needed; the same function always. */
  readonly token = async (): Promise<TokenAnswer> => {
    await this.#returned;
    if (!this.kept) return null;
    return this.freshToken ?? (await this.loadFlow()).refreshSession(this);
  };

  /** What coming back to this stream has led to; only once. */
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

  /** Calls the listener when somebody has signed in or out, in whichever tab. */
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
