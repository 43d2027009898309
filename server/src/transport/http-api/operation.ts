import type { Result } from "#protocol";
import type { z } from "zod";
import type { AdminRequests } from "../../chat/requests/admin-requests.ts";
import type { InvitationService } from "../../chat/ports/invitation-service.ts";
import type { WebhookAdmin } from "../../chat/webhooks/webhook.ts";
import type { Asker } from "../../chat/moderation/staff-pages.ts";
import type { StreamsAsker } from "../../chat/shows/staff-streams.ts";
import type { Principal } from "../../chat/moderation/moderate-as-principal.ts";

/** A request of an authorised caller. */
export interface Call<Body = unknown> {
  requests: AdminRequests;
  webhooks: WebhookAdmin;
  invitations: InvitationService;
  /** The URL under which the server was called. */
  ownUrl: string;
  principal: Principal;
  /** The person whose streams are listed, for operations open to all staff. */
  streamsAsker?: StreamsAsker;
  /** The asker for reads from the store. */
  asker: Asker;
  /** The stream that the path names, or the key of the channel; empty where it names none. */
  streamId: string;
  /** The other path parameters. */
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string | undefined>>;
  body: Body;
}

interface Described {
  method: "get" | "put" | "post" | "delete";
  /** Under `/api/v1`, with parameters in braces. */
  path: string;
  /** The operation id in the API document and in generated clients. */
  id: string;
  summary: string;
  /**
   * Who may call it: owners of a stream or channel may do what is theirs, the operator everything, and
   * signed-in staff see the streams that they moderate. (SPEC AD1, ST4)
   */
  access: "owner" | "operator" | "staff";
  /** Query parameters with their descriptions. */
  query?: Readonly<Record<string, string>>;
}

/** One HTTP operation, with everything that the API document says about it. */
export type Operation = JsonOperation | LinesOperation | TextOperation;

export interface JsonOperation extends Described {
  body?: z.ZodType;
  /** The fields of the answer beside `ok: true`. */
  answer: z.ZodObject;
  handle: (call: Call) => Promise<Result<object>>;
}

/** Answers with one JSON object per line, writing each page as it is read. */
export interface LinesOperation extends Described {
  line: z.ZodType;
  read: (call: Call) => Promise<Result<AsyncGenerator<Result<readonly object[]>>>>;
}

/** Answers with a text to save as a file. */
export interface TextOperation extends Described {
  contentType: string;
  write: (call: Call) => Promise<Result<{ name: string; text: string }>>;
}

/** Types a handler by the schemas of its body and answer. */
export function operation<Body extends z.ZodType, Answer extends z.ZodObject>(
  described: Described & {
    body?: Body;
    answer: Answer;
    handle: (call: Call<z.output<Body>>) => Promise<Result<z.output<Answer>>>;
  },
): JsonOperation {
  return described as unknown as JsonOperation;
}
