import type { AcceptedInvitation, ChatSession } from "#protocol";
import { askRefresh, askRevoke, Refused, signInOnOwnPages } from "./chat-server.ts";
import { ownServer } from "./own-server.ts";

/** A person who became an owner or a moderator by a link in this browser. (SPEC OL4) */
export interface InvitedPerson extends Pick<AcceptedInvitation, "role" | "streamId" | "channelId"> {
  readonly nickname: string;
  readonly token: string;
  readonly refreshHandle: string;
  /** By this device's clock, which may be wrong: only differences count. */
  readonly obtainedAtMs: number;
}

/** A token lives 10 minutes (SPEC SI4), and is asked for when its last ones begin. */
const FRESH_MS = 8 * 60_000;

/** This page's own session: the chats on the server's pages have one for themselves. */
const key = (): string => `live-chat:invited:${ownServer()}`;

function readInvited(): InvitedPerson | undefined {
  return getItem<InvitedPerson>(key());
}

/** Keeps the person who used a link, and signs them in on the server's own pages. */
export async function keepInvited(accepted: AcceptedInvitation): Promise<InvitedPerson> {
  const invited = { ...placeOf(accepted), nickname: accepted.person.nickname ?? "" };
  const kept = keep(invited, accepted);
  // The link is used up: what fails from here on does not undo that.
  await signInHere(kept.token).catch(() => undefined);
  return kept;
}

/** The person as they are now, with a token that can be used; undefined when they are none any more. */
export async function freshInvited(): Promise<InvitedPerson | undefined> {
  return alone(async () => {
    const person = readInvited();
    const ageMs = Date.now() - (person?.obtainedAtMs ?? 0);
    if (!person || (ageMs >= 0 && ageMs < FRESH_MS)) return person;
    try {
      return keep(person, await askRefresh(person.refreshHandle));
    } catch (error) {
      if (!(error instanceof Refused && error.code === "sign-in-expired")) throw error;
      forget();
      return undefined;
    }
  });
}

/** Ends the session of this page, and that of the chats on the server's own pages. */
export async function signOutInvited(): Promise<void> {
  const handles = [readInvited()?.refreshHandle, ofOwnPages()?.refreshHandle];
  forget();
  setItem(ownPagesKey(), undefined);
  for (const handle of handles) if (handle) await askRevoke(handle);
}

function keep(
  person: Pick<InvitedPerson, "role" | "streamId" | "channelId" | "nickname">,
  { token, refreshHandle }: ChatSession,
): InvitedPerson {
  const kept = {
    ...placeOf(person),
    nickname: person.nickname,
    token,
    refreshHandle,
    obtainedAtMs: Date.now(),
  };
  setItem(key(), kept);
  return kept;
}

/** What somebody is, and of what. */
function placeOf({
  role,
  streamId,
  channelId,
}: Pick<InvitedPerson, "role" | "streamId" | "channelId">) {
  return { role, ...(streamId && { streamId }), ...(channelId && { channelId }) };
}

function forget(): void {
  setItem(key(), undefined);
}

/** Where the widget keeps the session of this server's own pages. */
function ownPagesKey(): string {
  return `live-chat:session:${ownServer()}`;
}

function ofOwnPages(): { refreshHandle?: string } | undefined {
  return getItem<{ refreshHandle?: string }>(ownPagesKey());
}

/** Gives the chats on the server's own pages a session of their own, as the widget keeps it. */
async function signInHere(token: string): Promise<void> {
  const { token: own, refreshHandle, person } = await signInOnOwnPages(token);
  const kept = { userId: person.userId, token: own, refreshHandle, obtainedAtMs: Date.now() };
  setItem(ownPagesKey(), kept);
}

/** One tab at a time: a handle that was used before would end the session. (SPEC SI5) */
function alone<T>(run: () => Promise<T>): Promise<T> {
  const { locks } = navigator as Partial<Navigator>;
  return locks ? locks.request(key(), run) : run();
}

/** What could not be stored: a link that was used up must not be lost with it. */
const remembered = new Map<string, string>();

function getItem<T>(name: string): T | undefined {
  try {
    const text = remembered.get(name) ?? localStorage.getItem(name);
    return (JSON.parse(text ?? "null") as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Undefined takes it away. */
function setItem(name: string, value: object | undefined): void {
  remembered.delete(name);
  try {
    if (value) localStorage.setItem(name, JSON.stringify(value));
    else localStorage.removeItem(name);
  } catch {
    if (value) remembered.set(name, JSON.stringify(value));
  }
}
