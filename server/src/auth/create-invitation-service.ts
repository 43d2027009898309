import { accept, refuse, type Invitation, type Refusal } from "#protocol";
import { channelOfKey, isChannelKey } from "../chat/ports/channel-key.ts";
import type { InvitationService } from "../chat/ports/invitation-service.ts";
import type { InvitationStore, KeptInvitation } from "../chat/ports/invitation-store.ts";
import { makeOwnerLink } from "./invitation-link.ts";
import type { Invitations } from "./invitations.ts";

/** Appoints somebody as moderator of a stream, or a channel, on behalf of the link's creator. */
type Appoint = (
  key: string,
  person: { userId: string; nickname: string },
  inviter: { userId: string; nickname: string } | undefined,
) => Promise<Refusal | undefined>;

interface InvitationPorts {
  readonly appoint: Appoint;
  /** What staff of a channel call it. */
  readonly channelName: (channelId: string) => Promise<string | undefined>;
  /** Whether this server has the page that links lead to. */
  readonly hasPage: boolean;
}

const NO_PAGE = {
  message:
    "A link leads to the chat's page /sign-in, and on this server that path belongs to the app. " +
    "Set supabaseUrl and supabaseKey, or give the chat a port of its own.",
};

/** Combines invitations with the streams that they give access to. */
export function createInvitationService(
  invitations: Invitations,
  store: InvitationStore,
  { appoint, channelName, hasPage }: InvitationPorts,
  tell: (about: object, message: string) => void,
): InvitationService {
  return {
    makeOwnerLink: async () => {
      if (!hasPage) return refuse("not-found", NO_PAGE);
      const made = await makeOwnerLink(store, false);
      if (!made) throw new Error("an owner's link was kept from being replaced");
      return accept(made);
    },
    makeFirstOwnerLink: async (ifNone) =>
      !hasPage || (await store.hasOwner()) ? undefined : makeOwnerLink(store, ifNone),
    inviteModerator: async (key, hours, inviter) =>
      hasPage ? invitations.inviteModerator(key, hours, inviter) : refuse("not-found", NO_PAGE),
    listOf: async (key) => (await store.listOf(key)).map(toInvitation),
    revoke: (key, id) => store.revoke(key, id),
    view: async (raw) => {
      const viewed = await invitations.view(raw);
      if (!viewed.ok) return viewed;
      const { role, key, expiresAtMs } = viewed.value;
      return accept({ role, ...(await named(placeOf(key))), expiresAtMs });
    },
    accept: async (raw, nickname, ownOrigin) => {
      const accepted = await invitations.accept(raw, nickname, ownOrigin);
      if (!accepted.ok) return accepted;
      const { invitation, answer } = accepted.value;
      const { id, role, key, inviter } = invitation;
      const { userId, nickname: name = "" } = answer.person;
      if (role === "moderator" && key !== undefined) {
        const person = { userId, nickname: name };
        const refusal = await appoint(key, person, inviter);
        if (refusal) return refusal;
      }
      const place = placeOf(key);
      // The secret is never logged: readers of the log are not invited. (SPEC OL8)
      tell({ invitation: id, role, ...place, userId }, `somebody became ${role} by a link`);
      return accept({ ...answer, role, ...(await named(place)) });
    },
  };

  async function named(place: Place): Promise<Place & { channelName?: string }> {
    const { channelId } = place;
    const name = channelId === undefined ? undefined : await channelName(channelId);
    return { ...place, ...(name !== undefined && { channelName: name }) };
  }
}

/** What an invitation is to: a stream, a channel, or the whole server. */
type Place = Pick<Invitation, "streamId" | "channelId">;

function placeOf(key: string | undefined): Place {
  if (key === undefined) return {};
  return isChannelKey(key) ? { channelId: channelOfKey(key) } : { streamId: key };
}

function toInvitation({ key, ...invitation }: KeptInvitation): Invitation {
  return { ...invitation, ...placeOf(key) };
}
