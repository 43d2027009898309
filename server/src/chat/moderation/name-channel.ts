import { accept, type Result } from "#protocol";
import type { DomainEvents } from "../ports/domain-events.ts";
import type { ModerationStore, StoredChannel } from "../ports/moderation-store.ts";
import type { Policies } from "./policies.ts";

export interface NameChannelPorts {
  readonly moderation: Pick<ModerationStore, "nameChannel" | "readChannel">;
  readonly policies: Policies;
  readonly events: DomainEvents;
}

/** Says what staff are shown as a channel's name; `null` for its id. (SPEC CH7) */
export async function nameChannel(
  { moderation, policies, events }: NameChannelPorts,
  channelId: string,
  name: string | null,
): Promise<Result<StoredChannel>> {
  const version = await moderation.nameChannel(channelId, name);
  events.emit("channel-changed", { channelId, version });
  await policies.catchUpChannel(channelId, version);
  return accept(await moderation.readChannel(channelId));
}
