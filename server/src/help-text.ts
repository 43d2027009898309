import { settingNames } from "./options.ts";
import type { Setting } from "./setting.ts";
import { SETTINGS } from "./settings.ts";

/** What `live-chat-server --help` prints: every setting, as it is checked at the start. */
export function helpText(): string {
  const settings = settingNames().map((name) => {
    const { env, platformEnv, help, usual }: Setting = SETTINGS[name];
    return `  ${env}${platformEnv ? `, else ${platformEnv}` : ""}\n      ${help}${usual && `\n      Usual: ${usual}`}`;
  });
  return `live-chat-server: live chat for any web page, on your own machine

Usage: live-chat-server [--help | --version | --workers <n>]
       live-chat-server init [--lang ko]
       live-chat-server owner-link
       live-chat-server moderator-link <stream id>
       live-chat-server token --sub <user id> [--name <name>] [--role owner] [--stream <id>]
       live-chat-server check-token <token> | -
       live-chat-server backup-database sqlite:./data/chat.db <file>
       live-chat-server copy-database <from> <to>
       live-chat-server list-sessions <user id>
       live-chat-server end-sessions <user id> [<session id>] | --all
       live-chat-server proxy-ranges loopback | private | cloudflare

init asks five questions, checks the answers and writes .env.local.
owner-link and moderator-link print a link that makes an owner of the server, or a
moderator of one stream, of whoever opens it first. A new owner-link revokes the one before.
token signs one with CHAT_JWT_SECRET, as your site does, for trying out; check-token says
whether a server with these settings accepts one, and what is wrong with it.
backup-database writes a whole copy of a SQLite database into a new file, while the
server runs. copy-database copies all streams from one database to an empty other one,
while no server runs on either, as from sqlite:./data/chat.db to postgres://…
list-sessions and end-sessions list and end the sessions of people who signed in on other
sites' pages or came by a link, in the database that the settings name, while servers run.
proxy-ranges prints the addresses that a name in CHAT_TRUST_PROXY stands for.

Everything is optional and is set by environment variables, or in .env and .env.local
in the folder where the command runs. Without any, it starts in demo mode: guests,
on this machine only, messages in ./data/demo.db. PORT, DATABASE_URL and REDIS_URL are
what hosting platforms set; they count in the environment alone, not in those files.

${settings.join("\n\n")}
`;
}
