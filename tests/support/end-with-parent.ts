import { findProgram } from "./find-program.js";

/**
 * The command that starts a program so that it ends when this process does, also when this one is
 * killed.
 *
 * On Linux, `setpriv` asks the kernel to send the signal, and then becomes the program: the process
 * id is the program's. Elsewhere the program is a child like any other.
 */
export function endWithParent(
  program: string,
  args: readonly string[],
  signal: NodeJS.Signals = "SIGKILL",
): [command: string, args: string[]] {
  const setpriv = process.platform === "linux" && findProgram("setpriv", "/usr/bin/setpriv");
  return setpriv
    ? [setpriv, ["--pdeathsig", signal, "--", program, ...args]]
    : [program, [...args]];
}
