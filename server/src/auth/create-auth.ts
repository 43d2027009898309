import { randomBytes } from "node:crypto";
import type { InvitationStore } from "../chat/invitation-store.ts";
import type { Authenticator, SecretStore, SessionStore } from "../chat/ports.ts";
import { ChatSessions } from "./chat-sessions.ts";
import { ConnectionAuthenticator } from "./connection-authenticator.ts";
import { GuestCredentials } from "./guest-credential.ts";
import { Invitations } from "./invitations.ts";
import type { KeySource } from "./published-keys.ts";
import { SignedPapers } from "./signed-papers.ts";
import { SignIns } from "./sign-ins.ts";
import {
  firstOf,
  jwksVerifier,
  secretVerifier,
  supabaseVerifier,
  type TokenVerifier,
} from "./token-verifier.ts";

/** The settings that decide who may write. */
export interface AuthOptions {
  guests: boolean;
  demoAccounts: boolean;
  supabaseUrl?: string | undefined;
  supabaseJwtSecret?: string | undefined;
  jwtSecret?: string | undefined;
  jwksUrl?: string | undefined;
  jwtIssuer?: string | undefined;
  jwtAudience?: string | undefined;
  sessionSecret?: string | undefined;
  signInPages?: readonly string[] | undefined;
  staffHours?: number | undefined;
}

export interface AuthPorts extends KeySource {
  secrets: SecretStore;
  sessions: SessionStore;
  invitations: InvitationStore;
  /** Whether a chat session was ended. */
  isEnded: (sessionId: string) => boolean;
}

/** Everything by which people show who they are. */
export interface Auth {
  authenticator: Authenticator;
  signIns: SignIns;
  sessions: ChatSessions;
  invitations: Invitations;
}

/** Puts together the ways in which people may show who they are. */
export async function createAuth(options: AuthOptions, ports: AuthPorts): Promise<Auth> {
  const { clock } = ports;
  const verifiers = createVerifiers(options, ports);
  const verifyToken = verifiers.length > 0 ? { verifyToken: firstOf(verifiers) } : {};
  const secret =
    options.sessionSecret ??
    (await ports.secrets.keep("session", randomBytes(32).toString("base64url")));
  const papers = new SignedPapers(secret);
  const sessions = new ChatSessions({
    ...{ papers, clock, secret },
    store: ports.sessions,
    isEnded: ports.isEnded,
    staffHours: options.staffHours,
  });
  const invitations = new Invitations({ store: ports.invitations, sessions });
  return {
    authenticator: new ConnectionAuthenticator({
      verifySession: (token, origin) => sessions.verify(token, origin),
      ...verifyToken,
      ...(options.guests && { guests: new GuestCredentials(secret) }),
    }),
    signIns: new SignIns({
      papers,
      sessions,
      clock,
      ...verifyToken,
      demoAccounts: options.demoAccounts,
      invitedPerson: (session, ownOrigin) => invitations.personOf(session, ownOrigin),
      ...(options.signInPages && { returnPages: options.signInPages }),
    }),
    sessions,
    invitations,
  };
}

function createVerifiers(options: AuthOptions, source: KeySource): TokenVerifier[] {
  const { supabaseUrl, supabaseJwtSecret, jwtSecret, jwksUrl, jwtIssuer, jwtAudience } = options;
  const rules = {
    ...(jwtIssuer && { issuer: jwtIssuer }),
    ...(jwtAudience && { audience: jwtAudience }),
  };
  return [
    ...(supabaseUrl ? [supabaseVerifier(supabaseUrl, supabaseJwtSecret, source)] : []),
    ...(jwtSecret ? [secretVerifier(jwtSecret, rules, source)] : []),
    ...(jwksUrl ? [jwksVerifier(new URL(jwksUrl), rules, source)] : []),
  ];
}
