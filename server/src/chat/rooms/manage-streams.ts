import { accept, refuse, type Result } from "#protocol";
import type { DomainEvents } from "../ports/domain-events.ts";
import {
  moderateAsPrincipal,
  type ModerateAsPrincipalPorts,
  type Principal,
} from "../moderation/moderate-as-principal.ts";
import type { ModerationStore, StreamOverview } from "../ports/moderation-store.ts";

export interface ManageStreamsPorts extends ModerateAsPrincipalPorts {
  readonly moderation: Pick<ModerationStore, "setListed" | "readPolicy" | "readStreams">;
  readonly events: DomainEvents;
}

/** Creates or restores a stream; ends or reopens it if requested. (SPEC AD10) */
export async function putStream(
  ports: ManageStreamsPorts,
  principal: Principal,
  streamId: string,
  ended: boolean | undefined,
): Promise<Result<{ stream: StreamOverview }>> {
  const before = await overviewOf(ports, streamId);
  if (!before?.listed) await list(ports, streamId, true);
  return change(ports, principal, streamId, ended);
}

/** Ends a stream and removes it from the list; its messages are kept. (SPEC AD10) */
export async function archiveStream(
  ports: ManageStreamsPorts,
  principal: Principal,
  streamId: string,
): Promise<Result<{ stream: StreamOverview }>> {
  const before = await overviewOf(ports, streamId);
  if (!before) return refuse("unknown-stream");
  if (before.listed) await list(ports, streamId, false);
  return change(ports, principal, streamId, true);
}

/** The current state of a stream. */
export async function readStream(
  ports: ManageStreamsPorts,
  streamId: string,
): Promise<Result<{ stream: StreamOverview }>> {
  const stream = await overviewOf(ports, streamId);
  return stream ? accept({ stream }) : refuse("unknown-stream");
}

/** Adds a stream to the list or removes it, and notifies every node. (SPEC MO14) */
async function list(
  { moderation, policies, events }: ManageStreamsPorts,
  streamId: string,
  listed: boolean,
): Promise<void> {
  await moderation.setListed(streamId, listed);
  const { version } = await moderation.readPolicy(streamId, Number.MAX_SAFE_INTEGER);
  events.emit("policy-changed", { streamId, version });
  if (policies.get(streamId)) await policies.refresh(streamId, version);
}

async function change(
  ports: ManageStreamsPorts,
  principal: Principal,
  streamId: string,
  ended: boolean | undefined,
): Promise<Result<{ stream: StreamOverview }>> {
  const now = await overviewOf(ports, streamId);
  if (ended !== undefined && now && now.ended !== ended) {
    const action = { kind: "set-mode", mode: { ended } } as const;
    const done = await moderateAsPrincipal(ports, principal, { streamId, action });
    if (!done.ok) return done;
  }
  return readStream(ports, streamId);
}

async function overviewOf(
  { moderation }: Pick<ManageStreamsPorts, "moderation">,
  streamId: string,
): Promise<StreamOverview | undefined> {
  const [stream] = await moderation.readStreams({ only: streamId, limit: 1 });
  return stream;
}
