import { accept, refuse } from "#protocol";
import type { Chat } from "../../client/index.ts";
import type { CommandHint, Commands } from "./staff-view.ts";
import { isCommand } from "./commands/parse-command.ts";

interface CommandLine {
  /** Carries a line out; false where it has to be put right first. */
  run(line: string): boolean;
  suggest(typed: string): readonly CommandHint[];
}

/** The same chat, but for lines that begin with a slash: they are carried out, and never sent. */
export function commandChat(chat: Chat, { run, suggest }: CommandLine): Chat & Commands {
  const own: Commands & Pick<Chat, "sendMessage"> = {
    suggest,
    sendMessage: (text, options) => {
      const line = text.trim();
      if (!isCommand(line)) return chat.sendMessage(text, options);
      // What is wrong was said already, and "empty" is what the composer keeps quiet about.
      return run(line) ? accept(line) : refuse("empty-message");
    },
  };
  return new Proxy(chat, {
    get: (target, name) => {
      if (name in own) return own[name as keyof typeof own];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  }) as Chat & Commands;
}
