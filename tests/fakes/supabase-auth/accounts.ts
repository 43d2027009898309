import { randomUUID } from "node:crypto";

/** Details of an account; the others have defaults. */
export interface AccountDetails {
  email?: string;
  password?: string;
  /** Whether the e-mail address is confirmed. */
  confirmed?: boolean;
  /** How the account was created: `email`, `google`, `kakao` … */
  provider?: string;
  /** Metadata that people can write themselves: nickname, name, full_name, avatar_url, picture … */
  userMetadata?: Record<string, unknown>;
  /** Metadata that only the project's owner can write: chat_role, chat_roles … */
  appMetadata?: Record<string, unknown>;
  isAnonymous?: boolean;
}

export interface Account extends Required<Omit<AccountDetails, "password">> {
  readonly id: string;
  password?: string;
  readonly createdAtMs: number;
}

/** The people of a project. */
export class Accounts {
  readonly #all = new Map<string, Account>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Adds a person; as on Supabase, the e-mail address stands in `user_metadata` too. */
  add(details: AccountDetails): Account {
    const { email = "", confirmed = email !== "", provider = "email", password } = details;
    const id = randomUUID();
    const identity = email ? { email, email_verified: confirmed, phone_verified: false } : {};
    const account: Account = {
      id,
      email: email.toLowerCase(),
      confirmed,
      provider,
      userMetadata: { sub: id, ...identity, ...details.userMetadata },
      appMetadata: { provider, providers: [provider], ...details.appMetadata },
      isAnonymous: details.isAnonymous ?? false,
      createdAtMs: this.#nowMs(),
      ...(password && { password }),
    };
    this.#all.set(id, account);
    return account;
  }

  all(): Account[] {
    return [...this.#all.values()];
  }

  byId(id: unknown): Account | undefined {
    return typeof id === "string" ? this.#all.get(id) : undefined;
  }

  byEmail(email: string): Account | undefined {
    return this.all().find(
      (account) => account.email !== "" && account.email === email.toLowerCase(),
    );
  }

  remove(account: Account): void {
    this.#all.delete(account.id);
  }
}
