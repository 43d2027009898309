import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Answer, ChatSession, DeviceSignIn, FilterRule, Sent } from "#protocol";
import { decideDevice, openDevice, redeemDevice } from "../../tests/support/device-sign-in.ts";
import { acceptInvitation, invitationOf, PAGE } from "../../tests/support/sign-in-api.ts";
import { openClient } from "../../tests/support/stock-client.ts";
import { tokenOf } from "../../tests/support/tokens.ts";
import { repeatWhileBusy } from "./repeat-while-busy.ts";
import type { SoakCounts } from "./soak-counts.ts";
import { ADMIN_TOKEN } from "./soaked-server.ts";
import { SoakViewer } from "./soak-viewer.ts";

export interface Stage {
  readonly url: string;
  readonly counts: SoakCounts;
  /** How long a show lasts. */
  readonly lifeMs: number;
  readonly viewers: number;
  /** Guests who come to each show, write once, and leave. */
  readonly passersBy: number;
}

/** Every so many shows also have a stock client, a moderator by link, and a device sign-in. */
const RARE = 10;
const WORDS = [
  "안녕하세요",
  "예뻐요",
  "얼마예요?",
  "how much is shipping?",
  "좋아요 👏",
  "질문 있어요",
];
/** Counted: a person by link, in a show of their own. */
export const MODERATORS = "moderators by link, signed in by device";
const HELD_WORD = "검토할말";
const FILTERS: readonly FilterRule[] = [
  { id: "held", kind: "words", words: [HELD_WORD], action: { kind: "hold" } },
];

/** One show from its first viewer to its last: people come, write, reconnect, are moderated, and leave. */
export async function playShow(stage: Stage, number: number): Promise<void> {
  const { counts } = stage;
  const streamId = `show-${number}`;
  const isRare = number % RARE === 0;
  await Promise.all([
    moderate(stage, streamId, number),
    ...Array.from({ length: stage.viewers - 1 }, (_, i) => watch(stage, streamId, number, i + 1)),
    ...Array.from({ length: stage.passersBy }, (_, i) => passBy(stage, streamId, i)),
    ...(isRare ? [watchWithStockClient(stage, streamId), signIn(stage, streamId)] : []),
  ]);
  const api = apiOf(stage, streamId);
  await api("PUT", "", { ended: true });
  if (isRare) await api("DELETE", "");
  counts.add("shows");
  // A show that nobody is in any more is still told of in reports.
  if (isRare) await api("GET", "/report");
}

/** A viewer is there for a while, and leaves also when that fails: nobody stays by mistake. */
async function attend(viewer: SoakViewer, play: () => Promise<void>): Promise<void> {
  try {
    await viewer.come();
    await play();
  } finally {
    await viewer.leave(false);
  }
}

/** Guests, members and readers in turns. */
async function watch(stage: Stage, streamId: string, show: number, index: number): Promise<void> {
  const { url, counts, lifeMs } = stage;
  const kind = index % 3;
  const viewer = new SoakViewer({
    ...{ url, streamId, counts, number: show + index },
    ...(kind === 0 && { token: await tokenOf(`member-${show}-${index}`) }),
    ...(kind === 1 && { nickname: `시청자 ${index}` }),
  });
  const step = lifeMs / 8;
  await pause(Math.random() * step);
  await attend(viewer, async () => {
    for (let i = 0; i < 6; i++) {
      await pause(step * (0.75 + Math.random() / 2));
      if (kind !== 2)
        await viewer.ask("send-message", {
          message: `${i === 3 && index === 1 ? HELD_WORD : WORDS[(index + i) % WORDS.length]} ${index}${i}`,
        });
      if (i !== 2 || index % 2 === 0) continue;
      await viewer.leave(false);
      await pause(Math.random() * 1_000);
      await viewer.come();
    }
    await viewer.ask("load-history", { before: 1_000, limit: 20 });
    await viewer.leave(index % 2 === 0);
  });
}

async function passBy({ url, counts, lifeMs }: Stage, streamId: string, index: number) {
  const nickname = `손님 ${index}`;
  const viewer = new SoakViewer({ url, streamId, counts, number: index, nickname });
  await pause(Math.random() * lifeMs);
  await attend(viewer, async () => {
    await viewer.ask("send-message", { message: `${WORDS[index % WORDS.length]} ${index}` });
  });
}

