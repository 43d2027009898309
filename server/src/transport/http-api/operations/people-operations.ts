import { accept, parseUserId } from "#protocol";
import { z } from "zod";
import { purgePerson } from "../../../chat/messages/purge-person.ts";
import { operation, type Operation } from "../operation.ts";

const forgetPerson = operation({
  ...{ method: "delete", path: "/people/{userId}/messages", id: "forgetPerson" },
  access: "operator",
  summary:
    "Removes every message of a person from every stream, for everyone, for good, and ends their chat sessions.",
  answer: z.object({ streams: z.int().describe("How many streams had any.") }),
  handle: async ({ chat, params }) => {
    const userId = parseUserId(params["userId"]);
    if (!userId.ok) return userId;
    // First, so that they write nothing more meanwhile.
    await chat.sessionAdmin.end(chat, userId.value);
    return accept({ streams: await purgePerson(chat.log, chat.commits, userId.value) });
  },
});

/** What is asked of people in all streams. (SPEC AD3) */
export const peopleOperations: readonly Operation[] = [forgetPerson];
