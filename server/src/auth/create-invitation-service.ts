import type { Refusal } from "#protocol";
import type { InvitationService } from "../chat/ports/invitation-service.ts";
import type { InvitationStore } from "../chat/ports/invitation-store.ts";
import { makeOwnerLink } from "./invitation-link.ts";
import type { Invitations } from "./invitations.ts";

/** Appoints somebody as moderator of a stream, on behalf of the link's creator. */
type Appoint = (
  streamId: string,
  person: { userId: string; nickname: string },
  inviter: { userId: string; nickname: string } | undefined,
) => Promise<Refusal | undefined>;

/** Combines invitations with the streams that they give access to. */
export function createInvitationService(
  invitations: Invitations,
  store: InvitationStore,
  appoint: Appoint,
  tell: (about: object, message: string) => void,
): InvitationService {
  return {
    makeOwnerLink: async () => {
      const made = await makeOwnerLink(store, false);
      if (!made) throw new Error("an owner's link was kept from being replaced");
      return made;
    },
    makeFirstOwnerLink: async (ifNone) =>
      (await store.hasOwner()) ? undefined : makeOwnerLink(store, ifNone),
    inviteModerator: (streamId, hours, inviter) =>
      invitations.inviteModerator(streamId, hours, inviter),
    listOf: (streamId) => store.listOf(streamId),
    revoke: (streamId, id) => store.revoke(streamId, id),
    view: (invitation) => invitations.view(invitation),
    accept: async (raw, nickname, ownOrigin) => {
      const accepted = await invitations.accept(raw, nickname, ownOrigin);
      if (!accepted.ok) return accepted;
      const { invitation, answer } = accepted.value;
      const { id, role, streamId, inviter } = invitation;
      const { userId, nickname: name = "" } = answer.person;
      if (role === "moderator" && streamId !== undefined) {
        const person = { userId, nickname: name };
        const refusal = await appoint(streamId, person, inviter);
        if (refusal) return refusal;
      }
      // The secret is never logged: readers of the log are not invited. (SPEC OL8)
      tell({ invitation: id, role, streamId, userId }, `somebody became ${role} by a link`);
      return { ok: true, value: answer };
    },
  };
}
