import { accept, parseUserId, refuse } from "#protocol";
import { z } from "zod";
import { operation, type Operation } from "../operation.ts";

const session = z
  .object({
    id: z.string(),
    origin: z.string().describe("The origin of the page on which the person signed in."),
    nickname: z.string().optional(),
    createdAtMs: z.int().describe("When the person signed in, in ms since 1970."),
    refreshedAtMs: z.int().describe("When the session was last refreshed, in ms since 1970."),
  })
  .describe("A chat session of a person who signed in on a page of another site.");

const listSessions = operation({
  method: "get",
  path: "/people/{userId}/sessions",
  id: "listSessions",
  access: "operator",
  summary: "Lists at most 200 chat sessions of a person, the last refreshed first.",
  answer: z.object({ sessions: z.array(session) }),
  handle: async ({ requests, params }) => {
    const userId = parseUserId(params["userId"]);
    if (!userId.ok) return userId;
    return accept({ sessions: await requests.listSessions(userId.value) });
  },
});

const ended = z.object({ ended: z.int().describe("How many sessions were ended.") });

const endSessions = operation({
  method: "delete",
  path: "/people/{userId}/sessions",
  id: "endSessions",
  access: "operator",
  summary:
    "Ends all chat sessions of a person: within 2 s their connections become read-only, on every node.",
  answer: ended,
  handle: async ({ requests, params }) => {
    const userId = parseUserId(params["userId"]);
    if (!userId.ok) return userId;
    return accept({ ended: (await requests.endSessions(userId.value)).length });
  },
});

const endOneSession = operation({
  method: "delete",
  path: "/people/{userId}/sessions/{sessionId}",
  id: "endSession",
  access: "operator",
  summary: "Ends one of a person's chat sessions.",
  answer: ended,
  handle: async ({ requests, params: { userId, sessionId = "" } }) => {
    const person = parseUserId(userId);
    if (!person.ok) return person;
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(sessionId)) return refuse("not-found");
    const ids = await requests.endSessions(person.value, sessionId);
    return ids.length > 0 ? accept({ ended: ids.length }) : refuse("not-found");
  },
});

/** The operator's operations on chat sessions. (SPEC AD11) */
export const sessionOperations: readonly Operation[] = [listSessions, endSessions, endOneSession];
