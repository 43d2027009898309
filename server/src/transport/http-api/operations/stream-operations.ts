import { accept, parseAction, parseActionId, parseLoadPerson } from "#protocol";
import { z } from "zod";
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
  summary: "Does one thing to a stream, a message in it or a person; audited, and mostly undoable.",
  query: { clientId: "Your own id of it: a repetition under it is answered, and not done again." },
  body: moderationAction,
  answer: z.object({
    record: forms.auditRecord,
    unseen: z
      .boolean()
      .exactOptional()
      .describe("Nobody with that user id was seen in the stream: look whether it is right."),
  }),
  handle: async ({ requests, principal, streamId, body, query }) => {
    // The schema has checked the form; texts are cleaned and limited like everybody's.
    const action = parseAction(body);
    if (!action.ok) return action;
    const clientId = parseActionId(query["clientId"]);
    if (!clientId.ok) return clientId;
    const done = await requests.moderate(principal, {
      streamId,
      action: action.value,
      ...clientId.value,
    });
    if (!done.ok) return done;
    const { record } = done.value;
    // People whom the stream knows have a name.
    const isUnseen = "userId" in action.value && !record.person?.nickname;
    return accept({ record, ...(isUnseen && { unseen: true }) });
  },
});

const readAudit = operation({
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
  summary: "The whole audit log, newest first. Also at /audit, to whoever accepts NDJSON alone.",
  query: { search: PAGE_QUERY.search },
  line: forms.auditRecord,
  read: async (call) => {
    const read = parsePageQuery(call);
    return read.ok ? accept(call.requests.wholeAudit(call.asker, read.value)) : read;
  },
};

const readSanctions = operation({
  method: "get",
  path: "/streams/{id}/sanctions",
  id: "readSanctions",
  access: "owner",
  summary: "A page of what keeps people from writing at the moment, newest first.",
  query: PAGE_QUERY,
  answer: z.object({ sanctions: z.array(forms.sanction), more: z.boolean() }),
  handle: async (call) => {
    const read = parsePageQuery(call);
    return read.ok ? call.requests.sanctionsPage(call.asker, read.value) : read;
  },
});

const readPerson = operation({
  method: "get",
  path: "/streams/{id}/people/{userId}",
  id: "readPerson",
  access: "owner",
  summary: "What is known of a person in a stream: newest messages, actions, notes.",
  answer: z.object({ card: forms.personCard }),
  handle: async ({ requests, asker, streamId, params }) => {
    const asked = parseLoadPerson({ streamId, userId: params["userId"] });
    if (!asked.ok) return asked;
    return requests.personCard(asker, streamId, asked.value.userId);
  },
});

const readQueue = operation({
  method: "get",
  path: "/streams/{id}/queue",
  id: "readQueue",
  access: "owner",
  summary: "What waits for review: held and reported messages, oldest first.",
  answer: forms.reviewQueue,
  handle: ({ requests, asker, streamId }) => requests.reviewQueue(asker, streamId),
});

const readState = operation({
  method: "get",
  path: "/streams/{id}/state",
  id: "readState",
  access: "owner",
  summary: "What holds in a stream at this moment, and how many are there.",
  answer: z.object({
    mode: roomMode,
    pinned: pin.nullable(),
    viewers: z.int().describe("People in the room, over all servers."),
    seq: z.int().describe("How many entries the log has had."),
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
  ...[doAction, readAudit, exportAudit, readSanctions, readPerson, readQueue, readState],
  exportStream,
];
