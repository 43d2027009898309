import type { Person } from "./entities.ts";

/** A way to show who one is on the sign-in page. (SPEC SI7) */
export type SignInProvider = "email" | "password" | "google" | "facebook" | "kakao" | "demo";

/** How one can sign in here. (SPEC SI7) */
export interface SignInOptions {
  providers: SignInProvider[];
  supabaseUrl?: string;
  /** The project's publishable key. */
  supabaseKey?: string;
}

/** A sign-in that was begun for the asking page's origin. (SPEC SI1) */
export interface SignInRequest {
  request: string;
  expiresAtMs: number;
}

/** What the sign-in page gets for a person who has shown who they are. (SPEC SI2) */
export interface SignInGrant {
  /** Good once, for 60 s. */
  code: string;
  /** The only origin that may have it. */
  origin: string;
}

/** What the sign-in page tells its opener. (SPEC SI3) */
export interface SignInMessage {
  type: "live-chat-sign-in";
  request: string;
  code: string;
}

/** The name of what follows `#` on the page that is returned to: `<request>.<code>`. (SPEC SI3) */
export const SIGN_IN_FRAGMENT = "live-chat-sign-in";

/** A session that only this server accepts, and only from one origin. (SPEC SI4, SI5) */
export interface ChatSession {
  token: string;
  expiresAtMs: number;
  /** Asks for the next token; changes each time. */
  refreshHandle: string;
  person: Partial<Person> & { userId: string };
}
