import { KO_SETTINGS } from "./ko-settings.ts";
import { settingNames } from "./options.ts";
import type { Setting } from "./setting.ts";
import { SETTINGS, type SettingName } from "./settings.ts";
import type { TerminalLang } from "./terminal-lang.ts";

/**
 * The output of `live-chat-server --help`: all settings, from the same table that validates them.
 */
export function helpText(lang: TerminalLang = "en"): string {
  const { before, or, usually } = TEXTS[lang];
  const settings = settingNames().map((name) => {
    const { env, platformEnv, help, usual } = describe(name, lang);
    return `  ${env}${platformEnv ? or(platformEnv) : ""}\n      ${help}${usual && `\n      ${usually}: ${usual}`}`;
  });
  return `${before}\n\n${settings.join("\n\n")}\n`;
}

function describe(name: SettingName, lang: TerminalLang): Setting {
  return lang === "ko" ? { ...SETTINGS[name], ...KO_SETTINGS[name] } : SETTINGS[name];
}

const USAGE = `live-chat-server [--help | --version | --workers <n>]
       live-chat-server init [--lang ko]
       live-chat-server owner-link
       live-chat-server moderator-link <stream id>
       live-chat-server token --sub <user id> [--name <name>] [--role owner] [--stream <id>]
       live-chat-server check-token <token> | -
       live-chat-server backup-database sqlite:./data/chat.db <file>
       live-chat-server copy-database <from> <to>
       live-chat-server list-sessions <user id>
       live-chat-server end-sessions <user id> [<session id>] | --all
       live-chat-server proxy-ranges loopback | private | cloudflare`;

const TEXTS = {
  en: {
    usually: "Default",
    or: (name: string) => `, else ${name}`,
    before: `live-chat-server: live chat for any web page, on your own machine

Usage: ${USAGE}

init asks five questions, checks the answers and writes .env.local.
owner-link and moderator-link print a link. The first person who accepts it becomes an owner
of the server, or a moderator of one stream. A new owner-link revokes the one before.
token signs a token with CHAT_JWT_SECRET, as your site does, for trying out. check-token says
whether a server with these settings accepts a token, and what is wrong with it.
backup-database writes a whole copy of a SQLite database into a new file, while the
server runs. copy-database copies all streams from one database into another, empty one,
for example from sqlite:./data/chat.db to postgres://…; no server may run on either.
list-sessions and end-sessions list and end the sessions of people who signed in on other
sites' pages or came by a link, in the database that the settings name, while servers run.
proxy-ranges prints the address ranges that a name in CHAT_TRUST_PROXY stands for.

Everything is optional and is set by environment variables, or in .env and .env.local
in the folder where the command runs. Without any, the server starts in demo mode: guests,
on this machine only, messages in ./data/demo.db. Hosting platforms set PORT, DATABASE_URL
and REDIS_URL; the server reads these from the environment only, not from those files.`,
  },
  ko: {
    usually: "기본값",
    or: (name: string) => `, 없으면 ${name}`,
    before: `live-chat-server: 내 서버에서 돌리는, 어느 웹 페이지에나 넣을 수 있는 실시간 채팅

사용법: ${USAGE}

init: 다섯 가지를 묻고, 답을 확인해서 .env.local 파일을 만들어요.
owner-link, moderator-link: 먼저 여는 한 사람이 서버의 호스트, 또는 방송 하나의 매니저가
되는 링크를 만들어요. owner-link를 새로 만들면 이전 링크는 쓸 수 없어요.
token: 내 사이트처럼 CHAT_JWT_SECRET으로 서명한 시험용 토큰을 만들어요. check-token: 이
설정의 서버가 토큰을 받아들이는지, 아니면 무엇이 잘못됐는지 알려 줘요.
backup-database: 서버가 도는 동안 SQLite 데이터베이스를 새 파일로 통째로 복사해요.
copy-database: 서버를 끈 상태에서 모든 방송을 비어 있는 다른 데이터베이스로 옮겨요.
예: sqlite:./data/chat.db에서 postgres://…로
list-sessions, end-sessions: 다른 사이트에서 로그인했거나 링크로 들어온 사람의 세션을
보여 주고 끝내요. 서버가 도는 동안에도 쓸 수 있어요.
proxy-ranges: CHAT_TRUST_PROXY에 적는 이름이 뜻하는 주소를 보여 줘요.

설정은 모두 선택 사항이에요. 환경 변수나, 명령을 실행하는 폴더의 .env와 .env.local에
적어요. 아무것도 없으면 데모 모드로 시작해요: 게스트, 이 컴퓨터에서만, 메시지는
./data/demo.db에. PORT, DATABASE_URL, REDIS_URL은 호스팅 서비스가 정해 주는 값이라
환경 변수로만 읽고 파일에서는 읽지 않아요.`,
  },
} as const;
