import type {
  AcceptedInvitation,
  Answer,
  ChatSession,
  DeviceSignInView,
  ErrorCode,
  InvitationView,
  SignInGrant,
  SignInOptions,
  SignInRequest,
  SignInRequestView,
} from "#protocol";

/** What shows who somebody is: a provider's token, an invited person's session, or in a demo a name. */
export type Proof =
  { readonly token: string } | { readonly session: string } | { readonly demoName: string };

/** Thrown when the server refuses, or cannot be reached. */
export class Refused extends Error {
  readonly code: ErrorCode | "unreachable";

  constructor(code: ErrorCode | "unreachable") {
    super(code);
    this.code = code;
  }
}

/** How one can sign in here. (SPEC SI7) */
export function askOptions(): Promise<SignInOptions> {
  return ask("sign-in");
}

/** For which page somebody is to sign in, and whether this browser was there. */
export function askRequest(request: string): Promise<SignInRequestView> {
  return ask(`sign-in/requests/${encodeURIComponent(request)}`);
}

/** Ties the request to this browser; the secret is what the asking page has told. (SPEC SI8) */
export async function askStart(request: string, secret?: string): Promise<void> {
  await ask(`sign-in/requests/${encodeURIComponent(request)}/start`, { secret });
}

/** Gives the code that the asking page turns into its session. (SPEC SI2) */
export function askGrant(request: string, proof: Proof): Promise<SignInGrant> {
  return ask(`sign-in/requests/${encodeURIComponent(request)}/grant`, proof);
}

/** What a link is for; that uses nothing up. (SPEC OL2) */
export function viewInvitation(invitation: string): Promise<InvitationView> {
  return ask("sign-in/invitations/view", { invitation });
}

/** Uses a link up. (SPEC OL3) */
export function acceptInvitation(
  invitation: string,
  nickname: string,
): Promise<AcceptedInvitation> {
  return ask("sign-in/invitations/accept", { invitation, nickname });
}

/** What asks to be confirmed, and for whom by this proof. (SPEC SI12) */
export function viewDevice(userCode: string, proof?: Proof): Promise<DeviceSignInView> {
  return ask("sign-in/devices/view", { userCode, ...proof });
}

/** Signs the device in as the person of the proof. (SPEC SI13) */
export async function confirmDevice(userCode: string, proof: Proof): Promise<void> {
  await ask("sign-in/devices/confirm", { userCode, ...proof });
}

/** Signs it in as nobody. (SPEC SI13) */
export async function refuseDevice(userCode: string): Promise<void> {
  await ask("sign-in/devices/refuse", { userCode });
}

/** The next token of a session, with the next handle. (SPEC SI5) */
export function askRefresh(refreshHandle: string): Promise<ChatSession> {
  return ask("chat-sessions/refresh", { refreshHandle });
}

/** Ends a session. (SPEC SI6) */
export async function askRevoke(refreshHandle: string): Promise<void> {
  await ask("chat-sessions/revoke", { refreshHandle });
}

/** Signs an invited person in on the server's own pages, as on anybody else's. (SPEC OL5) */
export async function signInOnOwnPages(session: string): Promise<ChatSession> {
  const random = crypto.getRandomValues(new Uint8Array(32));
  const secret = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const { request } = await ask<SignInRequest>("sign-in/requests", { secret });
  await askStart(request, secret);
  const { code } = await askGrant(request, { session });
  return ask("chat-sessions", { request, secret, code });
}

async function ask<T extends object>(path: string, body?: object): Promise<T> {
  const init = body && {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const answer = await fetch(`../api/v1/${path}`, init)
    .then((response) => response.json() as Promise<Answer<T>>)
    .catch(() => {
      throw new Refused("unreachable");
    });
  if (!answer.ok) throw new Refused(answer.error.code);
  return answer;
}
