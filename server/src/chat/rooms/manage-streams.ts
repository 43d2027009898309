import { accept, refuse, type Result } from "#protocol";
import type { StreamOverview } from "../ports/moderation-store.ts";
import type { Chat } from "../chat.ts";
import { moderateAsPrincipal, type Principal } from "../moderation/moderate-as-principal.ts";

/** Makes a stream, or brings it back; ends it or opens it again where that is asked for. (SPEC AD10) */
export async function putStream(
  chat: Chat,
  principal: Principal,
  streamId: string,
  ended: boolean | undefined,
): Promise<Result<{ stream: StreamOverview }>> {
  const before = await overviewOf(chat, streamId);
  if (!before?.listed) await list(chat, streamId, true);
  return change(chat, principal, streamId, ended);
}

/** Ends a stream and takes it off the list; what was written is kept. (SPEC AD10) */
export async function archiveStream(
  chat: Chat,
  principal: Principal,
  streamId: string,
): Promise<Result<{ stream: StreamOverview }>> {
  const before = await overviewOf(chat, streamId);
  if (!before) return refuse("unknown-stream");
  if (before.listed) await list(chat, streamId, false);
  return change(chat, principal, streamId, true);
}

/** A stream as it is now. */
export async function readStream(
  chat: Chat,
  streamId: string,
): Promise<Result<{ stream: StreamOverview }>> {
  const stream = await overviewOf(chat, streamId);
  return stream ? accept({ stream }) : refuse("unknown-stream");
}

/** Lists a stream or takes it off the list, and lets every node know. (SPEC MO14) */
async function list(
  { moderation, policies, nodeSync }: Chat,
  streamId: string,
  listed: boolean,
): Promise<void> {
  await moderation.setListed(streamId, listed);
  const { version } = await moderation.readPolicy(streamId, Number.MAX_SAFE_INTEGER);
  nodeSync.publish({ kind: "policy", streamId, version });
  if (policies.get(streamId)) await policies.refresh(streamId, version);
}

async function change(
  chat: Chat,
  principal: Principal,
  streamId: string,
  ended: boolean | undefined,
): Promise<Result<{ stream: StreamOverview }>> {
  const now = await overviewOf(chat, streamId);
  if (ended !== undefined && now && now.ended !== ended) {
    const action = { kind: "set-mode", mode: { ended } } as const;
    const done = await moderateAsPrincipal(chat, principal, { streamId, action });
    if (!done.ok) return done;
  }
  return readStream(chat, streamId);
}

async function overviewOf(
  { moderation }: Pick<Chat, "moderation">,
  streamId: string,
): Promise<StreamOverview | undefined> {
  const [stream] = await moderation.readStreams({ only: streamId, limit: 1 });
  return stream;
}
