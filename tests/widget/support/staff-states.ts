import type { AuditRecord, Me, PersonCard, Sanction } from "#protocol";
import { conversation } from "./conversation.ts";
import type { State } from "./states.ts";
import { message, type TestChat } from "./test-chat.ts";

const OWNER: Me = { userId: "host", nickname: "달빛공방", role: "owner", maySend: true };
const CHANNEL_OWNER: Me = {
  ...OWNER,
  channel: { id: "moonlight", name: "달빛공방", role: "owner" },
};
const NOW = Date.UTC(2026, 4, 8, 11, 30);
const SPAMMER = { userId: "g66", nickname: "대박코인" };
const BY = { userId: "staff", nickname: "도우미", role: "moderator" } as const;

const BASE = { streamId: "s1", by: BY, undoable: true } as const;
const RECORDS: AuditRecord[] = [
  {
    ...BASE,
    id: "a5",
    atMs: NOW,
    kind: "ban",
    person: SPAMMER,
    reason: "광고 도배",
    message: { id: "m9", text: "수익 300% 보장!! 지금 들어오세요" },
  },
  {
    ...BASE,
    id: "a4",
    atMs: NOW - 60_000,
    kind: "timeout",
    person: { userId: "g3", nickname: "하준" },
    untilMs: NOW + 540_000,
  },
  { ...BASE, id: "a3", atMs: NOW - 120_000, kind: "set-mode", detail: { slowSeconds: 30 } },
  {
    ...BASE,
    id: "a2",
    by: null,
    atMs: NOW - 180_000,
    kind: "auto",
    person: SPAMMER,
    detail: { rule: "링크" },
    undoable: false,
  },
  {
    ...BASE,
    id: "a1",
    atMs: NOW - 240_000,
    kind: "remove",
    person: { userId: "g7", nickname: "길손" },
    undoable: false,
    undoneBy: "a2",
  },
];
const SANCTIONS: Sanction[] = [
  { ...SPAMMER, kind: "ban", reason: "광고 도배", sinceMs: NOW, actionId: "a5" },
  {
    userId: "g3",
    nickname: "하준",
    kind: "timeout",
    sinceMs: NOW - 60_000,
    untilMs: NOW + 540_000,
    actionId: "a4",
  },
  { userId: "g20", nickname: "익명의 손님", kind: "shadow", sinceMs: NOW, actionId: "a0" },
];

function said(seq: number, text: string, more: object = {}) {
  const { kind: _, ...said } = message(seq, { ...SPAMMER, message: text, timestamp: NOW, ...more });
  return { ...said, streamId: "s1" };
}

const CARD: PersonCard = {
  person: SPAMMER,
  role: "guest",
  knownSinceMs: NOW - 86_400_000,
  sanction: SANCTIONS[0]!,
  messages: [
    { ...said(9, "수익 300% 보장!! 지금 들어오세요"), removed: true },
    { ...said(8, "t.me/daebak 여기로"), held: true },
    said(2, "안녕하세요"),
  ],
  actions: RECORDS.slice(0, 1),
  notes: [{ id: "n1", by: "도우미", atMs: NOW, text: "어제도 같은 광고를 올렸어요." }],
};

/** What the server tells staff. */
const STAFF_ANSWERS: TestChat["answers"] = {
  moderate: { ok: true, record: RECORDS[0]! },
  "load-audit": { ok: true, records: RECORDS, more: true },
  "load-sanctions": { ok: true, sanctions: SANCTIONS, more: false },
  "load-person": { ok: true, card: CARD },
  "load-filters": {
    ok: true,
    rules: [
      {
        id: "words",
        kind: "words",
        lists: ["ko", "en"],
        words: ["결말", "spoiler*"],
        action: { kind: "refuse" },
        reason: "결말은 말하지 말아 주세요.",
      },
      { id: "shop", kind: "links", allow: ["example.com"], action: { kind: "hold" } },
    ],
  },
  "load-channel": {
    ok: true,
    channel: { channelId: "moonlight", name: "달빛공방", mode: { slowSeconds: 10 } },
  },
  "load-staff": { ok: true, staff: [{ userId: "u2", nickname: "소라", role: "moderator" }] },
  "try-filter": {
    ok: true,
    finding: {
      rule: "words",
      kind: "words",
      action: { kind: "refuse" },
      found: { from: 3, to: 5 },
    },
  },
  "load-queue": {
    ok: true,
    waiting: 3,
    held: [
      { ...said(0, "t.me/daebak 여기로 오세요"), id: "h1", why: "filter", rule: "링크" },
      { ...said(0, "다들 여기 보세요", { nickname: "익명의 손님" }), id: "h2", why: "shadow" },
    ],
    reported: [
      {
        message: said(3, "오 색이 진짜 곱네요", { userId: "g3", nickname: "하준" }),
        reports: [
          { reason: "spam", count: 3 },
          { reason: "abuse", count: 1 },
        ],
        lastAtMs: NOW,
      },
    ],
  },
};

