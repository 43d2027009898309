import { accept, parseUserId } from "#protocol";
import { z } from "zod";
import { operation, type Operation } from "../operation.ts";

const forgetPerson = operation({
  method: "delete",
  path: "/people/{userId}/messages",
  id: "forgetPerson",
  access: "operator",
  summary:
    "Removes every message of a person from every stream, permanently and for everyone, and ends their chat sessions.",
  answer: z.object({ streams: z.int().describe("How many streams had any.") }),
  handle: async ({ requests, params }) => {
    const userId = parseUserId(params["userId"]);
    if (!userId.ok) return userId;
    // Sessions end first, so that the person writes nothing meanwhile.
    await requests.endSessions(userId.value);
    return accept({ streams: await requests.purgePerson(userId.value) });
  },
});

/** Operations on a person in all streams. (SPEC AD3) */
export const peopleOperations: readonly Operation[] = [forgetPerson];