async function moderate(stage: Stage, streamId: string, show: number): Promise<void> {
  const { url, counts, lifeMs } = stage;
  const viewer = new SoakViewer({
    ...{ url, streamId, counts, number: show },
    token: await tokenOf(`owner-${show}`, { chat_role: "owner" }),
  });
  await attend(viewer, async () => {
    const act = (action: object) => viewer.ask<{ record: { id: string } }>("moderate", { action });
    await act({ kind: "set-filters", rules: FILTERS });
    const sent = await viewer.ask<Sent>("send-message", { message: "방송 시작합니다" });
    const messageId = sent?.message.id;
    await act({ kind: "pin", messageId });
    await pause(lifeMs / 3);
    await act({ kind: "set-mode", mode: { unique: true } });
    const timeout = await act({ kind: "timeout", userId: `member-${show}-3`, seconds: 10 });
    if (timeout) await act({ kind: "undo", actionId: timeout.record.id });
    await act({ kind: "note", userId: `member-${show}-3`, text: "단골" });
    await pause(lifeMs / 3);
    const queue = await viewer.ask<{ held: { id: string }[] }>("load-queue", {});
    for (const [i, held] of (queue?.held ?? []).entries())
      await act({ kind: i % 2 === 0 ? "approve" : "reject", heldId: held.id });
    for (const event of ["load-audit", "load-sanctions", "load-pulse", "load-report", "load-staff"])
      await viewer.ask(event, {});
    await viewer.ask("load-person", { userId: `member-${show}-3` });
    await apiOf(stage, streamId)("POST", "/messages", {
      ...{ bot: "shop", name: "안내", message: "할인 중" },
      clientId: randomUUID(),
    });
    await act({ kind: "purge", userId: `member-${show}-6` });
    await act({ kind: "unpin" });
    await act({ kind: "ban", userId: `member-${show}-6` });
    await pause(lifeMs / 4);
    await act({ kind: "remove", messageId });
    await viewer.leave(true);
  });
}

async function watchWithStockClient({ url, counts, lifeMs }: Stage, streamId: string) {
  const client = openClient(url);
  const lost = new Promise<undefined>((resolve) =>
    client.once("disconnect", () => resolve(undefined)),
  );
  // What is asked over a connection that is lost is never answered.
  const answered = <T>(asked: Promise<T>) => Promise.race([asked.catch(() => undefined), lost]);
  try {
    const join = { streamId, user: { nickname: "Stock" } };
    const answer = await answered(client.emitWithAck("join-room", join));
    if (answer) counts.answered("join of a stock client", answer);
    const message = { streamId, message: "from a stock client" };
    await answered(client.emitWithAck("send-message", message));
    await pause(lifeMs / 2);
  } finally {
    client.disconnect();
  }
}

/** A moderator by link, who signs a second device in, and whose sessions are then ended. */
async function signIn(stage: Stage, streamId: string): Promise<void> {
  const { url, counts, lifeMs } = stage;
  const ask = <T extends object>(what: string, asking: () => Promise<object>) =>
    repeatWhileBusy(what, counts, asking as () => Promise<Answer<T>>) as Promise<T>;
  const { url: link } = await apiOf(stage, streamId)<{ url?: string }>("POST", "/invitations", {});
  // An address may ask for so many in a minute, and this one hosts all shows.
  if (!link) return counts.add("invitations refused");
  const invited = await ask<{ token: string }>("accepted invitation", () =>
    acceptInvitation(url, invitationOf(link), "진행자"),
  );
  const { device, userCode } = await ask<DeviceSignIn>("device sign-in", () => openDevice(url));
  await ask("confirmed device", async () => {
    const confirmed = await decideDevice(url, "confirm", { userCode, session: invited.token });
    return confirmed.json;
  });
  const { token } = await ask<ChatSession>("device's session", () => redeemDevice(url, device));
  counts.add(MODERATORS);
  const viewer = new SoakViewer({ url, streamId, counts, number: 0, token, origin: PAGE });
  await attend(viewer, async () => {
    await pause(lifeMs / 4);
    await viewer.ask("send-message", { message: "링크로 들어왔어요" });
  });
  await apiOf(stage, streamId, "/api/v1/people/")("DELETE", `${viewer.userId ?? ""}/sessions`);
}

/** Asks for something of a stream as the operator. */
function apiOf({ url, counts }: Stage, streamId: string, base = `/api/v1/streams/${streamId}`) {
  return async <T extends object>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await repeatWhileBusy(`${method} of the operator`, counts, async () => {
      const response = await fetch(`${url}${base}${path}`, {
        method,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      });
      return (await response.json()) as Answer<T>;
    });
    return answer as T;
  };
}
