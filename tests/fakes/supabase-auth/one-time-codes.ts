import { randomBytes, randomInt } from "node:crypto";
import type { Account } from "./accounts.ts";
import type { FlowState } from "./flow-states.ts";

/** An e-mail as the project would have sent it: a code to type and a link to follow. */
export interface Mail {
  readonly to: string;
  /** What the mail is for: `magiclink` to sign in, `signup` to confirm the address. */
  readonly type: "magiclink" | "signup";
  /** Six digits. */
  readonly code: string;
  readonly tokenHash: string;
  readonly link: string;
}

interface Sent extends Mail {
  account: Account;
  expiresAtMs: number;
  /** Set when the asker wants an authorization code for it rather than tokens. */
  flow: FlowState | undefined;
}

const LIFETIME_MS = 3_600_000;

/** The codes that were mailed. A person's newest replaces the one before, and each is good once. */
export class OneTimeCodes {
  readonly #sent = new Map<string, Sent>();

  /** Writes a mail; `link` makes its link from the token's hash. */
  send(
    account: Account,
    type: Mail["type"],
    nowMs: number,
    link: (tokenHash: string) => string,
    flow?: FlowState,
  ): void {
    const tokenHash = `${flow ? "pkce_" : ""}${randomBytes(28).toString("hex")}`;
    this.#sent.set(account.email, {
      to: account.email,
      type,
      code: String(randomInt(1_000_000)).padStart(6, "0"),
      tokenHash,
      link: link(tokenHash),
      account,
      expiresAtMs: nowMs + LIFETIME_MS,
      flow,
    });
  }

  /** The newest mail to an address, as its owner reads it. */
  newestTo(email: string): Mail | undefined {
    return this.#sent.get(email.toLowerCase());
  }

  /** Takes the code that somebody typed, or the hash out of the link, if it is still good. */
  redeem(
    shown: { email: string; code: string } | { tokenHash: string },
    nowMs: number,
  ): { account: Account; flow: FlowState | undefined } | undefined {
    const sent =
      "tokenHash" in shown
        ? [...this.#sent.values()].find((mail) => mail.tokenHash === shown.tokenHash)
        : this.#sent.get(shown.email.toLowerCase());
    if (!sent || sent.expiresAtMs <= nowMs) return undefined;
    if ("code" in shown && sent.code !== shown.code) return undefined;
    this.#sent.delete(sent.to);
    return sent;
  }
}
