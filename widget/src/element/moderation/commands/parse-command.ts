import type { ActionScope, ModerationAction } from "#protocol";
import { enStaff, type StaffTexts } from "../../../i18n/en/en-staff.ts";
import type { KnownPerson } from "../person-lookup.ts";
import { parseDuration } from "./parse-duration.ts";
import { readPersonal } from "./parse-person-command.ts";

export type CommandName = keyof StaffTexts["commands"];

/** The parsed command, or why it is invalid. */
export type ParsedCommand =
  | {
      readonly kind: "action";
      readonly action: ModerationAction;
      /** Set where the command says what it holds for. */
      readonly scope?: ActionScope;
    }
  | { readonly kind: "help" }
  | { readonly kind: "refused"; readonly why: keyof StaffTexts["refused"]; readonly name: string };

/** A slash and a letter; input methods write a full-width slash. */
const COMMAND = /^[/／](\p{L}[\p{L}\p{M}]*)(?:\s+|$)/u;
const COMMAND_START = /^[/／]\p{L}/u;
const DEFAULT_SLOW_SECONDS = 30;

/** Whether a line is a command, which must never be sent as a message. */
export function isCommand(line: string): boolean {
  return COMMAND_START.test(line);
}

/** Parses a command, by its name in English or the reader's language. */
export function parseCommand(
  line: string,
  people: Iterable<KnownPerson>,
  texts: StaffTexts,
): ParsedCommand {
  const text = line.normalize("NFC").trim();
  const [start = "", written = text.slice(1)] = COMMAND.exec(text) ?? [];
  const name = findCommand(written.toLowerCase(), texts);
  const refuse = (why: keyof StaffTexts["refused"]): ParsedCommand => ({
    kind: "refused",
    why,
    // The sentence contains a slash already.
    name: written.replace(/^[/／]+/, "").split(/\s/, 1)[0] ?? "",
  });
  if (!name || start === "") return refuse("unknown");
  const rest = text.slice(start.length);
  const action = readAction(name, rest, people, texts);
  if (action === "help") return { kind: "help" };
  if (typeof action === "string") return refuse(action);
  return { kind: "action", action, ...(name === "banhere" && { scope: "stream" as const }) };
}

function findCommand(written: string, texts: StaffTexts): CommandName | undefined {
  const names = Object.keys(enStaff.commands) as CommandName[];
  return names.find(
    (name) => texts.commands[name][0] === written || enStaff.commands[name][0] === written,
  );
}

/** The action of a command, or what is wrong with it. */
export type Outcome = ModerationAction | "help" | keyof StaffTexts["refused"];

function readAction(
  name: CommandName,
  rest: string,
  people: Iterable<KnownPerson>,
  texts: StaffTexts,
): Outcome {
  switch (name) {
    case "help":
      return "help";
    case "clear":
    case "unpin":
      return { kind: name };
    case "pin":
      return readPin(rest);
    case "slow":
      return readSlow(rest, texts);
    case "members":
      return setMode("membersOnly", readSwitch(rest, texts));
    case "emote":
      return setMode("emojiOnly", readSwitch(rest, texts));
    case "freeze":
      return setMode("frozen", readSwitch(rest, texts));
    case "links": {
      const isAllowed = readSwitch(rest, texts);
      return setMode("noLinks", isAllowed === undefined ? undefined : !isAllowed);
    }
    case "shield": {
      const on = readSwitch(rest, texts);
      return on === undefined ? "value" : { kind: "shield", on };
    }
    default:
      return readPersonal(name, rest, people);
  }
}

function readPin(rest: string): Outcome {
  const [link] = /https:\/\/\S+$/.exec(rest) ?? [];
  const text = link ? rest.slice(0, -link.length).trim() : rest;
  if (!text && !link) return "value";
  return { kind: "pin-text", text: text || link!, ...(link && { link }) };
}

function readSlow(rest: string, texts: StaffTexts): Outcome {
  const slowSeconds =
    rest === "" ? DEFAULT_SLOW_SECONDS : isOff(rest, texts) ? null : parseDuration(rest);
  if (slowSeconds === undefined || (slowSeconds ?? 0) > 3_600) return "value";
  return { kind: "set-mode", mode: { slowSeconds } };
}

function setMode(
  mode: "membersOnly" | "emojiOnly" | "frozen" | "noLinks",
  isOn: boolean | undefined,
): Outcome {
  return isOn === undefined ? "value" : { kind: "set-mode", mode: { [mode]: isOn || null } };
}

/** Without an argument a command switches on. */
function readSwitch(rest: string, texts: StaffTexts): boolean | undefined {
  const word = rest.toLowerCase();
  if (["", "on", texts.on.toLowerCase()].includes(word)) return true;
  return isOff(word, texts) ? false : undefined;
}

function isOff(word: string, texts: StaffTexts): boolean {
  return ["off", "0", texts.off.toLowerCase()].includes(word.toLowerCase());
}
