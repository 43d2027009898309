/** What CN8 answers: which contract this is. */
export const PROTOCOL_VERSION = 1;

/** Every limit of the protocol in one place; SPEC.md gives the rules that use them. */
export const LIMITS = {
  /** What one WebSocket frame or polling body may weigh, and what clients batch up to. (CN6) */
  frameBytes: 16_384,
  messageGraphemes: 500,
  messageBytes: 2_000,
  messageLines: 30,
  nicknameGraphemes: 32,
  avatarUrlChars: 512,
  clientIdChars: 64,
  streamIdChars: 128,
  /** Of ids that this server makes, and of those of people. */
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
  /** Up to so many people in a room, each join and leave is told. (PR2) */
  namedPresencePeople: 100,
  presenceGraceMs: 5_000,
  storeTimeoutMs: 2_000,
} as const;

/** Those of what staff ask for; apart, for most clients need none of them. */
export const STAFF_LIMITS = {
  /** What staff write of a sanction, a person, and above the messages. */
  reasonGraphemes: 200,
  noteGraphemes: 1_000,
  pinGraphemes: 300,
  linkChars: 2_048,
  searchChars: 256,
  /** Lines of the audit log, or sanctions, in one answer. */
  staffPageItems: 100,
  /** A stream's filters, which fit into one frame. (FI1) */
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
  /** The shortest time-out or ban, and the longest of each. */
  minSanctionSeconds: 10,
  timeoutSeconds: 86_400,
  banSeconds: 315_360_000,
  slowSeconds: 3_600,
  accountAgeSeconds: 2_592_000,
} as const;

export const STREAM_ID_PATTERN = /^[A-Za-z0-9_.:-]{1,128}$/;
export const CLIENT_ID_PATTERN = /^[A-Za-z0-9_.:-]{1,64}$/;
