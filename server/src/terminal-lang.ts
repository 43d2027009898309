/** What the command speaks. */
export type TerminalLang = "en" | "ko";

/** The language of a terminal, as POSIX has it, or what `--lang` says. */
export function terminalLang(
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
): TerminalLang {
  const at = args.indexOf("--lang");
  const lang =
    at === -1 ? (env["LC_ALL"] ?? env["LC_MESSAGES"] ?? env["LANG"] ?? "") : (args[at + 1] ?? "");
  return /^ko/i.test(lang) ? "ko" : "en";
}
