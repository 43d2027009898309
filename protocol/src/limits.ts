/** The version of this contract, as CN8 reports it. */
export const PROTOCOL_VERSION = 1;

/** Every limit of the protocol in one place; SPEC.md gives the rules that use them. */
export const LIMITS = {
  /** Maximum size of a WebSocket frame or polling body, and of a client's batch. (CN6) */
  frameBytes: 16_384,
  messageGraphemes: 500,
  messageBytes: 2_000,
  messageLines: 30,
  nicknameGraphemes: 32,
  avatarUrlChars: 512,
  clientIdChars: 64,
  streamIdChars: 128,
  /** For ids created by this server, and ids of people. */
  idChars: 64,
  userIdChars: 128,
  /** Combining marks kept on one letter: enough for every script, too few for "zalgo". */
  marksPerLetter: 8,
  roomsPerConnection: 5,
  tokenChars: 8_192,
  historyMessages: 100,
  historyPageMessages: 100,
  recoveryEntries: 5_000,
  fetchEntries: 500,
  viewerCountIntervalMs: 2_000,
  /** Up to this many people in a room, each join and leave is sent. (PR2) */
  namedPresencePeople: 100,
  presenceGraceMs: 5_000,
  storeTimeoutMs: 2_000,
} as const;

/** Limits of staff requests; separate, because most clients need none of them. */
export const STAFF_LIMITS = {
  /** Texts that staff write: reasons, notes and pins. */
  reasonGraphemes: 200,
  noteGraphemes: 1_000,
  pinGraphemes: 300,
  channelNameGraphemes: 64,
  linkChars: 2_048,
  searchChars: 256,
  /** Audit lines or sanctions in one answer. */
  staffPageItems: 100,
  /** A stream's filters must fit into one frame. (FI1) */
  filterRules: 20,
  filterBytes: 12_000,
  filterWords: 500,
  filterWordGraphemes: 64,
  filterPatterns: 20,
  filterPatternChars: 200,
  filterHostChars: 253,
  repeatsByOne: 100,
  repeatsByMany: 1_000,
  repeatsSeconds: 600,
  floodCount: 500,
  /** The shortest timeout or ban, and the longest of each. */
  minSanctionSeconds: 10,
  timeoutSeconds: 86_400,
  banSeconds: 315_360_000,
  slowSeconds: 3_600,
  accountAgeSeconds: 2_592_000,
} as const;

export const STREAM_ID_PATTERN = /^[A-Za-z0-9_.:-]{1,128}$/;
export const CLIENT_ID_PATTERN = /^[A-Za-z0-9_.:-]{1,64}$/;
