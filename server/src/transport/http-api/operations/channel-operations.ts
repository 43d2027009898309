import { accept, parseActionId, parseChannelAction, refuse } from "#protocol";
import { z } from "zod";
import { channelOfKey } from "../../../chat/ports/channel-key.ts";
import {
  operation,
  type JsonOperation,
  type LinesOperation,
  type Operation,
} from "../operation.ts";
import { moderationAction } from "../schemas/action-schema.ts";
import { roomMode } from "../schemas/chat-schemas.ts";
import * as forms from "../schemas/moderation-schemas.ts";
import { registerSchema } from "../schemas/registry.ts";
import { readFilters, tryFilters } from "./filter-operations.ts";
import { invite, listInvitations, revokeInvitation } from "./invitation-operations.ts";
import {
  exportAudit,
  perform,
  readAudit,
  readPerson,
  readSanctions,
  readStaff,
} from "./moderation-operations.ts";

const channel = registerSchema(
  "Channel",
  z.object({
    channelId: z.string().describe("The part of its streams' ids before the first colon; or ~."),
    name: z.string().exactOptional().describe("The name that staff see."),
    mode: roomMode.describe("The mode with which its new streams begin."),
  }),
);

const readChannel = operation({
  method: "get",
  path: "/channels/{id}",
  id: "readChannel",
  access: "owner",
  summary:
    "A channel: all streams whose id begins with the channel's id and a colon. ~ is the channel of all others.",
  answer: z.object({ channel }),
  handle: async ({ requests, streamId }) =>
    accept({ channel: await requests.channel(channelOfKey(streamId)) }),
});

const putChannel = operation({
  method: "put",
  path: "/channels/{id}",
  id: "putChannel",
  access: "owner",
  summary:
    "Sets a channel's name, which its staff see; null removes it. The same as the action set-name.",
  body: registerSchema("ChannelSettings", z.strictObject({ name: z.string().nullable() })),
  answer: z.object({ channel }),
  handle: async ({ requests, principal, streamId, body }) => {
    const action = parseChannelAction({ kind: "set-name", name: body.name ?? "" });
    if (!action.ok) return action;
    const named = await perform(requests, principal, {
      streamId,
      scope: "channel",
      action: action.value,
    });
    return named.ok ? accept({ channel: await requests.channel(channelOfKey(streamId)) }) : named;
  },
});

const doChannelAction = operation({
  method: "post",
  path: "/channels/{id}/actions",
  id: "doChannelAction",
  access: "owner",
  summary:
    "Does one thing in all streams of a channel: ban, shadow, lift, appoint, set-filters, set-mode (the mode of new streams), set-name, note or undo.",
  query: {
    clientId:
      "Your own id of the action: a repeat with the same id is answered, and not done again.",
  },
  body: moderationAction,
  answer: z.object({
    record: forms.auditRecord,
    unseen: z.boolean().exactOptional().describe("No person with this user id is known."),
  }),
  handle: async ({ requests, principal, streamId, body, query }) => {
    const action = parseChannelAction(body);
    if (!action.ok) return action;
    if (action.value.kind === "ban" && action.value.purge)
      return refuse("bad-request", {
        message: "purge removes messages of one stream: POST /streams/{id}/actions?scope=channel.",
      });
    const clientId = parseActionId(query["clientId"]);
    if (!clientId.ok) return clientId;
    const asked = { streamId, scope: "channel" as const, action: action.value, ...clientId.value };
    return perform(requests, principal, asked);
  },
});

/** The same of a channel: what is kept of it is read in the same way. */
function ofChannel<Op extends JsonOperation | LinesOperation>(
  of: Op,
  id: string,
  summary: string,
): Op {
  return { ...of, id, summary, path: of.path.replace("/streams/", "/channels/") };
}

/** What is asked of a channel. (SPEC CH7) */
export const channelOperations: readonly Operation[] = [
  readChannel,
  putChannel,
  doChannelAction,
  ofChannel(readAudit, "readChannelAudit", "A page of a channel's audit log, newest first."),
  ofChannel(exportAudit, "exportChannelAudit", "A channel's whole audit log, newest first."),
  ofChannel(
    readSanctions,
    "readChannelSanctions",
    "A page of the sanctions that hold in all streams of a channel, newest first.",
  ),
  ofChannel(readStaff, "readChannelStaff", "The moderators whom owners appointed in a channel."),
  ofChannel(
    readPerson,
    "readChannelPerson",
    "Actions and notes on a person in all streams of a channel.",
  ),
  ofChannel(readFilters, "readChannelFilters", "A channel's filters, tried before a stream's."),
  ofChannel(
    tryFilters,
    "tryChannelFilters",
    "Finds the rule that would act on a text, of the channel's rules or of the given ones. Changes nothing.",
  ),
  ofChannel(
    invite,
    "inviteChannelModerator",
    "Makes a link. The first person who accepts it becomes a moderator of all streams of a channel.",
  ),
  ofChannel(
    listInvitations,
    "listChannelInvitations",
    "Lists a channel's links that were not used yet, the newest first.",
  ),
  ofChannel(
    revokeInvitation,
    "revokeChannelInvitation",
    "Revokes a channel's link that was not used yet.",
  ),
];
