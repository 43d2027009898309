import {
  channelOf,
  type AppointedPerson,
  type AuditRecord,
  type Channel,
  type ReviewQueue,
  type RoomMode,
  type Sanction,
  type StaffNews,
} from "#protocol";
import { channelKey, channelOfKey, isChannelKey } from "../../../chat/ports/channel-key.ts";
import type {
  ModerationStore,
  PolicyNews,
  PolicySanction,
  Report,
  SearchStep,
  StaffRead,
  StaffSearch,
  StreamsRead,
  StoredCard,
  StreamOverview,
} from "../../../chat/ports/moderation-store.ts";
import { newEpoch } from "../log/entry-id.ts";
import { fromJson } from "../log/entry-rows.ts";
import { findLiveMessage } from "../log/find-live-message.ts";
import { readStreams } from "./list-streams.ts";
import type { Database } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { readCard } from "./person-card.ts";
import { readChannelPolicy, readStreamPolicy } from "./policy-rows.ts";
import { readStaff } from "./staff-rows.ts";
import { readReviewQueue } from "./review-queue.ts";
import { readStaffNews } from "./staff-news.ts";
import {
  readAudit,
  readSanctions,
  searchAudit,
  searchSanctions,
  activeSanctions,
  toSanction,
} from "./audit-pages.ts";
import { makeRoomForReport } from "./report-limits.ts";
import { erasePurged, withoutPurged } from "../log/purges.ts";
import { deleteExpired } from "./delete-expired.ts";
import type { SanctionsTable } from "./moderation-tables.ts";
import type { MethodKinds } from "../../method-kind.ts";

/** Maximum number of sanctions in one answer: parsing more would delay the node. */
const SANCTIONS_PER_READ = 2_000;

/** How each method may be run. (SPEC LOG11) */
export const MODERATION_METHODS: MethodKinds<ModerationStore> = {
  readPolicy: "read",
  readAudit: "long-read",
  searchAudit: "long-read",
  readSanctions: "long-read",
  searchSanctions: "long-read",
  readCard: "long-read",
  readStaff: "long-read",
  readChannel: "read",
  readReviewQueue: "long-read",
  report: "write",
  readNews: "read",
  recordVisit: "write",
  setListed: "write",
  readStreams: "long-read",
  deleteExpired: "write",
  eraseDeleted: "write",
};

/** The moderation store in a SQL database. */
export class SqlModerationStore implements ModerationStore {
  readonly #db: Database;
  readonly #dialect: SqlDialect;

  constructor(db: Database, dialect: SqlDialect) {
    this.#db = db;
    this.#dialect = dialect;
  }

  readPolicy(streamId: string, sinceVersion: number): Promise<PolicyNews> {
    return this.#asStore(async () => {
      const stream = isChannelKey(streamId)
        ? await readChannelPolicy(this.#db, channelOfKey(streamId))
        : await readStreamPolicy(this.#db, streamId);
      // Behind the stream's row: what changes in between is in it, too, and comes again.
      const staff = await this.#db
        .selectFrom("stream_staff")
        .select(["user_id as userId", "role"])
        .where("stream_id", "=", streamId)
        .where("role", "=", "moderator")
        .execute();
      const nowMs = await this.#nowMs();
      // A reader without earlier state does not need ended sanctions.
      const sanctions = await (
        sinceVersion === 0
          ? activeSanctions(this.#db, streamId, nowMs)
          : this.#db.selectFrom("sanctions").selectAll().where("stream_id", "=", streamId)
      )
        .where("version", ">", sinceVersion)
        .orderBy("version")
        .limit(SANCTIONS_PER_READ)
        .execute();
      const last = sanctions.length === SANCTIONS_PER_READ ? sanctions.at(-1) : undefined;
      return {
        version: last?.version ?? stream?.policy_version ?? 0,
        nowMs,
        ...(last && { more: true as const }),
        mode: fromJson<RoomMode>(stream?.mode ?? null) ?? {},
        ...(stream?.filters && { filters: stream.filters }),
        listed: stream?.listed === 1,
        channelVersion: stream?.channel_version ?? 0,
        ...(stream?.name && { name: stream.name }),
        staff,
        sanctions: sanctions.map(toPolicySanction),
      };
    });
  }

  readAudit(read: StaffRead): Promise<AuditRecord[]> {
    return this.#asStore(async () => readAudit(this.#db, read, await this.#nowMs()));
  }

  searchAudit(search: StaffSearch): Promise<SearchStep<AuditRecord>> {
    return this.#asStore(async () => searchAudit(this.#db, search, await this.#nowMs()));
  }

  searchSanctions(search: StaffSearch): Promise<SearchStep<Sanction>> {
    return this.#asStore(async () => searchSanctions(this.#db, search, await this.#nowMs()));
  }

  readSanctions(read: StaffRead): Promise<Sanction[]> {
    return this.#asStore(async () => readSanctions(this.#db, read, await this.#nowMs()));
  }

  readCard(streamId: string, userId: string, withChannel: boolean): Promise<StoredCard> {
    return this.#asStore(async () => {
      const nowMs = await this.#nowMs();
      const card = await readCard(this.#db, streamId, userId, nowMs, withChannel);
      const sanctionIn = (key: string) =>
        activeSanctions(this.#db, key, nowMs).where("user_id", "=", userId).executeTakeFirst();
      const own = await sanctionIn(streamId);
      const ofChannel = isChannelKey(streamId)
        ? undefined
        : await sanctionIn(channelKey(channelOf(streamId)));
      return {
        ...card,
        ...(own && { sanction: toSanction(own) }),
        ...(ofChannel && { channelSanction: toSanction(ofChannel) }),
      };
    });
  }

  readStaff(key: string): Promise<AppointedPerson[]> {
    return this.#asStore(() => readStaff(this.#db, key));
  }

  readChannel(channelId: string): Promise<Channel> {
    return this.#asStore(async () => {
      const row = await readChannelPolicy(this.#db, channelId);
      return {
        channelId,
        ...(row?.name && { name: row.name }),
        mode: fromJson<RoomMode>(row?.mode ?? null) ?? {},
      };
    });
  }

