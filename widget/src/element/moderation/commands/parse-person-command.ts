import type { KnownPerson } from "../person-lookup.ts";
import { findPerson } from "./find-person.ts";
import type { CommandName, Outcome } from "./parse-command.ts";
import { parseDuration } from "./parse-duration.ts";

const DEFAULT_TIMEOUT_SECONDS = 600;
const SHORTEST = 10;
const LONGEST = 86_400;

/** Parses a command about a person: first their name, then the rest. */
export function readPersonal(
  name: CommandName,
  text: string,
  people: Iterable<KnownPerson>,
): Outcome {
  const found = findPerson(text, people);
  if (typeof found === "string") return found;
  const { userId, messageId } = found.person;
  const { rest } = found;
  const because = (reason: string): { reason?: string } => (reason ? { reason } : {});
  switch (name) {
    case "timeout": {
      const [word = "", ...reason] = rest.split(/\s+/);
      const given = /^\d/.test(word) ? parseDuration(word) : DEFAULT_TIMEOUT_SECONDS;
      if (given === undefined || given < SHORTEST || given > LONGEST) return "duration";
      const why = /^\d/.test(word) ? reason.join(" ") : rest;
      return { kind: "timeout", userId, seconds: given, ...because(why) };
    }
    case "ban":
    case "banhere": {
      const [word = "", ...reason] = rest.split(/\s+/);
      const seconds = parseDuration(word);
      const why = seconds === undefined ? rest : reason.join(" ");
      return { kind: "ban", userId, purge: true, ...(seconds && { seconds }), ...because(why) };
    }
    case "unban":
      return { kind: "lift", userId, ...because(rest) };
    case "shadow":
    case "purge":
      return { kind: name, userId, ...because(rest) };
    case "delete":
      return messageId ? { kind: "remove", messageId, ...because(rest) } : "message";
    case "note":
      return rest ? { kind: "note", userId, text: rest } : "value";
    case "mod":
      return { kind: "appoint", userId, role: "moderator" };
    default:
      return { kind: "appoint", userId, role: "member" };
  }
}
