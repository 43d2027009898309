import type { Mode, Options } from "./options.ts";
import type { TerminalLang } from "./terminal-lang.ts";
import { withoutCredentials } from "./without-credentials.ts";

/** The message shown when the server has started: its URL, and the two lines to paste. */
export function welcome(
  { url, mode, ownerLink }: { url: string; mode: Mode; ownerLink?: string },
  { databaseUrl, workers = 1, host, publicUrl }: Options,
  lang: TerminalLang = "en",
): string {
  const texts = TEXTS[lang];
  const database =
    databaseUrl === "memory:" ? texts.inMemory : texts.keptIn(withoutCredentials(databaseUrl));
  // With a server for others, say where they can reach it.
  const isFound = mode === "demo" || publicUrl !== undefined || isLoopback(host);
  return `${mode === "demo" ? texts.demo : ""}
  ${texts.upAt(url)}${isFound ? "" : `\n  ${texts.listens}`}
  ${database}${workers > 1 ? `\n  ${texts.workers(workers)}` : ""}

${ownerLink ? `  ${texts.owner}\n\n    ${ownerLink}\n\n` : ""}  ${texts.paste}

    <script type="module" src="${url}/live-chat.js"></script>
    <live-chat stream-id="my-stream"></live-chat>

`;
}

function isLoopback(host = ""): boolean {
  return /^(localhost|127\.[\d.]+|::1)$/.test(host);
}

const TEXTS = {
  en: {
    upAt: (url: string) => `live-chat is up at ${url}`,
    listens: "It listens to the network. Its address for others goes into CHAT_PUBLIC_URL.",
    keptIn: (database: string) => `Messages are kept in ${database}`,
    inMemory: "Messages are kept in memory, until it stops",
    workers: (count: number) => `${count} processes share the port`,
    owner: "Become its owner, who moderates and lets others do so. Open this once, within an hour:",
    paste: "Paste these two lines into any page:",
    demo: `
  ############################################################################
  ##                                                                        ##
  ##  DEMO MODE: anyone who can open this page may write, under any name.   ##
  ##  Only who opens the owner's link below may moderate.                   ##
  ##  It answers on this machine only. To let others in, set one of these   ##
  ##  in .env.local and start again, or run live-chat-server init:          ##
  ##                                                                        ##
  ##    SUPABASE_URL=https://<project>.supabase.co   people sign in there   ##
  ##    CHAT_JWT_SECRET=<32 characters or more>      your site's own tokens ##
  ##    CHAT_GUESTS=true                             anyone with a nickname ##
  ##                                                                        ##
  ##  and the pages that embed the chat: CHAT_ORIGINS=https://your.site     ##
  ##                                                                        ##
  ############################################################################
`,
  },
  ko: {
    upAt: (url: string) => `live-chat 서버가 켜졌어요: ${url}`,
    listens: "다른 기기에서도 접속할 수 있어요. 사람들이 쓸 주소는 CHAT_PUBLIC_URL에 적으세요.",
    keptIn: (database: string) => `메시지 저장 위치: ${database}`,
    inMemory: "메시지는 메모리에만 있고, 서버를 끄면 사라져요",
    workers: (count: number) => `프로세스 ${count}개가 포트를 함께 써요`,
    owner: "호스트가 되려면 아래 링크를 여세요. 한 시간 안에 한 번만 쓸 수 있어요:",
    paste: "아무 페이지에나 이 두 줄을 붙여 넣으세요:",
    demo: `
  ############################################################################

    데모 모드: 페이지를 연 사람은 누구나 아무 이름으로 쓸 수 있어요.
    채팅 관리는 아래 호스트 링크를 연 사람만 할 수 있어요.
    이 컴퓨터에서만 열려요. 다른 사람도 들어오게 하려면
    live-chat-server init 을 실행하거나, .env.local에 하나를 정하고 다시 시작하세요:

      SUPABASE_URL=https://<project>.supabase.co   Supabase로 로그인한 사람
      CHAT_JWT_SECRET=<32자 이상>                  내 사이트에 로그인한 사람
      CHAT_GUESTS=true                             닉네임만 정하면 누구나

    채팅을 붙일 사이트도 정하세요: CHAT_ORIGINS=https://your.site

  ############################################################################
`,
  },
};
