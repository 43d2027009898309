import { randomBytes } from "node:crypto";
import type { MadeInvitation } from "../chat/ports/invitation-service.ts";
import type { InvitationStore } from "../chat/ports/invitation-store.ts";
import { hashSecret, newHandle, writeHandle } from "./session-handle.ts";

/** How long an owner link is valid: the person who started the server is at the terminal. */
const OWNER_LINK_MS = 60 * 60_000;

/** Creates the secret of an invitation; only its hash is stored. (SPEC OL1) */
export function newInvitationSecret(): { invitation: string; id: string; secretHash: string } {
  const handle = newHandle(randomBytes(9).toString("base64url"));
  return {
    invitation: writeHandle(handle),
    id: handle.sessionId,
    secretHash: hashSecret(handle.secret),
  };
}

/** Creates an owner link, revoking the last one; with `ifNone`, only if none is open. (SPEC OL6) */
export async function makeOwnerLink(
  store: Pick<InvitationStore, "putOwners">,
  ifNone: boolean,
): Promise<MadeInvitation | undefined> {
  const { invitation, id, secretHash } = newInvitationSecret();
  const expiresAtMs = await store.putOwners(
    { id, role: "owner", secretHash, lastsMs: OWNER_LINK_MS },
    ifNone,
  );
  return expiresAtMs === undefined ? undefined : { invitation, id, expiresAtMs };
}
