import { parseNickname, safeAvatarUrl } from "#protocol";
import type { JWTPayload } from "jose";
import type { MemberIdentity } from "../chat/identity.ts";

const NICKNAME_CLAIMS = ["nickname", "name", "full_name", "preferred_username"];
const AVATAR_CLAIMS = ["avatar_url", "picture"];

/**
 * The person whom a verified token names, or undefined if it names none.
 *
 * Names and pictures are people's own choice and come from `user_metadata` or the
 * token's top level; a role is the issuer's, and never comes from `user_metadata`.
 */
export function toMember(payload: JWTPayload): MemberIdentity | undefined {
  const { sub, exp } = payload;
  if (!sub || sub.length > 128 || sub.startsWith("guest:") || !exp) return undefined;
  // Supabase puts its service keys' role here; they are not people.
  if (payload["role"] !== undefined && payload["role"] !== "authenticated") return undefined;
  const profile = { ...payload, ...record(payload["user_metadata"]) };
  const nickname = first(NICKNAME_CLAIMS, profile, (claim) => {
    const name = parseNickname(claim);
    return name.ok ? name.value : undefined;
  });
  const avatarUrl = first(AVATAR_CLAIMS, profile, safeAvatarUrl);
  return {
    kind: "member",
    userId: sub,
    role: toRole(record(payload["app_metadata"])["chat_role"] ?? payload["chat_role"]),
    ...(nickname && { nickname }),
    ...(avatarUrl && { avatarUrl }),
    expiresAtMs: exp * 1_000,
  };
}

function toRole(claim: unknown): MemberIdentity["role"] {
  return claim === "moderator" || claim === "owner" ? claim : "member";
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
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
