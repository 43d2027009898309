import { randomBytes } from "node:crypto";
import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import type { Environment } from "../with-storage.ts";
import { terminalLang } from "../../terminal-lang.ts";
import { AnswerChecks, type Fault } from "./check-answers.ts";
import { INIT_TEXTS, type InitTexts } from "./init-texts.ts";

const FILE = ".env.local";

/** Thrown at the end of the terminal's input. */
class Unanswered extends Error {}

interface Terminal {
  /** Asks until the answer is valid; an empty answer means `usual`. */
  ask(
    question: string,
    usual: string | undefined,
    check: (answer: string) => Fault | Promise<Fault>,
  ): Promise<string>;
  line(question: string): Promise<string>;
  say(text: string): void;
}

/** Runs `live-chat-server init`; resolves with `serve` if the person wants to start the server. */
export async function init(args: readonly string[], env: Environment): Promise<"serve" | void> {
  const lang = terminalLang(env, args);
  const texts = INIT_TEXTS[lang];
  const { terminal, close } = openTerminal(texts);
  try {
    terminal.say(texts.hello);
    if (existsSync(FILE)) {
      if (!texts.yes.test(await terminal.line(texts.exists(FILE)))) return terminal.say(texts.kept);
    }
    const settings = await askAll(terminal, texts, new AnswerChecks(lang));
    if (existsSync(FILE)) copyFileSync(FILE, `${FILE}.before`);
    writeFileSync(FILE, toEnvFile(settings), { mode: 0o600 });
    terminal.say(texts.wrote(FILE));
    const url = settings["CHAT_PUBLIC_URL"] ?? `http://localhost:${settings["CHAT_SERVER_PORT"]}`;
    terminal.say(
      `  <script type="module" src="${url}/live-chat.js"></script>\n` +
        `  <live-chat stream-id="my-stream"></live-chat>\n`,
    );
    const answer = await terminal.line(texts.start).catch(() => "n");
    if (answer === "" || texts.yes.test(answer)) return "serve";
    terminal.say(texts.later);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    throw new Error(texts.unfinished, { cause: error });
  } finally {
    close();
  }
}

async function askAll(
  terminal: Terminal,
  texts: InitTexts,
  checks: AnswerChecks,
): Promise<Record<string, string | undefined>> {
  const who = await askWho(terminal, texts, checks);
  const origins = await terminal.ask(texts.sites, "", (answer) =>
    answer === "" ? undefined : checks.form("origins", answer),
  );
  const database = await terminal.ask(texts.database, "./data/chat.db", (answer) =>
    checks.database(toDatabaseUrl(answer)),
  );
  const publicUrl = await terminal.ask(texts.publicUrl, "", (answer) =>
    answer === "" ? undefined : checks.form("publicUrl", answer),
  );
  const port = await terminal.ask(texts.port, "3001", (answer) => checks.port(answer));
  return {
    ...who,
    CHAT_ORIGINS: origins || undefined,
    CHAT_DATABASE_URL: toDatabaseUrl(database),
    CHAT_PUBLIC_URL: publicUrl || undefined,
    CHAT_SERVER_PORT: port,
  };
}

/** A file path becomes a SQLite URL; URLs are returned as they are. */
function toDatabaseUrl(answer: string): string {
  return /^(sqlite|postgres(ql)?|memory):|^\w+:\/\//.test(answer) ? answer : `sqlite:${answer}`;
}

/** Asks for the settings that decide who may write. */
async function askWho(
  terminal: Terminal,
  texts: InitTexts,
  checks: AnswerChecks,
): Promise<Record<string, string>> {
  const choice = await terminal.ask(texts.who, "1", (answer) =>
    /^[1-4]$/.test(answer) ? undefined : texts.wrongChoice,
  );
  switch (choice) {
    case "2": {
      const url = await terminal.ask(texts.supabaseUrl, undefined, (answer) =>
        checks.keys(
          "supabaseUrl",
          answer,
          `${answer.replace(/\/+$/, "")}/auth/v1/.well-known/jwks.json`,
        ),
      );
      const key = await terminal.ask(texts.supabaseKey, undefined, (answer) =>
        checks.form("supabaseKey", answer),
      );
      return { SUPABASE_URL: url, SUPABASE_PUBLISHABLE_KEY: key };
    }
    case "3": {
      const secret = await terminal.ask(texts.secret, "", (answer) =>
        answer === "" ? undefined : checks.form("jwtSecret", answer),
      );
      if (secret === "") terminal.say(texts.secretMade);
      return { CHAT_JWT_SECRET: secret || randomBytes(36).toString("base64url") };
    }
    case "4":
      return {
        CHAT_JWKS_URL: await terminal.ask(texts.jwksUrl, undefined, (answer) =>
          checks.keys("jwksUrl", answer, answer),
        ),
      };
    default:
      return { CHAT_GUESTS: "true" };
  }
}

function openTerminal(texts: InitTexts): { terminal: Terminal; close: () => void } {
  const lines = createInterface({ input: process.stdin, terminal: false });
  const answers = lines[Symbol.asyncIterator]();
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const line = async (question: string): Promise<string> => {
    process.stdout.write(question);
    const { done, value } = (await answers.next()) as IteratorResult<string, undefined>;
    if (done) throw new Unanswered();
    return value.trim();
  };
  const terminal: Terminal = {
    say,
    line,
    ask: async (question, usual, check) => {
      for (;;) {
        const answer = (await line(question)) || usual;
        if (answer === undefined) continue;
        const fault = await check(answer);
        if (fault === undefined) return answer;
        say(texts.wrong(fault));
      }
    },
  };
  return { terminal, close: () => lines.close() };
}

/** The content of `.env.local`; values with special characters are quoted. */
function toEnvFile(settings: Record<string, string | undefined>): string {
  return Object.entries(settings)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${quoted(value)}\n`]))
    .join("");
}

function quoted(value: string): string {
  if (/^[\w.,:/@%*?=&+-]*$/.test(value)) return value;
  const quote = ["'", '"', "`"].find((mark) => !value.includes(mark));
  return quote === undefined ? value : `${quote}${value}${quote}`;
}
