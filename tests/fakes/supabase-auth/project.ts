import type { Account, Accounts } from "./accounts.ts";
import type { FlowStates } from "./flow-states.ts";
import type { OneTimeCodes } from "./one-time-codes.ts";
import type { Sessions } from "./sessions.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** A project's dashboard settings; a test may change them at any time. */
export interface ProjectSettings {
  /** How long an access token lives. Real projects: 3,600 by default. */
  accessTokenSeconds: number;
  /** Whether one who signs up with a password need not confirm their address. */
  autoconfirm: boolean;
  anonymousUsers: boolean;
  /** The OAuth providers that are switched on. */
  providers: string[];
  /** Where people are redirected if their `redirect_to` is not allowed. */
  siteUrl: string;
  /** Beginnings of the addresses that `redirect_to` may name; without it, all on loopback. */
  redirectUrls?: string[];
  /**
   * The account that signs in at every provider immediately. Without it the provider shows a page
   * to choose on.
   */
  providerAccount?: Account;
}

/** A Supabase project, as its routes see it. */
export interface Project {
  /** What `SUPABASE_URL` is; the API is under `/auth/v1`. */
  readonly url: string;
  readonly publishableKey: string;
  readonly settings: ProjectSettings;
  readonly keys: SigningKeys;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly flows: FlowStates;
  readonly codes: OneTimeCodes;
  nowMs(): number;
}

/** A request to a route, with what all routes read of it. */
export interface Call {
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  /** The token of the `Authorization` header. */
  readonly bearer: string | undefined;
}

export type Reply =
  | { status: number; json?: object; headers?: Record<string, string> }
  | { redirect: string }
  | { html: string };

export type Route = (call: Call, project: Project) => Reply | Promise<Reply>;
