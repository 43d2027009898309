import { refreshSession } from "../../widget/src/element/sign-in/flow/refresh-session.ts";
import type { KeptSession } from "../../widget/src/element/sign-in/visitor-session.ts";
import { ownServer } from "./own-server.ts";

const FRESH_MS = 8 * 60_000;

/**
 * The token of whoever is signed in on this server's own pages, such as the studio; undefined if
 * nobody is. The session is the widget's, and is kept as the widget keeps it.
 */
export async function ownSessionToken(): Promise<string | undefined> {
  const serverUrl = ownServer();
  const key = `live-chat:session:${serverUrl}`;
  try {
    const token = await refreshSession({
      serverUrl,
      get kept(): KeptSession | undefined {
        return (JSON.parse(localStorage.getItem(key) ?? "null") as KeptSession | null) ?? undefined;
      },
      get freshToken(): string | undefined {
        const { kept } = this;
        const ageMs = Date.now() - (kept?.obtainedAtMs ?? 0);
        return ageMs >= 0 && ageMs < FRESH_MS ? kept?.token : undefined;
      },
      keep: (session) =>
        session ? localStorage.setItem(key, JSON.stringify(session)) : localStorage.removeItem(key),
    });
    return token ?? undefined;
  } catch {
    // Without storage or network nobody is signed in here.
    return undefined;
  }
}
