import type {
  ActionScope,
  Answer,
  AuditRecord,
  ErrorCode,
  Joined,
  ModerationAction,
} from "#protocol";
import { connect } from "./connect.ts";
import { ask, join, trySend, type Client } from "./stock-client.ts";
import { tokenOf } from "./tokens.ts";

export { SIGN_IN, tokenOf } from "./tokens.ts";

/** Somebody in a room. */
export interface JoinedClient {
  client: Client;
  userId: string;
  joined: Joined;
  say(message: string, clientId?: string): Promise<Answer<object>>;
  does(action: ModerationAction, scope?: ActionScope): Promise<Answer<{ record: AuditRecord }>>;
}

/** Joins a room with a token that gives a role. */
export async function joinAs(
  url: string,
  userId: string,
  role: "owner" | "moderator" | "member" = "member",
  {
    streamId = "s1",
    claims = {},
    headers = {},
    expires,
    ...more
  }: {
    streamId?: string;
    wants?: ["entries"];
    claims?: object;
    headers?: Record<string, string>;
    expires?: string;
  } = {},
): Promise<JoinedClient> {
  const staff = role === "member" ? {} : { chat_role: role };
  const token = await tokenOf(userId, { ...staff, ...claims }, expires);
  const client = connect(url, { auth: { token }, extraHeaders: headers });
  return attend(client, streamId, undefined, more);
}

/** Joins a room as a guest. */
export function joinAsGuest(
  url: string,
  nickname: string,
  guestCredential?: string,
  extraHeaders: Record<string, string> = {},
): Promise<JoinedClient> {
  return attend(connect(url, { auth: { guestCredential }, extraHeaders }), "s1", nickname);
}

async function attend(
  client: Client,
  streamId: string,
  nickname?: string,
  more: object = {},
): Promise<JoinedClient> {
  const joined = await join(client, streamId, nickname, more);
  return {
    ...{ client, userId: joined.me.userId, joined },
    say: (message, clientId) => trySend(client, streamId, message, clientId),
    does: (action, scope) =>
      ask(client, "moderate", { streamId, action, ...(scope && { scope }) }) as Promise<
        Answer<{ record: AuditRecord }>
      >,
  };
}

/** The code of a refusal; undefined if it succeeded. */
export function codeOf(answer: Answer<object>): ErrorCode | undefined {
  return answer.ok ? undefined : answer.error.code;
}

/** The audit record of what was done. */
export function recordOf(answer: Answer<{ record: AuditRecord }>): AuditRecord {
  if (!answer.ok) throw new Error(`refused: ${answer.error.code}`);
  return answer.record;
}
