import { askRefresh, Refused } from "./chat-server.ts";
import { ownServer } from "./own-server.ts";

/** As the widget keeps it for the server's own pages. */
interface OwnSession {
  readonly userId: string;
  readonly token: string;
  readonly refreshHandle: string;
  /** By this device's clock, which may be wrong: only differences count. */
  readonly obtainedAtMs: number;
}

/** A token lives 10 minutes (SPEC SI4), and is asked for when its last ones begin. */
const FRESH_MS = 8 * 60_000;

const key = (): string => `live-chat:session:${ownServer()}`;

/** The token of a person who signed in on this server's own pages, such as the studio. */
export function ownSessionToken(): Promise<string | undefined> {
  const { locks } = navigator as Partial<Navigator>;
  // One tab at a time, the widget's among them: a handle that was used before would end the session.
  return locks ? locks.request(key(), freshToken) : freshToken();
}

async function freshToken(): Promise<string | undefined> {
  const kept = read();
  const ageMs = Date.now() - (kept?.obtainedAtMs ?? 0);
  if (!kept || (ageMs >= 0 && ageMs < FRESH_MS)) return kept?.token;
  try {
    const { token, refreshHandle, person } = await askRefresh(kept.refreshHandle);
    const next = { userId: person.userId, token, refreshHandle, obtainedAtMs: Date.now() };
    localStorage.setItem(key(), JSON.stringify(next));
    return token;
  } catch (error) {
    if (error instanceof Refused && error.code === "sign-in-expired")
      localStorage.removeItem(key());
    return undefined;
  }
}

function read(): OwnSession | undefined {
  try {
    return (JSON.parse(localStorage.getItem(key()) ?? "null") as OwnSession | null) ?? undefined;
  } catch {
    return undefined;
  }
}
