import type { TerminalLang } from "../../terminal-lang.ts";

/** What `init` says, in one language. */
export interface InitTexts {
  hello: string;
  exists: (file: string) => string;
  kept: string;
  who: string;
  wrongChoice: string;
  supabaseUrl: string;
  supabaseKey: string;
  jwksUrl: string;
  secret: string;
  secretMade: string;
  sites: string;
  database: string;
  publicUrl: string;
  port: string;
  checking: string;
  wrong: (reason: string) => string;
  wrote: (file: string) => string;
  start: string;
  later: string;
  unfinished: string;
  yes: RegExp;
}

const en: InitTexts = {
  hello:
    "Five questions, and the chat is set up. Enter takes what stands in [brackets]. Ctrl-C changes nothing.\n",
  exists: (file) => `${file} is there already. Replace it? The old one is kept beside it. [y/N] `,
  kept: "Nothing was changed.",
  who: `1. Who may write?
   1  anyone, under a nickname
   2  people who sign in with my Supabase project
   3  people whom my own site has signed in (it signs tokens with a shared secret)
   4  people of an issuer with public keys (Auth0, Keycloak, Clerk …)
   [1] `,
  wrongChoice: "Write a number from 1 to 4.",
  supabaseUrl: "   The project's URL, like https://abc.supabase.co: ",
  supabaseKey: "   Its publishable key (sb_publishable_…), for the sign-in page: ",
  jwksUrl: "   Where its public keys are, like https://…/.well-known/jwks.json: ",
  secret: "   The secret that signs the tokens, 32 characters or more [makes one]: ",
  secretMade: "   A secret was made. Your site signs with the same: CHAT_JWT_SECRET in the file.",
  sites:
    "2. On which sites will the chat be? Like https://shop.example, with commas between [this server's own pages]: ",
  database: "3. Where are messages kept? A file, or postgres://… [sqlite:./data/chat.db]: ",
  publicUrl:
    "4. Under which address will people reach this server? Like https://chat.example.com [http://localhost]: ",
  port: "5. On which port does it listen? [3001]: ",
  checking: "   looking …",
  wrong: (reason) => `   ${reason}`,
  wrote: (file) => `\nWrote ${file}. Paste these two lines into your page:\n`,
  start: "Start the server now? It shows the link that makes you its owner. [Y/n] ",
  later: "Start it with npx live-chat-server. It shows the link that makes you its owner.",
  unfinished: "Nothing was written: not every question was answered.",
  yes: /^y/i,
};

const ko: InitTexts = {
  hello:
    "다섯 가지만 답하면 채팅 설정이 끝나요. Enter를 누르면 [괄호] 안의 값을 써요. Ctrl-C를 누르면 아무것도 바뀌지 않아요.\n",
  exists: (file) => `${file} 파일이 이미 있어요. 바꿀까요? 이전 파일은 옆에 남겨 둬요. [y/N] `,
  kept: "바꾼 것이 없어요.",
  who: `1. 누가 쓸 수 있나요?
   1  닉네임만 정하면 누구나
   2  내 Supabase 프로젝트로 로그인한 사람
   3  내 사이트에 로그인한 사람 (사이트가 비밀 키로 토큰에 서명)
   4  공개 키를 쓰는 로그인 서비스의 사용자 (Auth0, Keycloak, Clerk 등)
   [1] `,
  wrongChoice: "1부터 4까지 숫자로 답해 주세요.",
  supabaseUrl: "   프로젝트 URL (예: https://abc.supabase.co): ",
  supabaseKey: "   로그인 페이지에 쓸 publishable 키 (sb_publishable_…): ",
  jwksUrl: "   공개 키 주소 (예: https://…/.well-known/jwks.json): ",
  secret: "   토큰에 서명하는 비밀 키, 32자 이상 [새로 만들기]: ",
  secretMade: "   비밀 키를 만들었어요. 사이트에서도 파일의 CHAT_JWT_SECRET 값으로 서명해 주세요.",
  sites:
    "2. 어느 사이트에 채팅을 붙이나요? 쉼표로 구분해 주세요 (예: https://shop.example) [이 서버의 페이지만]: ",
  database: "3. 메시지를 어디에 저장할까요? 파일 또는 postgres://… [sqlite:./data/chat.db]: ",
  publicUrl:
    "4. 사람들이 이 서버에 접속할 주소는요? (예: https://chat.example.com) [http://localhost]: ",
  port: "5. 포트 번호는요? [3001]: ",
  checking: "   확인하는 중…",
  wrong: (reason) => `   ${reason}`,
  wrote: (file) => `\n${file} 파일을 저장했어요. 페이지에 이 두 줄을 붙여 넣으세요:\n`,
  start: "지금 서버를 시작할까요? 호스트가 되는 링크를 보여 줘요. [Y/n] ",
  later: "npx live-chat-server 명령으로 시작하세요. 호스트가 되는 링크를 보여 줘요.",
  unfinished: "질문에 다 답하지 않아서 아무것도 저장하지 않았어요.",
  yes: /^(y|예|네|ㅛ)/i,
};

export const INIT_TEXTS: Readonly<Record<TerminalLang, InitTexts>> = { en, ko };
