import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { JWTPayload } from "jose";
import { accessTokenClaims } from "./access-token.ts";
import { Accounts, type Account } from "./accounts.ts";
import { answerRequest } from "./answer-request.ts";
import { Faults } from "./faults.ts";
import { FlowStates } from "./flow-states.ts";
import { OneTimeCodes } from "./one-time-codes.ts";
import type { Project, ProjectSettings } from "./project.ts";
import { Sessions } from "./sessions.ts";
import { SigningKeys } from "./signing-keys.ts";

export interface SupabaseAuthOptions extends Partial<ProjectSettings> {
  /** Makes it a project that signs with a shared secret, HS256, as all did once. */
  legacySecret?: string;
  /** A clock of one's own. */
  nowMs?: () => number;
}

/** A Supabase project that listens on loopback. */
export interface SupabaseAuth extends Project {
  readonly faults: Faults;
  /** The claims of a person's access token, to be signed as they are or spoilt first. */
  claimsOf(account: Account): JWTPayload & { iat: number; exp: number };
  /** A person's access token without a sign-in; claims may be changed or, by undefined, left out. */
  tokenOf(account: Account, changes?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

/** Starts a project's Auth API; README.md tells route by route what it does. */
export async function startSupabaseAuth(options: SupabaseAuthOptions = {}): Promise<SupabaseAuth> {
  const { legacySecret, nowMs = () => Date.now(), ...given } = options;
  const faults = new Faults();
  const server = createServer((request, response) => {
    // A fault of this server itself must be seen, and not look like one that a test has set.
    answerRequest(request, response, project, faults).catch((error: unknown) => {
      response.writeHead(501).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const project: Project = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publishableKey: "sb_publishable_for-tests",
    settings: {
      accessTokenSeconds: 3_600,
      autoconfirm: false,
      anonymousUsers: true,
      providers: ["google", "facebook", "kakao"],
      siteUrl: "http://localhost:3000",
      ...given,
    },
    keys: await SigningKeys.create(legacySecret),
    accounts: new Accounts(nowMs),
    sessions: new Sessions(),
    flows: new FlowStates(),
    codes: new OneTimeCodes(),
    nowMs,
  };
  const claimsOf = (account: Account) => accessTokenClaims(project, account);
  return {
    ...project,
    faults,
    claimsOf,
    tokenOf: (account, changes = {}) => project.keys.sign({ ...claimsOf(account), ...changes }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
