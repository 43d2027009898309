import { describe, expect, it } from "vitest";
import type { ModerationAction } from "#protocol";
import { publishEvents } from "../../server/src/chat/cluster/publish-events.ts";
import { DomainEvents, type DomainEventMap } from "../../server/src/chat/ports/domain-events.ts";
import type { Identity } from "../../server/src/chat/ports/identity.ts";
import type { NodeMessage } from "../../server/src/chat/ports/node-message.ts";
import { BusNetwork } from "../support/bus-network.ts";
import { message } from "../support/message-logs.ts";
import { memberOf, openChat } from "../support/open-chat.ts";

const SHOW = "moonlight:1";
const TOM = "guest:tom";
const SESSION = "session 1";
const LINK = ["https://a.example", { streamId: SHOW }] as const;

/** A node that hears what a test says in another node's name. */
async function setUp() {
  const network = new BusNetwork();
  const { publish } = network.join("there");
  const here = await openChat({}, network.join("here"));
  const { log, told, chat, connect } = here;
  const hear = async (message: NodeMessage) => {
    publish(message);
    network.deliverAll();
    await chat.staffNotifier.round(true);
  };
  /** An action that another node commits, and of which this one has not heard. */
  const actThere = async (action: ModerationAction, scope: object = {}) => {
    const append = { kind: "action", streamId: SHOW, actor: null, action, ...scope } as const;
    const [result] = await log.port.append([append]);
    if (result?.outcome !== "done") throw new Error(JSON.stringify(result));
    return result;
  };
  const enter = async (id: string, identity: Identity = memberOf(id)) => {
    const person = connect(id, identity);
    await person.join({ streamId: SHOW });
    // What they were told of their own coming does not count.
    told.splice(0);
    return person;
  };
  return { ...here, hear, actThere, enter };
}

type SetUp = Awaited<ReturnType<typeof setUp>>;
type Effects = Record<string, (node: SetUp) => Promise<void>>;

const PRESENCE = { streamId: SHOW, userId: TOM, nickname: "Tom", timestamp: 1 } as const;
const NAME = { scope: "", skeleton: "boss", userId: "boss", isAppointed: false, seenAtMs: 0 };

/** Every effect that each kind has; those of the log and of heartbeats are in `node-sync.test.ts`. */
const EFFECTS: Record<
  Exclude<NodeMessage["kind"], "entries" | "committed" | "pulse" | "farewell">,
  Effects
> = {
  presence: {
    "[JR6] tells the room who joined there": async ({ enter, hear, told }) => {
      await enter("anna");
      await hear({ kind: "presence", event: "user-joined", ...PRESENCE });
      expect(told).toEqual(["Tom user-joined"]);
    },
    "[LR2] tells the room who left there": async ({ enter, hear, told }) => {
      await enter("anna");
      await hear({ kind: "presence", event: "user-left", ...PRESENCE });
      expect(told).toEqual(["Tom user-left"]);
    },
    "[PR3] is not told of a person who is here, too, and who then leaves here alone": async (
      node,
    ) => {
      await node.enter("anna");
      const tom = await node.enter("tom", { kind: "guest", userId: TOM });
      await node.hear({ kind: "presence", event: "user-joined", ...PRESENCE });
      tom.disconnect();
      node.clock.pass(60_000);
      expect(node.told).toEqual([]);
    },
  },
  trimmed: {
    "[LOG8] shows those who come nothing that retention deleted there": async (node) => {
      const { log, enter, hear } = node;
      await log.port.append(["old", "new"].map((text) => message(text, { streamId: SHOW })));
      expect(JSON.stringify((await enter("anna")).joined)).toContain("old");
      await hear({ kind: "trimmed", trimmed: await log.port.trim({ maxEntries: 1 }, 10) });
      expect((await enter("tom")).joined?.log).toMatchObject({ messages: [{ message: "new" }] });
    },
  },
  "session-ended": {
    "[SI6] lets connections of the session write no longer": async ({ enter, hear, told }) => {
      await enter("anna", { ...memberOf("anna"), sessionId: SESSION });
      await enter("tom", { ...memberOf("tom"), sessionId: "session 2" });
      await hear({ kind: "session-ended", sessionId: SESSION });
      expect(told).toEqual(["anna may not write: token-expired"]);
    },
    "[SI6] refuses connections of it that come later": async ({ hear, chat }) => {
      await hear({ kind: "session-ended", sessionId: SESSION });
      expect(chat.endedSessions.has(SESSION)).toBe(true);
    },
  },
  policy: {
    "[MO4] tells people in the room what they may no longer do": async (node) => {
      await node.enter("anna");
      const { policyVersion } = await node.actThere({ kind: "ban", userId: "anna" });
      await node.hear({ kind: "policy", streamId: SHOW, version: policyVersion });
      await expect.poll(() => node.told).toEqual(["anna may not write: banned"]);
    },
  },
  channel: {
    "[CH4] tells people in its rooms what they may no longer do": async (node) => {
      await node.enter("anna");
      const ban = await node.actThere({ kind: "ban", userId: "anna" }, { scope: "channel" });
      await node.hear({ kind: "channel", channelId: "moonlight", version: ban.channelVersion });
      await expect.poll(() => node.told).toEqual(["anna may not write: banned"]);
    },
    "[CH7] tells staff in its rooms that there is news": async ({ enter, hear, told }) => {
      await enter("boss", memberOf("boss", "owner"));
      await enter("anna");
      await hear({ kind: "channel", channelId: "moonlight", version: 0 });
      expect(told).toEqual(["boss staff-news 0"]);
    },
  },
  "link-permit": {
    "[FI14] lets one message with a link pass": async (node) => {
      const anna = await node.enter("anna");
      await node.actThere({ kind: "set-mode", mode: { noLinks: true } });
      expect(await anna.say(...LINK)).toBe("no-links");
      await node.hear({ kind: "link-permit", streamId: SHOW, userId: "anna" });
      expect(await anna.say(...LINK)).toBeUndefined();
    },
    "[FI14] lets none pass once it was used there": async (node) => {
      const anna = await node.enter("anna");
      await node.actThere({ kind: "set-mode", mode: { noLinks: true } });
      await node.hear({ kind: "link-permit", streamId: SHOW, userId: "anna" });
      await node.hear({ kind: "link-permit", streamId: SHOW, userId: "anna", used: true });
      expect(await anna.say(...LINK)).toBe("no-links");
    },
  },
  "staff-news": {
    "[MO11] tells staff in the room that there is news": async ({ enter, hear, told }) => {
      await enter("boss", memberOf("boss", "owner"));
      await enter("anna");
      await hear({ kind: "staff-news", streamId: SHOW });
      expect(told).toEqual(["boss staff-news 0"]);
    },
  },
  "message-rejected": {
    "[HE7] tells the author, on each of their connections in the room": async (node) => {
      for (const id of ["anna", "anna again", "tom"])
        await node.enter(id, memberOf(id.split(" ")[0]!));
      await node.hear({ kind: "message-rejected", streamId: SHOW, id: "m1", userId: "anna" });
      expect(node.told).toEqual(["anna message-rejected m1", "anna again message-rejected m1"]);
    },
  },
  "reserved-name": {
    "[ID7] gives a name that was reserved there to nobody else": async ({ hear, connect }) => {
      await hear({ kind: "reserved-name", change: { freed: false, name: NAME } });
      expect(await connect("boss").join()).toMatchObject({ error: { code: "name-taken" } });
    },
    "[ID7] gives a name that was freed there to who wants it": async ({ hear, connect }) => {
      await hear({ kind: "reserved-name", change: { freed: false, name: NAME } });
      await hear({ kind: "reserved-name", change: { freed: true, scope: "", userId: "boss" } });
      expect(await connect("boss").join()).toMatchObject({ ok: true });
    },
  },
};

