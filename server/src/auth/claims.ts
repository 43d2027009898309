import { parseChannelId, parseNickname, safeAvatarUrl, STREAM_ID_PATTERN } from "#protocol";
import type { JWTPayload } from "jose";
import type { TokenCause } from "./token-causes.ts";
import { channelOfKey, isChannelKey } from "../chat/ports/channel-key.ts";
import type { MemberIdentity } from "../chat/ports/identity.ts";

/** The issuer of a token: a Supabase project, or the operator's own site. */
export type Issuer = "supabase" | "own";

type MemberRole = MemberIdentity["role"];

const NICKNAME_CLAIMS = ["nickname", "name", "full_name", "preferred_username"];
const AVATAR_CLAIMS = ["avatar_url", "picture"];
/** User ids of these forms are given by this server only; tokens must not contain them. */
const OWN_ID = /^(guest|viewer|demo|bot|invited):/i;
const EMAIL_ADDRESS = /[^\s@]@[^\s@]+\.[^\s@]/;
/** The latest time that a Date can hold. */
const MAX_EXP = 8.64e12;

/**
 * The person named by a verified token, or undefined if it names none. (SPEC ID1, ID3)
 *
 * Names and avatars are chosen by people and come from `user_metadata` or the token's top level.
 * Roles are set by the issuer, and never come from `user_metadata`.
 */
export function toMember(payload: JWTPayload, issuer: Issuer): MemberIdentity | undefined {
  const { exp } = payload;
  const sub = userIdOf(payload);
  if (!isUserId(sub) || !exp || exp > MAX_EXP) return undefined;
  // Supabase's service keys are signed like its access tokens, but do not stand for people.
  if (issuer === "supabase" && payload["role"] !== "authenticated") return undefined;
  const profile = { ...payload, ...record(payload["user_metadata"]) };
  const nickname = first(NICKNAME_CLAIMS, profile, toNickname);
  const avatarUrl = first(AVATAR_CLAIMS, profile, safeAvatarUrl);
  return {
    kind: "member",
    userId: sub,
    ...toRoles(payload, issuer),
    ...(nickname && { nickname }),
    ...(avatarUrl && { avatarUrl }),
    expiresAtMs: Math.floor(exp * 1_000),
    ...toCreatedAt(payload),
  };
}

/** Why a verified token names nobody. */
export function claimsRejectionCause(payload: JWTPayload, issuer: Issuer): TokenCause {
  if (!isUserId(userIdOf(payload))) return "wrong-sub";
  if (issuer === "supabase" && payload["role"] !== "authenticated") return "wrong-role";
  return "wrong-time";
}

/** A whole number becomes its digits: many databases number their users. (SPEC ID1) */
function userIdOf({ sub }: JWTPayload): unknown {
  const id: unknown = sub;
  return typeof id === "number" && Number.isSafeInteger(id) && id >= 0 ? String(id) : id;
}

function isUserId(sub: unknown): sub is string {
  return (
    typeof sub === "string" &&
    sub.length <= 128 &&
    sub.trim() !== "" &&
    !OWN_ID.test(sub) &&
    !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(sub)
  );
}

/**
 * When the account was created: a date, or seconds since 1970. People cannot set this themselves.
 */
function toCreatedAt(payload: JWTPayload): { createdAtMs?: number } {
  const claim = record(payload["app_metadata"])["created_at"] ?? payload["created_at"];
  const ms = typeof claim === "number" ? claim * 1_000 : Date.parse(String(claim));
  return Number.isFinite(ms) && ms > 0 ? { createdAtMs: Math.floor(ms) } : {};
}

function toRoles(
  payload: JWTPayload,
  issuer: Issuer,
): Pick<MemberIdentity, "role" | "rolesByStream"> {
  // A person who signed in anonymously is a guest, whatever the other claims say.
  if (payload["is_anonymous"] === true) return { role: "guest" };
  const claims = {
    ...(issuer === "own" && payload),
    ...record(payload["app_metadata"]),
  };
  const rolesByStream = Object.entries(record(claims["chat_roles"])).flatMap(
    ([streamId, claim]) => {
      const role = toRole(claim);
      return role && (STREAM_ID_PATTERN.test(streamId) || namesChannel(streamId))
        ? [[streamId, role] as const]
        : [];
    },
  );
  return {
    role: toRole(claims["chat_role"]) ?? "member",
    ...(rolesByStream.length > 0 && { rolesByStream: Object.fromEntries(rolesByStream) }),
  };
}

/** Whether a key of `chat_roles` names a channel, as `moonlight:*` does. (SPEC CH2) */
function namesChannel(key: string): boolean {
  return isChannelKey(key) && parseChannelId(channelOfKey(key)).ok;
}

function toRole(claim: unknown): MemberRole | undefined {
  return claim === "member" || claim === "moderator" || claim === "owner" ? claim : undefined;
}

/** A claim as a name. Many providers put e-mail addresses there, which people may not know. */
function toNickname(claim: unknown): string | undefined {
  const name = parseNickname(claim);
  return name.ok && !EMAIL_ADDRESS.test(name.value.normalize("NFKC")) ? name.value : undefined;
}

function first<T>(
  names: readonly string[],
  claims: Record<string, unknown>,
  read: (claim: unknown) => T | undefined,
): T | undefined {
  for (const name of names) {
    const value = read(claims[name]);
    if (value !== undefined) return value;
  }
  return undefined;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
