import { invitationUrl, parseStreamId } from "#protocol";
import { Invitations } from "../auth/invitations.ts";
import { makeOwnerLink } from "../auth/invitation-link.ts";
import { serverUrl, type Options } from "../options.ts";
import { terminalLang } from "../terminal-lang.ts";
import { withStorage, type Environment } from "./with-storage.ts";

/** Lifetime of a moderator link. (SPEC OL7) */
const MODERATOR_HOURS = 24;

/** Runs `live-chat-server owner-link`. (SPEC OL6) */
export async function ownerLink(args: readonly string[], env: Environment): Promise<void> {
  if (args.length > 0) throw new Error("Write: live-chat-server owner-link");
  const url = await withStorage(env, async ({ invitations }, options) => {
    const made = await makeOwnerLink(invitations, false);
    return made && invitationUrl(urlOf(options), made.invitation);
  });
  process.stdout.write(TEXTS[terminalLang(env)].owner(String(url)));
}

/** Runs `live-chat-server moderator-link <stream id>`. (SPEC OL7) */
export async function moderatorLink(args: readonly string[], env: Environment): Promise<void> {
  const streamId = parseStreamId(args[0]);
  if (args.length !== 1 || !streamId.ok)
    throw new Error("Write: live-chat-server moderator-link <stream id>");
  const url = await withStorage(env, async ({ invitations: store }, options) => {
    const made = await new Invitations({ store }).inviteModerator(streamId.value, MODERATOR_HOURS);
    if (!made.ok) throw new Error(made.error.message);
    return invitationUrl(urlOf(options), made.value.invitation);
  });
  process.stdout.write(TEXTS[terminalLang(env)].moderator(streamId.value, url));
}

function urlOf(options: Options): string {
  if (options.publicUrl === undefined && options.port === 0)
    throw new Error("CHAT_SERVER_PORT is 0, so the server's port is unknown. Set one.");
  return serverUrl(options, options.port);
}

const TEXTS = {
  en: {
    owner: (url: string) =>
      `The first person who accepts this link becomes an owner. It works once, for an hour:\n\n  ${url}\n\n` +
      "The link before it no longer works.\n",
    moderator: (streamId: string, url: string) =>
      `The first person who accepts this link becomes a moderator of ${streamId}. ` +
      `It works once, for ${MODERATOR_HOURS} hours:\n\n  ${url}\n`,
  },
  ko: {
    owner: (url: string) =>
      `먼저 여는 사람이 호스트가 돼요. 한 시간 안에 한 번만 쓸 수 있어요:\n\n  ${url}\n\n` +
      "이전 링크는 이제 쓸 수 없어요.\n",
    moderator: (streamId: string, url: string) =>
      `먼저 여는 사람이 ${streamId} 방송의 매니저가 돼요. ` +
      `${MODERATOR_HOURS}시간 안에 한 번만 쓸 수 있어요:\n\n  ${url}\n`,
  },
} as const;
