import { SIGN_IN_WAYS } from "#protocol";
import type { SettingName } from "./settings.ts";

interface SettingTexts {
  readonly help: string;
  readonly remedy: string;
  /** Where what holds without the setting is said in words. */
  readonly usual?: string;
}

const YES_NO = "true 또는 false로 적어 주세요.";
const ON_OFF = "on 또는 off로 적어 주세요.";
const PASSWORD =
  "아이디나 비밀번호에 있는 #은 %23, @은 %40, %는 %25, /는 %2F, ?는 %3F, :은 %3A, 빈칸은 %20으로 적으세요.";

/** What the settings do, and what to do about a wrong value, in Korean. */
export const KO_SETTINGS: Readonly<Record<SettingName, SettingTexts>> = {
  port: {
    help: "서버가 쓸 포트. 0이면 비어 있는 포트를 골라요.",
    remedy: "0부터 65535까지 숫자로 적어 주세요.",
  },
  host: {
    help: "접속을 받을 네트워크 주소.",
    remedy: "이 컴퓨터의 IP 주소나 호스트 이름을 적어 주세요.",
    usual: "데모 모드에서는 이 컴퓨터만, 그 밖에는 모든 주소",
  },
  databaseUrl: {
    help: "메시지를 저장할 곳: sqlite:<경로>, postgres://…, 또는 memory:(서버를 끄면 사라짐). 데모는 sqlite:./data/demo.db를 써요.",
    remedy: `sqlite:<경로>, postgres://user:password@host/database, memory: 중 하나로 적어 주세요. ${PASSWORD}`,
  },
  databaseSchema: {
    help: "Postgres에서 채팅 테이블만 둘 스키마.",
    remedy:
      "a-z, 0-9, _로 된 전용 이름을 적어 주세요. public이나 Postgres가 쓰는 이름은 쓸 수 없어요.",
  },
  databaseCa: {
    help: "Supabase처럼 자체 인증 기관을 쓰는 Postgres의 인증서 파일.",
    remedy: "읽을 수 있는 PEM 파일 경로를 적어 주세요.",
  },
  redisUrl: {
    help: "Postgres 하나를 함께 쓰는 여러 서버가 서로 바로 소식을 주고받는 Redis.",
    remedy: `redis://host:6379, rediss://user:password@host:6380, none 중 하나로 적어 주세요. ${PASSWORD}`,
  },
  redisCa: {
    help: "Redis(rediss://)의 인증 기관 파일. unverified면 아무 인증서나 받아요.",
    remedy: "읽을 수 있는 PEM 파일 경로나 unverified를 적어 주세요.",
    usual: "공인 인증 기관",
  },
  workers: {
    help: "포트를 함께 쓰는 프로세스 수. live-chat-server --workers <n>으로도 정할 수 있어요.",
    remedy: "1부터 64까지, CPU 코어 수를 넘지 않게 적어 주세요.",
  },
  origins: {
    help: "채팅을 붙일 수 있는 사이트: 정확한 origin을 쉼표로 구분해서, 또는 아무 사이트나 허용하려면 *.",
    remedy:
      "https://shop.example이나 앱의 capacitor://localhost 같은 origin을 경로 없이 쉼표로 구분해 적거나 *를 적어 주세요. " +
      "호스트마다 따로 적어야 해요. https://*.shop.example처럼 이름에 *를 쓰면 그 아래 다른 사람의 페이지가 내 시청자인 척할 수 있어요.",
    usual: "이 서버의 페이지. 데모 모드에서는 이 컴퓨터의 페이지도",
  },
  guests: {
    help: "닉네임만 정하면 누구나 쓸 수 있게 할지.",
    remedy: YES_NO,
  },
  guestAvatars: {
    help: "게스트도 프로필 사진을 쓸 수 있게 할지. 쓰면 모든 시청자의 브라우저가 게스트가 적은 주소에 접속해요.",
    remedy: YES_NO,
  },
  supabaseUrl: {
    help: "내 Supabase 프로젝트. 그 프로젝트로 로그인한 사람이 쓸 수 있어요.",
    remedy:
      "https://abc.supabase.co 같은 프로젝트 URL을 적어 주세요. http는 이 컴퓨터에서만 쓸 수 있어요.",
  },
  supabaseKey: {
    help: "로그인 페이지에 쓸 Supabase의 publishable(또는 anon) 키.",
    remedy:
      "프로젝트의 API 설정에 있는 키를 적어 주세요. secret이나 service_role 키는 절대 안 돼요.",
  },
  signIn: {
    help: `로그인 페이지에서 로그인하는 방법: ${SIGN_IN_WAYS.join(", ")}.`,
    remedy: `${SIGN_IN_WAYS.join(", ")} 중에서 쉼표로 구분해 적어 주세요.`,
  },
  signInPages: {
    help: "로그인 뒤에 돌아갈 수 있는 페이지 주소. ? 뒤는 빼고 적어요.",
    remedy:
      "https://shop.example/live나 앱의 capacitor://localhost/index.html 같은 주소를 쉼표로 구분해 적어 주세요.",
    usual: "CHAT_ORIGINS에 있는 사이트의 모든 페이지",
  },
  staffHours: {
    help: "다른 사이트에서 한 번 로그인하면 호스트나 매니저로 인정되는 시간.",
    remedy: "720 이하의 시간 수를 적어 주세요.",
    usual: "로그인 서비스의 토큰이 유효한 동안. Supabase는 한 시간",
  },
  supabaseJwtSecret: {
    help: "아직 공유 비밀 키로 토큰에 서명하는 Supabase 프로젝트에만 필요해요.",
    remedy: "프로젝트의 legacy JWT secret을 적어 주세요. 32자 이상이에요.",
  },
  jwtSecret: {
    help: "내 사이트가 토큰에 서명하는 비밀 키(HS256).",
    remedy: "32자 이상으로, 토큰에 서명할 때 쓰는 값과 똑같이 적어 주세요.",
  },
  jwksUrl: {
    help: "로그인 서비스가 공개 키를 내놓는 주소(ES256, RS256).",
    remedy: "https 주소를 적어 주세요. http는 이 컴퓨터에서만 쓸 수 있어요.",
  },
  jwtIssuer: {
    help: "토큰의 iss가 이 값이어야 해요.",
    remedy: "토큰에 적힌 iss와 똑같이 적어 주세요.",
  },
  jwtAudience: {
    help: "토큰의 aud가 이 값이어야 해요.",
    remedy: "토큰에 적힌 aud와 똑같이 적어 주세요.",
  },
  oidcIssuer: {
    help: "OpenID Connect 로그인 서비스(Keycloak, Auth0, Cognito 등)의 발급자 주소. 여기에 로그인한 사람이 쓸 수 있어요.",
    remedy:
      "토큰에 적힌 iss와 똑같은 https 주소를 적어 주세요. http는 이 컴퓨터에서만 쓸 수 있어요.",
  },
  oidcClientId: {
    help: "토큰의 aud에 이 클라이언트 ID가 있어야 해요.",
    remedy: "로그인 서비스에 등록한 사이트의 클라이언트 ID를 적어 주세요.",
  },
  read: {
    help: "누가 읽을 수 있는지: public(누구나) 또는 members(로그인한 사람).",
    remedy: "public 또는 members로 적어 주세요.",
  },
  streams: {
    help: "어떤 방송이 있는지: open(페이지가 적는 대로) 또는 listed(HTTP API로 만든 것만).",
    remedy: "open 또는 listed로 적어 주세요.",
  },
  sessionSecret: {
    help: "채팅 세션에 서명하고, 게스트가 같은 사람으로 남게 하는 비밀 키.",
    remedy: "무작위 문자 32자 이상을 적어 주세요.",
    usual: "한 번 만들어 데이터베이스에 보관",
  },
  publicUrl: {
    help: "프록시 뒤에 있을 때, 사람들이 이 서버에 접속하는 주소.",
    remedy:
      "https://chat.example.com이나 https://shop.example/chat 같은 주소를 적어 주세요. " +
      "경로는 /api나 /embed처럼 채팅 서버가 쓰는 이름으로 시작할 수 없어요.",
  },
  trustProxy: {
    help: "이 서버 앞의 프록시 주소나 CIDR, 또는 loopback, private, cloudflare. 이 프록시가 알려 주는 접속자 주소를 믿어요.",
    remedy:
      "10.0.0.0/8이나 127.0.0.1 같은 주소, 또는 loopback, private, cloudflare를 쉼표로 구분해 적거나 none을 적어 주세요.",
  },
  historyLimit: {
    help: "들어올 때 보여 줄 지난 메시지 수.",
    remedy: "0부터 1000까지 숫자로 적어 주세요.",
  },
  recoveryEntries: {
    help: "잠시 끊겼다 돌아온 사람에게 빠짐없이 보내 줄 기록 수.",
    remedy: "100부터 100000까지 숫자로 적어 주세요.",
  },
  retentionDays: {
    help: "메시지를 지우기까지의 일수.",
    remedy: "1부터 36500까지 일수를 적거나 forever를 적어 주세요.",
  },
  maxMessagesPerStream: {
    help: "방송마다 보관할 메시지 수. 넘으면 오래된 것부터 지워요.",
    remedy: "100부터 100000000까지 숫자를 적거나 all을 적어 주세요.",
  },
  adminToken: {
    help: "HTTP API 전체(관리, 내보내기, 삭제)를 쓸 수 있는 토큰.",
    remedy: "빈칸 없이 무작위 문자 32자 이상을 적어 주세요.",
  },
  webhookPrivate: {
    help: "웹훅 주소로 내부 네트워크와 http를 허용할지.",
    remedy: YES_NO,
  },
  rateLimit: {
    help: "한 사람이 보낼 수 있는 메시지 수: <개수>/<초>s. off면 모든 제한을 꺼요.",
    remedy: "8/10s처럼 적거나 off를 적어 주세요.",
  },
  readLimit: {
    help: "한 사람이 지난 메시지를 불러올 수 있는 횟수: <횟수>/<초>s. 주소 하나에는 그 100배.",
    remedy: "60/10s처럼 적어 주세요.",
  },
  connectionsPerAddress: {
    help: "주소 하나가 동시에 열 수 있는 연결 수. 통신사 주소 하나에는 수천 명이 있어요.",
    remedy: "1부터 1000000까지 숫자로 적어 주세요.",
  },
  compression: {
    help: "방에 보내는 내용을 한 번 압축해서, 받을 수 있는 모두에게 보낼지.",
    remedy: ON_OFF,
  },
  directWrites: {
    help: "방에 보내는 내용을 TCP 연결에 바로 써서 CPU를 아낄지. off면 Socket.IO로, 압축 없이 보내요.",
    remedy: ON_OFF,
  },
  logLevel: {
    help: "로그의 양: silent, error, warn, info, debug.",
    remedy: "silent, error, warn, info, debug 중 하나로 적어 주세요.",
  },
};
