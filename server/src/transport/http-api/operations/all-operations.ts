import type { Operation } from "../operation.ts";
import { botOperations } from "./bot-operations.ts";
import { channelOperations } from "./channel-operations.ts";
import { filterOperations } from "./filter-operations.ts";
import { invitationOperations } from "./invitation-operations.ts";
import { listingOperations } from "./stream-operations.ts";
import { peopleOperations } from "./people-operations.ts";
import { sessionOperations } from "./session-operations.ts";
import { streamOperations } from "./moderation-operations.ts";
import { showOperations } from "./show-operations.ts";
import { webhookOperations } from "./webhook-operations.ts";

/** All HTTP operations for the operator and for owners. */
export const ALL_OPERATIONS: readonly Operation[] = [
  ...streamOperations,
  ...channelOperations,
  ...listingOperations,
  ...showOperations,
  ...botOperations,
  ...filterOperations,
  ...invitationOperations,
  ...peopleOperations,
  ...sessionOperations,
  ...webhookOperations,
];
