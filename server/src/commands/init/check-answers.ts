import { createServer } from "node:net";
import { usableKeys } from "../../auth/usable-keys.ts";
import { SETTINGS, type SettingName } from "../../settings.ts";
import { KO_SETTINGS } from "../../ko-settings.ts";
import { openStorage } from "../../storage/open-storage.ts";
import { systemClock } from "../../system-clock.ts";
import type { TerminalLang } from "../../terminal-lang.ts";

/** What is wrong with an answer; undefined if it is valid. */
export type Fault = string | undefined;

const ANSWER_WITHIN_MS = 8_000;

/** Checks answers against the real thing, and says in a language what is wrong with them. */
export class AnswerChecks {
  readonly #lang: TerminalLang;
  readonly #texts: (typeof TEXTS)[TerminalLang];

  constructor(lang: TerminalLang) {
    this.#lang = lang;
    this.#texts = TEXTS[lang];
  }

  /** Whether a setting accepts the value. */
  form(name: SettingName, value: string): Fault {
    const { schema, remedy } = SETTINGS[name];
    if (schema.safeParse(value).success) return undefined;
    return this.#lang === "ko" ? KO_SETTINGS[name].remedy : remedy;
  }

  /** Whether an issuer publishes keys at the URL. */
  async keys(name: SettingName, url: string, keys: string): Promise<Fault> {
    const form = this.form(name, url);
    if (form) return form;
    try {
      const response = await fetch(keys, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      if (!response.ok) return this.#texts.status(keys, response.status);
      const usable = usableKeys(await response.json());
      return usable.length > 0 ? undefined : this.#texts.noKey(keys);
    } catch (error) {
      const { message } = ((error as Error).cause ?? error) as Error;
      return this.#texts.unreadable(keys, message);
    }
  }

  /** Whether the database works: opens it, and creates its tables. */
  async database(databaseUrl: string): Promise<Fault> {
    const form = this.form("databaseUrl", databaseUrl);
    if (form) return form;
    try {
      const { log, invitations } = await openStorage({ databaseUrl }, systemClock);
      try {
        // A write, because reading alone would not reveal a read-only database.
        await invitations.deleteExpiredBefore(0);
        return undefined;
      } finally {
        await log.close();
      }
    } catch (error) {
      return this.#texts.database((error as Error).message);
    }
  }

  /** Whether the port is in use. */
  port(text: string): Promise<Fault> {
    const form = this.form("port", text);
    if (form) return Promise.resolve(form);
    return new Promise((resolve) => {
      const probe = createServer();
      probe.once("error", ({ code, message }: NodeJS.ErrnoException) =>
        resolve(this.#texts.port(text, code ?? message)),
      );
      probe.listen(Number(text), () => probe.close(() => resolve(undefined)));
    });
  }
}

const TEXTS = {
  en: {
    status: (url: string, status: number) => `${url} answers with status ${status}.`,
    noKey: (url: string) => `${url} has no ES256 or RS256 key.`,
    unreadable: (url: string, cause: string) => `${url} cannot be read (${cause}).`,
    database: (cause: string) => cause,
    port: (port: string, cause: string) =>
      `Port ${port} cannot be taken (${cause}). Give another one.`,
  },
  ko: {
    status: (url: string, status: number) => `${url} 주소가 ${status} 상태로 답했어요.`,
    noKey: (url: string) => `${url} 주소에 ES256이나 RS256 키가 없어요.`,
    unreadable: (url: string, cause: string) => `${url} 주소를 읽을 수 없어요 (${cause}).`,
    database: (cause: string) => `데이터베이스를 열 수 없어요: ${cause}`,
    port: (port: string, cause: string) =>
      `포트 ${port}번은 쓸 수 없어요 (${cause}). 다른 번호를 적어 주세요.`,
  },
} as const;
