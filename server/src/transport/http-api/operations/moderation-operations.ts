import {
  accept,
  parseAction,
  parseActionId,
  parseModerate,
  parseUserId,
  type AuditRecord,
  type Moderate,
  type Result,
} from "#protocol";
import { z } from "zod";
import type { Principal } from "../../../chat/moderation/moderate-as-principal.ts";
import type { AdminRequests } from "../../../chat/requests/admin-requests.ts";
import { operation, type LinesOperation, type Operation } from "../operation.ts";
import { PAGE_QUERY, parsePageQuery } from "../page-query.ts";
import { moderationAction } from "../schemas/action-schema.ts";
import { chatMessage, pin, roomMode } from "../schemas/chat-schemas.ts";
import * as forms from "../schemas/moderation-schemas.ts";

const doAction = operation({
  method: "post",
  path: "/streams/{id}/actions",
  id: "doAction",
  access: "owner",
  summary: "Acts on a stream, a message in it or a person; audited, and in most cases undoable.",
  query: {
    clientId:
      "Your own id of the action: a repeat with the same id is answered, and not done again.",
    scope: "channel for all streams of its channel; without it, this stream alone.",
  },
  body: moderationAction,
  answer: z.object({
    record: forms.auditRecord,
    unseen: z
      .boolean()
      .exactOptional()
      .describe("No person with this user id was seen in the stream: check the id."),
  }),
  handle: async ({ requests, principal, streamId, body, query }) => {
    // The schema has checked the form; texts are cleaned and limited like everybody's.
    const action = parseAction(body);
    if (!action.ok) return action;
    const clientId = parseActionId(query["clientId"]);
    if (!clientId.ok) return clientId;
    const asked = parseModerate({
      streamId,
      action: action.value,
      scope: query["scope"],
      ...clientId.value,
    });
    return asked.ok ? perform(requests, principal, asked.value) : asked;
  },
});

/** Does it, and says whether it was done to somebody who was seen. (SPEC AD5) */
export async function perform(
  requests: AdminRequests,
  principal: Principal,
  asked: Moderate,
): Promise<Result<{ record: AuditRecord; unseen?: true }>> {
  const done = await requests.moderate(principal, asked);
  if (!done.ok) return done;
  const { record } = done.value;
  // A person whom the stream knows has a name.
  const isUnseen = "userId" in asked.action && !record.person?.nickname;
  return accept({ record, ...(isUnseen && { unseen: true as const }) });
}

export const readAudit = operation({
  method: "get",
  path: "/streams/{id}/audit",
  id: "readAudit",
  access: "owner",
  summary: "A page of the audit log, newest first.",
  query: PAGE_QUERY,
  answer: z.object({ records: z.array(forms.auditRecord), more: z.boolean() }),
  handle: async (call) => {
    const read = parsePageQuery(call);
    return read.ok ? call.requests.auditPage(call.asker, read.value) : read;
  },
});

export const exportAudit: LinesOperation = {
  method: "get",
  path: "/streams/{id}/audit.ndjson",
  id: "exportAudit",
  access: "owner",
  summary:
    "The whole audit log, newest first. Also at /audit, for clients that accept only NDJSON.",
  query: { search: PAGE_QUERY.search },
  line: forms.auditRecord,
  read: async (call) => {
    const read = parsePageQuery(call);
    return read.ok ? accept(call.requests.wholeAudit(call.asker, read.value)) : read;
  },
};

export const readSanctions = operation({
  method: "get",
  path: "/streams/{id}/sanctions",
  id: "readSanctions",
  access: "owner",
  summary: "A page of the sanctions that hold at the moment, newest first.",
  query: PAGE_QUERY,
  answer: z.object({ sanctions: z.array(forms.sanction), more: z.boolean() }),
  handle: async (call) => {
    const read = parsePageQuery(call);
    return read.ok ? call.requests.sanctionsPage(call.asker, read.value) : read;
  },
});

export const readPerson = operation({
  method: "get",
  path: "/streams/{id}/people/{userId}",
  id: "readPerson",
  access: "owner",
  summary: "What staff know of a person in a stream: newest messages, actions, notes.",
  answer: z.object({ card: forms.personCard }),
  handle: async ({ requests, asker, principal, streamId, params }) => {
    const userId = parseUserId(params["userId"]);
    if (!userId.ok) return userId;
    const isChannelStaff = principal.kind === "operator" || !!principal.actor.channelRole;
    return requests.personCard(asker, streamId, userId.value, isChannelStaff);
  },
});

export const readStaff = operation({
  method: "get",
  path: "/streams/{id}/staff",
  id: "readStaff",
  access: "owner",
  summary:
    "The moderators whom owners appointed in a stream; people who are staff by their token are not listed.",
  answer: z.object({ staff: z.array(forms.appointedPerson) }),
  handle: ({ requests, asker, streamId }) => requests.staffList(asker, streamId),
});

const readQueue = operation({
  method: "get",
  path: "/streams/{id}/queue",
  id: "readQueue",
  access: "owner",
  summary: "The messages that wait for review, held and reported, oldest first.",
  answer: forms.reviewQueue,
  handle: ({ requests, asker, streamId }) => requests.reviewQueue(asker, streamId),
});

const readState = operation({
  method: "get",
  path: "/streams/{id}/state",
  id: "readState",
  access: "owner",
  summary: "The present state of a stream: mode, pin, number of viewers.",
  answer: z.object({
    mode: roomMode,
    pinned: pin.nullable(),
    viewers: z.int().describe("People in the room, over all servers."),
    seq: z.int().describe("How many entries have been written to the log."),
  }),
  handle: ({ requests, asker, streamId }) => requests.streamState(asker, streamId),
});

const exportStream: LinesOperation = {
  method: "get",
  path: "/streams/{id}/messages",
  id: "exportMessages",
  access: "owner",
  summary: "Every message of a stream that was not removed, oldest first.",
  line: chatMessage,
  read: async ({ requests, asker, streamId }) => accept(requests.exportMessages(asker, streamId)),
};

/** Operations on one stream. (SPEC AD2, AD5) */
export const streamOperations: readonly Operation[] = [
  ...[doAction, readAudit, exportAudit, readSanctions, readPerson, readStaff],
  ...[readQueue, readState],
  exportStream,
];
