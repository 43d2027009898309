import { randomBytes } from "node:crypto";
import type { MadeInvitation } from "../chat/ports/invitation-service.ts";
import type { InvitationStore } from "../chat/ports/invitation-store.ts";
import { hashSecret, newHandle, writeHandle } from "./session-handle.ts";

/** How long an owner's link can be used: whoever started the server is at the terminal. */
const OWNER_LINK_MS = 60 * 60_000;

/** Makes the secret of an invitation; of it, only the hash is kept. (SPEC OL1) */
export function newInvitationSecret(): { invitation: string; id: string; secretHash: string } {
  const handle = newHandle(randomBytes(9).toString("base64url"));
  return {
    invitation: writeHandle(handle),
    id: handle.sessionId,
    secretHash: hashSecret(handle.secret),
  };
}

/** Makes an owner's link and revokes the one before; with `ifNone`, only where none holds. (SPEC OL6) */
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
