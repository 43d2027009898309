import type { Person } from "../entities.ts";

/** The providers whose own pages people sign in on, in the order of their buttons. (SPEC SI7) */
export const OAUTH_PROVIDERS = ["kakao", "google", "facebook"] as const;
export type OAuthProvider = (typeof OAUTH_PROVIDERS)[number];

/** The ways to sign in that the operator chooses from. */
export const SIGN_IN_WAYS = ["email", "password", ...OAUTH_PROVIDERS] as const;

/** A way to authenticate on the sign-in page. (SPEC SI7) */
export type SignInProvider = (typeof SIGN_IN_WAYS)[number] | "demo";

/** The ways to sign in here. (SPEC SI7) */
export interface SignInOptions {
  providers: SignInProvider[];
  /** Whether another device can confirm a sign-in here. (SPEC SI11) */
  devices: boolean;
  /** The origins of sites on which people can sign in, if they are listed. */
  sites: string[];
  supabaseUrl?: string;
  /** The project's publishable key. */
  supabaseKey?: string;
}

/** A sign-in that was begun for the asking page's origin. (SPEC SI1) */
export interface SignInRequest {
  request: string;
  expiresAtMs: number;
}

/** A sign-in request as the sign-in page sees it. (SPEC SI2) */
export interface SignInRequestView {
  origin: string;
  /** The only page that the sign-in may return to. */
  returnTo?: string;
  /** Whether this browser may get a code for it. (SPEC SI8) */
  started: boolean;
}

/** What the sign-in page gets for an authenticated person. (SPEC SI2) */
export interface SignInGrant {
  /** Valid once, for 60 s. */
  code: string;
  /** The only origin that may receive it. */
  origin: string;
}

/** Messages of the sign-in page to its opener. (SPEC SI3, SI8) */
export type SignInMessage =
  | { type: "live-chat-sign-in"; request: string; code: string }
  /** Asks whether the opener made this request. */
  | { type: "live-chat-sign-in-ask"; request: string };

/** The opener's answers to the sign-in page. (SPEC SI3, SI8) */
export type SignInReply =
  | { type: "live-chat-sign-in-start"; request: string; secret: string }
  /** The code has arrived. */
  | { type: "live-chat-sign-in-taken"; request: string };

/**
 * The name of the fragment on the page that the sign-in returns to: `<request>.<code>`. (SPEC SI3)
 */
export const SIGN_IN_FRAGMENT = "live-chat-sign-in";

/** The fragment with which the page is to start the sign-in by its form. (SPEC SI8) */
export const SIGN_IN_START_FRAGMENT = "live-chat-sign-in-start";

/** A session that only this server accepts, and only from one origin. (SPEC SI4, SI5) */
export interface ChatSession {
  token: string;
  expiresAtMs: number;
  /** Gets the next token; changes each time. */
  refreshHandle: string;
  person: Partial<Person> & { userId: string };
}
