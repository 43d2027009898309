import { randomBytes } from "node:crypto";
import type { DeviceSignInStore } from "../chat/ports/device-sign-in-store.ts";
import type { InvitationStore } from "../chat/ports/invitation-store.ts";
import type { Authenticator } from "../chat/ports/authenticator.ts";
import type { SecretStore } from "../chat/ports/secret-store.ts";
import type { SessionStore } from "../chat/ports/session-store.ts";
import { DeviceSignIns } from "./device-sign-ins.ts";
import { ChatSessions } from "./chat-sessions.ts";
import { ConnectionAuthenticator } from "./connection-authenticator.ts";
import { createVerifiers, hasIssuer, type IssuerOptions } from "./create-verifiers.ts";
import { GuestCredentials } from "./guest-credential.ts";
import { Invitations } from "./invitations.ts";
import type { KeySource } from "./published-keys.ts";
import { SignedTokens } from "./signed-tokens.ts";
import { SignIns } from "./sign-ins.ts";
import { warnOfRefusals } from "./warn-of-refusals.ts";

/** The settings that decide who may write. */
export interface AuthOptions extends IssuerOptions {
  guests: boolean;
  demoAccounts: boolean;
  sessionSecret?: string | undefined;
  signInPages?: readonly string[] | undefined;
  staffHours?: number | undefined;
}

export interface AuthPorts extends KeySource {
  secrets: SecretStore;
  sessions: SessionStore;
  invitations: InvitationStore;
  deviceSignIns: DeviceSignInStore;
  /** Whether a chat session was ended. */
  isEnded: (sessionId: string) => boolean;
}

/** All ways to authenticate. */
export interface Auth {
  authenticator: Authenticator;
  signIns: SignIns;
  deviceSignIns: DeviceSignIns;
  sessions: ChatSessions;
  invitations: Invitations;
}

/** Creates the ways to authenticate from the settings. */
export async function createAuth(options: AuthOptions, ports: AuthPorts): Promise<Auth> {
  const { clock } = ports;
  const verifyToken = warnOfRefusals(createVerifiers(options, ports), ports);
  const secret =
    options.sessionSecret ??
    (await ports.secrets.getOrCreate("session", randomBytes(32).toString("base64url")));
  const signedTokens = new SignedTokens(secret);
  const sessions = new ChatSessions({
    signedTokens,
    clock,
    secret,
    store: ports.sessions,
    isEnded: ports.isEnded,
    staffHours: options.staffHours,
  });
  const invitations = new Invitations({ store: ports.invitations, sessions });
  const signIns = new SignIns({
    signedTokens,
    sessions,
    clock,
    ...(hasIssuer(options) && { verifyToken }),
    demoAccounts: options.demoAccounts,
    invitedPerson: (session, ownOrigin) => invitations.personOf(session, ownOrigin),
    ...(options.signInPages && { returnPages: options.signInPages }),
  });
  return {
    authenticator: new ConnectionAuthenticator({
      verifySession: (token, origin) => sessions.verify(token, origin),
      verifyToken,
      ...(options.guests && { guests: new GuestCredentials(secret) }),
    }),
    signIns,
    deviceSignIns: new DeviceSignIns({
      store: ports.deviceSignIns,
      sessions,
      identify: (proof) => signIns.identify(proof),
    }),
    sessions,
    invitations,
  };
}
