import { isNamedRange, namedRanges } from "../proxy-ranges.ts";

/**
 * Runs `live-chat-server proxy-ranges <name>`: prints the ranges of a name in `CHAT_TRUST_PROXY`.
 */
export function printProxyRanges(args: readonly string[]): void {
  const [name = ""] = args;
  if (!isNamedRange(name) || args.length > 1)
    throw new Error("Write: live-chat-server proxy-ranges loopback, private or cloudflare");
  process.stdout.write(`${namedRanges([name]).join("\n")}\n`);
}
