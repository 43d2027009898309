import { PROTOCOL_VERSION } from "#protocol";

const TIMEOUT_MS = 5_000;

/** What a probe can find out about a server that refuses connections. */
export type ProbeResult =
  "welcome" | "origin-not-allowed" | "version-mismatch" | "server-unreachable";

/** Asks a server, which answers any origin, whether it is a chat server and accepts this page. */
export type ProbeServer = (serverUrl: string) => Promise<ProbeResult>;

export const probeServer: ProbeServer = async (serverUrl) => {
  try {
    const response = await fetch(`${serverUrl}/api/v1/hello`, {
      credentials: "omit",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return readHello(await response.json());
  } catch {
    return "server-unreachable";
  }
};

/** Parses the answer of `/api/v1/hello`; any other answer is an unknown server. */
export function readHello(answer: unknown): ProbeResult {
  const { name, protocol, origin } = Object(answer) as Record<string, unknown>;
  const { allowed } = Object(origin) as { allowed?: unknown };
  if (name !== "live-chat") return "server-unreachable";
  if (protocol !== undefined && protocol !== PROTOCOL_VERSION) return "version-mismatch";
  return allowed === false ? "origin-not-allowed" : "welcome";
}
