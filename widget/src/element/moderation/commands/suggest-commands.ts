import { enStaff, type StaffTexts } from "../../../i18n/en/en-staff.ts";
import type { CommandHint } from "../../composer/commands.ts";
import { beginsAs } from "../../composer/completion/typed-prefix.ts";
import type { CommandName } from "./parse-command.ts";

/** Completions of the word after a slash, in the reader's language, or in English. */
export function suggestCommands(typed: string, texts: StaffTexts): CommandHint[] {
  const begins = beginsAs(typed);
  const names = Object.keys(enStaff.commands) as CommandName[];
  return names.flatMap((name) => {
    const [local, usage, description] = texts.commands[name];
    const command = begins(local) ? local : name.startsWith(typed.toLowerCase()) ? name : undefined;
    return command ? { command: `/${command}`, usage, description } : [];
  });
}