type Step = (root: ShadowRoot) => Promise<void>;

function press(selector: string): Step {
  return async (root) => (await there(root, selector)).click();
}

async function there(root: ShadowRoot, selector: string): Promise<HTMLElement> {
  for (let frames = 0; frames < 2_000; frames++) {
    const found = root.querySelector<HTMLElement>(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`There is no ${selector}`);
}

async function point(root: ShadowRoot): Promise<void> {
  await there(root, ".staff-button");
  const rows = [...root.querySelectorAll(".row")];
  const row = rows.find((row) => row.textContent.includes("유나"))!;
  row.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
  await there(root, "[part=staff-action]");
}

function inTurn(...steps: readonly Step[]): Step {
  return async (root) => {
    for (const step of steps) await step(root);
  };
}

function tab(name: string): Step {
  return inTurn(press(".staff-button"), press(`[data-tab=${name}]`));
}

/** Opens a section of the channel's panel, and waits for what is in it. */
function section(name: string): Step {
  return inTurn(
    press(`[data-section=${name}] > summary`),
    async (root) =>
      void (await there(root, `[data-section=${name}] .section-body :is(form, input)`)),
  );
}

async function write(root: ShadowRoot, text: string): Promise<void> {
  await there(root, ".staff-button");
  const field = root.querySelector("textarea")!;
  field.focus();
  field.value = text;
  field.setSelectionRange(text.length, text.length);
  field.dispatchEvent(new InputEvent("input", { inputType: "insertText", data: text }));
}

/** Every panel of the staff, and what they do with a message. */
export function staffStates(): State[] {
  const snapshot = {
    rows: conversation(),
    me: OWNER,
    news: { waiting: 3 },
    mode: { slowSeconds: 30, unique: true },
  } as const;
  const state = (name: string, open: Step, english: RegExp, korean: RegExp): State => ({
    name,
    snapshot,
    answers: STAFF_ANSWERS,
    open,
    says: [english, korean],
  });
  return [
    state("message of somebody", point, /유나/, /유나/),
    state(
      "menu",
      inTurn(point, press("[data-do=menu]")),
      /Time out.*Ban.*Shadow mute/s,
      /채팅 금지.*차단.*숨김 차단/s,
    ),
    state(
      "undo",
      inTurn(point, press("[data-do=ban]"), async (root) => void (await there(root, ".toast"))),
      /Banned 대박코인.*Undo/s,
      /대박코인.*되돌리기/s,
    ),
    state("review", tab("queue"), /t\.me.*Approve.*Reject/s, /t\.me.*승인.*거절/s),
    state("room", tab("room"), /Shield\s*·\s*Off.*Slow mode/s, /보호 모드\s*·\s*끔.*슬로 모드/s),
    state("restricted", tab("people"), /Banned.*Lift/s, /차단.*해제/s),
    state(
      "filters",
      inTurn(tab("filters"), async (root) => {
        const field = (await there(root, "[name=try]")) as HTMLTextAreaElement;
        field.value = "범인 결말 알려 줄까";
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await there(root, ".outcome mark");
      }),
      /Words: It is not sent.*결말.*Links.*Save/s,
      /금칙어: 보내지 않아요.*결말.*링크.*저장/s,
    ),
    {
      ...state(
        "channel",
        inTurn(tab("channel"), ...["people", "filters", "mode"].map(section)),
        /all shows of 달빛공방.*소라.*Moderator.*Banned in all shows.*How new shows begin/s,
        /달빛공방의 모든 방송.*소라.*매니저.*모든 방송에서 차단한 사람.*새 방송의 시작 설정/s,
      ),
      snapshot: { ...snapshot, me: CHANNEL_OWNER },
    },
    state("history", tab("audit"), /Banned 대박코인.*Undo/s, /대박코인.*되돌리기/s),
    state(
      "card",
      inTurn(tab("people"), press(".record-link"), press(".card-id")),
      /대박코인.*Notes/s,
      /대박코인.*메모/s,
    ),
    state("commands", (root) => write(root, "/"), /\/timeout/, /\/채팅금지/),
    state(
      "help",
      async (root) => {
        await write(root, "/help");
        root.querySelector<HTMLElement>(".send")!.click();
        await there(root, ".staff-help");
      },
      /\/shield/,
      /\/보호/,
    ),
  ];
}
