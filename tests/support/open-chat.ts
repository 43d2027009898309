import { onTestFinished } from "vitest";
import type { ErrorCode, JoinRoom, ModerationAction, Result, SendMessage } from "#protocol";
import { composeChat, type Chat } from "../../server/src/compose/chat.ts";
import { JoinThrottle } from "../../server/src/chat/limits/join-throttle.ts";
import { Connection } from "../../server/src/chat/participants/connection.ts";
import { EndedSessions } from "../../server/src/chat/participants/ended-sessions.ts";
import type { Identity, MemberIdentity } from "../../server/src/chat/ports/identity.ts";
import { joinRoom, type JoinedRoom } from "../../server/src/chat/rooms/join-room.ts";
import { leaveAllRooms } from "../../server/src/chat/rooms/leave-room.ts";
import type { Append, AppendResult } from "../../server/src/chat/ports/append.ts";
import type { Audience } from "../../server/src/chat/ports/audience.ts";
import type { Authenticator } from "../../server/src/chat/ports/authenticator.ts";
import type { MessageLog } from "../../server/src/chat/ports/message-log.ts";
import { DomainEvents } from "../../server/src/chat/ports/domain-events.ts";
import { noBus, type NodeBus } from "../../server/src/chat/ports/node-bus.ts";
import { sendMessage } from "../../server/src/chat/messages/send-message.ts";
import { StoreClock } from "../../server/src/chat/ports/store-clock.ts";
import { toOptions } from "../../server/src/options.ts";
import { ThreadFilterCompiler } from "../../server/src/patterns/thread-filter-compiler.ts";
import type { ChatServerOptions } from "../../server/src/settings.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { FakeClock } from "../widget/support/fake-clock.ts";
import { holdCalls } from "./hold-calls.ts";

/** A chat without sockets, over a store whose answers can be held back. */
export async function openChat(given: ChatServerOptions = {}, bus: NodeBus = noBus) {
  const clock = new FakeClock();
  const storage = await openStorage({ databaseUrl: "memory:" }, clock);
  onTestFinished(() => storage.log.close());
  const [log, moderation] = [holdCalls(storage.log), holdCalls(storage.moderation)];
  const nameStore = holdCalls(storage.reservedNames);
  const identities = new Map<string, Identity>();
  const authenticator = holdCalls<Authenticator>({
    authenticate: ({ token = "" }) => Promise.resolve(identities.get(token)!),
  });
  /** Events that connections received, in order. */
  const told: string[] = [];
  /** Subscriptions to a room's log, with their first seq. */
  const listening = new Map<string, number>();
  const audience: Audience = {
    enter: (id, streamId, _form, fromSeq) => void listening.set(`${id} ${streamId}`, fromSeq),
    exit: (id, streamId) => void listening.delete(`${id} ${streamId}`),
    entries: ({ streamId, entries }) =>
      void told.push(...entries.map(({ kind, seq }) => `${streamId} ${kind} ${seq}`)),
    presence: (event, { nickname }) => void told.push(`${nickname} ${event}`),
    meChanged: (id, { me: { maySend, reason } }) =>
      void told.push(`${id} may ${maySend ? "write" : `not write: ${reason}`}`),
    staffNews: (id, { waiting }) => void told.push(`${id} staff-news ${waiting}`),
    messageRejected: (id, rejected) => void told.push(`${id} message-rejected ${rejected.id}`),
    viewerCount: () => undefined,
    reset: (streamId) => void told.push(`${streamId} reset`),
  };
  const storeClock = new StoreClock(clock);
  const chat = composeChat(
    toOptions({ databaseUrl: "memory:", rateLimit: "off", guests: true, ...given }),
    {
      ...{ log: log.port, moderation: moderation.port, reservedNames: nameStore.port },
      ...{
        sessions: storage.sessions,
        shows: storage.shows,
        bus,
        shared: bus !== noBus,
        audience,
        clock,
      },
      storeClock,
      endedSessions: new EndedSessions(storage.sessions, storeClock),
      events: new DomainEvents(),
      authenticator: authenticator.port,
      joinThrottle: new JoinThrottle({
        nowMs: () => clock.nowMs(),
        nextTurn: setImmediate,
        random: () => 0,
      }),
      filterCompiler: new ThreadFilterCompiler(),
      warn: () => undefined,
    },
  );
  const connect = (id: string, identity: Identity = { kind: "guest", userId: `guest:${id}` }) => {
    const connection = new Connection(id, identity);
    chat.connections.add(connection);
    return new Person(chat, connection);
  };
  /**
   * Performs an operator's action; afterwards this node knows the resulting policy, if it keeps
   * one.
   */
  const operate = async (action: ModerationAction): Promise<AppendResult> => {
    const append = { kind: "action", streamId: "s1", actor: null, action } as const;
    const result = await chat.commits.append(append);
    if (result.outcome === "done" && chat.policies.get("s1"))
      await chat.policies.refresh("s1", result.policyVersion);
    return result;
  };
  return {
    ...{ chat, clock, log, moderation, nameStore, authenticator, identities },
    ...{ told, listening, connect, operate },
  };
}

/** A person's connection and actions. */
class Person {
  readonly chat: Chat;
  readonly connection: Connection;
  joined: JoinedRoom | undefined;

  constructor(chat: Chat, connection: Connection) {
    this.chat = chat;
    this.connection = connection;
  }

  join(more: Partial<JoinRoom> = {}): Promise<Result<void>> {
    const user = { nickname: this.connection.id };
    const join: JoinRoom = { streamId: "s1", user, wants: ["entries"], ...more };
    return joinRoom(this.chat, this.connection, join, (joined) => (this.joined = joined));
  }

  async say(message: string, more: Partial<SendMessage> = {}): Promise<ErrorCode | undefined> {
    const sent = await sendMessage(this.chat, this.connection, {
      streamId: "s1",
      message,
      ...more,
    });
    return sent.ok ? undefined : sent.error.code;
  }

  disconnect(): void {
    this.chat.connections.delete(this.connection);
    leaveAllRooms(this.chat, this.connection);
  }
}

/** Fills a stream's log before anybody comes, and gives the ids of its messages. */
export async function fillLog(log: MessageLog, messages: number): Promise<string[]> {
  const author = { userId: "guest:author", nickname: "author", role: "guest" } as const;
  const results = await log.append(
    Array.from({ length: messages }, (_, i): Append => {
      return { kind: "message", streamId: "s1", author, message: `m${i + 1}.` };
    }),
  );
  return results.map((result) => (result.outcome === "appended" ? result.entry.id : ""));
}

/** Somebody with a token. */
export function memberOf(
  userId: string,
  role: "member" | "moderator" | "owner" = "member",
  expiresAtMs = Number.MAX_SAFE_INTEGER,
): MemberIdentity {
  return { kind: "member", userId, role, nickname: userId, expiresAtMs };
}