  readReviewQueue(streamId: string): Promise<ReviewQueue> {
    return this.#asStore(() => readReviewQueue(this.#db, streamId));
  }

  report({ streamId, messageId, userId, reason }: Report): Promise<boolean> {
    return this.#asStore(async () => {
      const message = await findLiveMessage(this.#db, streamId, messageId)
        .selectAll("entries")
        .select("streams.purged_seq")
        .executeTakeFirst();
      if (!message || message.user_id === userId) return false;
      const cuts = { purgedSeq: message.purged_seq };
      const [read] = await withoutPurged(this.#db, streamId, [message], cuts);
      if (read?.kind !== "message") return false;
      if (!(await makeRoomForReport(this.#db, streamId, messageId))) return true;
      await this.#db
        .insertInto("reports")
        .values({
          stream_id: streamId,
          message_id: messageId,
          user_id: userId,
          reason,
          at: this.#dialect.nowMs,
        })
        .onConflict((conflict) =>
          conflict.columns(["stream_id", "message_id", "user_id"]).doNothing(),
        )
        .execute();
      return true;
    });
  }

  readNews(streamIds: readonly string[]): Promise<StaffNews[]> {
    return this.#asStore(() => readStaffNews(this.#db, this.#dialect, streamIds));
  }

  recordVisit(userId: string, addressHash: string | undefined): Promise<number> {
    return this.#asStore(async () => {
      const now = this.#dialect.nowMs;
      const met = await this.#db
        .insertInto("people")
        .values({
          user_id: userId,
          first_at: now,
          seen_at: now,
          address_hash: addressHash ?? null,
        })
        .onConflict((conflict) => conflict.column("user_id").doUpdateSet({ seen_at: now }))
        .returning("first_at")
        .executeTakeFirstOrThrow();
      return met.first_at;
    });
  }

  setListed(streamId: string, listed: boolean): Promise<void> {
    return this.#asStore(async () => {
      const row = { listed: listed ? 1 : 0, policy_version: 1 };
      await this.#db
        .insertInto("streams")
        .values({ id: streamId, epoch: newEpoch(), ...row })
        .onConflict((conflict) =>
          conflict.column("id").doUpdateSet((eb) => ({
            listed: row.listed,
            policy_version: eb("streams.policy_version", "+", 1),
          })),
        )
        .execute();
    });
  }

  readStreams(read: StreamsRead): Promise<StreamOverview[]> {
    return this.#asStore(() => readStreams(this.#db, read));
  }

  deleteExpired(limit: number, atMostMs = Infinity): Promise<boolean> {
    return this.#asStore(async () =>
      deleteExpired(this.#db, Math.min(await this.#nowMs(), atMostMs), limit),
    );
  }

  eraseDeleted(): Promise<boolean> {
    return this.#asStore(() => erasePurged(this.#db, 0));
  }

  async #nowMs(): Promise<number> {
    const { now } = await this.#db
      .selectNoFrom(this.#dialect.nowMs.as("now"))
      .executeTakeFirstOrThrow();
    return now;
  }

  async #asStore<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#dialect.toStoreError(error);
    }
  }
}

function toPolicySanction(row: SanctionsTable): PolicySanction {
  return {
    userId: row.user_id,
    kind: row.kind,
    byOwner: row.by_owner === 1,
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.until !== null && { untilMs: row.until }),
    ...(row.address_hash !== null && { addressHash: row.address_hash }),
  };
}
