import type { Result } from "#protocol";
import type { z } from "zod";
import type { AdminRequests } from "../../chat/requests/admin-requests.ts";
import type { InvitationService } from "../../chat/ports/invitation-service.ts";
import type { WebhookAdmin } from "../../chat/webhooks/webhook.ts";
import type { Asker } from "../../chat/moderation/staff-pages.ts";
import type { StreamsAsker } from "../../chat/shows/staff-streams.ts";
import type { Principal } from "../../chat/moderation/moderate-as-principal.ts";

/** What is asked, by somebody who may. */
export interface Call<Body = unknown> {
  requests: AdminRequests;
  webhooks: WebhookAdmin;
  invitations: InvitationService;
  /** The address under which the server was asked. */
  ownUrl: string;
  principal: Principal;
  /** Whose streams are listed, where the operation is for whoever looks after any. */
  streamsAsker?: StreamsAsker;
  /** On whose request what is asked for is read. */
  asker: Asker;
  /** The stream that the path names, in its form; empty where it names none. */
  streamId: string;
  /** What else the path names. */
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string | undefined>>;
  body: Body;
}

interface Described {
  method: "get" | "put" | "post" | "delete";
  /** Under `/api/v1`, with its parameters in braces. */
  path: string;
  /** Names it in the API document and in clients made from that. */
  id: string;
  summary: string;
  /**
   * Whose it is: a stream's owner may do what is the owner's, the operator everything, and
   * whoever is signed in sees of what is staff's what they look after. (SPEC AD1, ST4)
   */
  access: "owner" | "operator" | "staff";
  /** What the query may say, by name. */
  query?: Readonly<Record<string, string>>;
}

/** One thing that can be asked over HTTP, with everything that the API document says of it. */
export type Operation = JsonOperation | LinesOperation | TextOperation;

export interface JsonOperation extends Described {
  body?: z.ZodType;
  /** The form of the answer beside its `ok: true`. */
  answer: z.ZodObject;
  handle: (call: Call) => Promise<Result<object>>;
}

/** Answers with one JSON object a line, page by page, as fast as they are read. */
export interface LinesOperation extends Described {
  line: z.ZodType;
  read: (call: Call) => Promise<Result<AsyncGenerator<Result<readonly object[]>>>>;
}

/** Answers with a text to be saved as a file. */
export interface TextOperation extends Described {
  contentType: string;
  write: (call: Call) => Promise<Result<{ name: string; text: string }>>;
}

/** An operation whose handler knows the form of its body and of its answer. */
export function operation<Body extends z.ZodType, Answer extends z.ZodObject>(
  described: Described & {
    body?: Body;
    answer: Answer;
    handle: (call: Call<z.output<Body>>) => Promise<Result<z.output<Answer>>>;
  },
): JsonOperation {
  return described as unknown as JsonOperation;
}