/** What each event of a node becomes for the others; null where it is none of theirs. */
const NEWS: { [Name in keyof DomainEventMap]: [DomainEventMap[Name], NodeMessage | null] } = {
  "entries-committed": [
    [{ streamId: SHOW, epoch: "e", entries: [] }],
    { kind: "entries", streamId: SHOW, epoch: "e", entries: [] },
  ],
  "appends-committed": [[], null],
  "entries-trimmed": [
    [{ streamId: SHOW, firstSeq: 5 }],
    { kind: "trimmed", trimmed: [{ streamId: SHOW, firstSeq: 5 }] },
  ],
  "policy-changed": [
    { streamId: SHOW, version: 2 },
    { kind: "policy", streamId: SHOW, version: 2 },
  ],
  "channel-changed": [
    { channelId: "moonlight", version: 3 },
    { kind: "channel", channelId: "moonlight", version: 3 },
  ],
  "review-changed": [{ streamId: SHOW }, { kind: "staff-news", streamId: SHOW }],
  "message-rejected": [
    { streamId: SHOW, id: "m1", userId: "anna" },
    { kind: "message-rejected", streamId: SHOW, id: "m1", userId: "anna" },
  ],
  "message-held": [{ streamId: SHOW }, null],
  "link-permitted": [
    { streamId: SHOW, userId: "anna" },
    { kind: "link-permit", streamId: SHOW, userId: "anna" },
  ],
  "link-permit-used": [
    { streamId: SHOW, userId: "anna" },
    { kind: "link-permit", streamId: SHOW, userId: "anna", used: true },
  ],
  "reserved-name-changed": [
    { freed: false, name: NAME },
    { kind: "reserved-name", change: { freed: false, name: NAME } },
  ],
  "session-ended": [{ sessionId: SESSION }, { kind: "session-ended", sessionId: SESSION }],
  "presence-changed": [
    { event: "user-left", notice: PRESENCE },
    { kind: "presence", event: "user-left", ...PRESENCE },
  ],
  "person-arrived": [{ streamId: SHOW, person: PRESENCE }, null],
};

it.each(Object.entries(NEWS))(
  "[LOG6] of what happens on a node, others hear: %s",
  (name, [payload, message]) => {
    const events = new DomainEvents();
    const published: NodeMessage[] = [];
    publishEvents(events, { publish: (each) => published.push(each) });
    events.emit(name as keyof DomainEventMap, payload as never);
    expect(published).toEqual(message ? [message] : []);
  },
);

describe.each(Object.entries(EFFECTS))("on another node's message: %s", (_kind, effects) => {
  it.each(Object.entries(effects))("%s", async (_title, run) => {
    await run(await setUp());
    expect.hasAssertions();
  });
});
