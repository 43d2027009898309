import { parseArgs } from "node:util";
import { parseNickname, parseStreamId } from "#protocol";
import { SignJWT } from "jose";
import { optionsFromEnvironment } from "../options.ts";
import type { Environment } from "./with-storage.ts";

const USAGE =
  "Write: live-chat-server token --sub <user id> [--name <name>] " +
  "[--role member|moderator|owner] [--stream <stream id>] [--hours <number>]";
const USUAL_HOURS = 1;
const MOST_HOURS = 24 * 30;

/** Runs `live-chat-server token --sub …`: signs a token like the operator's site, for trials. */
export async function makeToken(args: readonly string[], env: Environment): Promise<void> {
  const { sub, name, role, stream, hours } = readArgs(args);
  const { jwtSecret, jwtIssuer, jwtAudience } = optionsFromEnvironment(env, process.env);
  if (!jwtSecret)
    throw new Error("Set CHAT_JWT_SECRET to 32 characters or more: tokens are signed with it.");
  const claims = {
    ...(name && { name }),
    ...(role && (stream ? { chat_roles: { [stream]: role } } : { chat_role: role })),
  };
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1_000 + hours * 3_600));
  if (jwtIssuer) token.setIssuer(jwtIssuer);
  if (jwtAudience) token.setAudience(jwtAudience);
  process.stdout.write(`${await token.sign(new TextEncoder().encode(jwtSecret))}\n`);
}

function readArgs(args: readonly string[]) {
  const { sub = "", name, role, stream, hours: written } = parse(args);
  const hours = written === undefined ? USUAL_HOURS : Number(written);
  const isRole = role === undefined || ["member", "moderator", "owner"].includes(role);
  const isStream = stream === undefined || (role !== undefined && parseStreamId(stream).ok);
  const isName = name === undefined || parseNickname(name).ok;
  if (!sub.trim() || !isRole || !isStream || !isName || !(hours > 0 && hours <= MOST_HOURS))
    throw new Error(USAGE);
  return { sub, name, role, stream, hours };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { sub: text, name: text, role: text, stream: text, hours: text },
    }).values;
  } catch {
    throw new Error(USAGE);
  }
}
