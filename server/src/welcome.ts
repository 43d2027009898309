import type { Mode, Options } from "./options.ts";
import { withoutCredentials } from "./without-credentials.ts";

/** What a person sees when the server is up: where it is, and the two lines to paste. */
export function welcome(
  { url, mode, ownerLink }: { url: string; mode: Mode; ownerLink?: string },
  { databaseUrl, workers = 1 }: Options,
): string {
  return `${mode === "demo" ? DEMO : ""}
  live-chat is up at ${url}
  Messages are kept in ${databaseUrl === "memory:" ? "memory, until it stops" : withoutCredentials(databaseUrl)}${workers > 1 ? `\n  ${workers} processes share the port` : ""}

${ownerLink ? ownerLines(ownerLink) : ""}  Paste these two lines into any page:

    <script type="module" src="${url}/live-chat.js"></script>
    <live-chat stream-id="my-stream"></live-chat>

`;
}

function ownerLines(ownerLink: string): string {
  return `  Become its owner, who moderates and lets others do so. Open this once, within an hour:

    ${ownerLink}

`;
}

const DEMO = `
  ############################################################################
  ##                                                                        ##
  ##  DEMO MODE: anyone who can open this page may write, under any name.   ##
  ##  Only who opens the owner's link below may moderate.                   ##
  ##  It answers on this machine only. To let others in, set one of these   ##
  ##  in .env.local and start again:                                        ##
  ##                                                                        ##
  ##    SUPABASE_URL=https://<project>.supabase.co   people sign in there   ##
  ##    CHAT_JWT_SECRET=<32 characters or more>      your site's own tokens ##
  ##    CHAT_GUESTS=true                             anyone with a nickname ##
  ##                                                                        ##
  ##  and the pages that embed the chat: CHAT_ORIGINS=https://your.site     ##
  ##                                                                        ##
  ############################################################################
`;
