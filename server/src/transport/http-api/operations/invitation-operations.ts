import { accept, invitationUrl, refuse } from "#protocol";
import { z } from "zod";
import { operation, type Operation } from "../operation.ts";
import { registerSchema } from "../schemas/registry.ts";

/** Default and maximum lifetime of a moderator link. (SPEC OL7) */
const USUAL_HOURS = 24;
const MOST_HOURS = 168;

const url = z
  .string()
  .describe("The link. It is shown only once, and the first person who accepts it uses it up.");
const expiresAtMs = z.int().describe("When the link expires, in ms since 1970.");

const invitation = registerSchema(
  "Invitation",
  z.object({
    id: z.string(),
    role: z.enum(["owner", "moderator"]),
    streamId: z.string().exactOptional(),
    channelId: z.string().exactOptional().describe("The channel, where it is to one."),
    createdAtMs: z.int(),
    expiresAtMs,
    invitedBy: z.string().exactOptional().describe("The user id of the owner who made it."),
  }),
  "A link that makes somebody a moderator, and was not used yet.",
);

const makeOwnerLink = operation({
  method: "post",
  path: "/owner-link",
  id: "makeOwnerLink",
  access: "operator",
  summary:
    "Makes a link. The first person who accepts it becomes an owner. The link before it is revoked.",
  answer: z.object({ url, expiresAtMs }),
  handle: async ({ invitations, ownUrl }) => {
    const made = await invitations.makeOwnerLink();
    if (!made.ok) return made;
    const { invitation, expiresAtMs } = made.value;
    return accept({ url: invitationUrl(ownUrl, invitation), expiresAtMs });
  },
});

export const invite = operation({
  method: "post",
  path: "/streams/{id}/invitations",
  id: "inviteModerator",
  access: "owner",
  summary: "Makes a link. The first person who accepts it becomes a moderator of the stream.",
  body: z
    .strictObject({
      expiresInHours: z
        .number()
        .positive()
        .max(MOST_HOURS)
        .exactOptional()
        .describe(`For how many hours the link works; ${USUAL_HOURS} by default.`),
    })
    .optional(),
  answer: z.object({ invitation, url }),
  handle: async ({ invitations, principal, streamId, ownUrl, body }) => {
    const { expiresInHours = USUAL_HOURS } = body ?? {};
    const inviter = principal.kind === "owner" ? principal.actor : undefined;
    const made = await invitations.inviteModerator(streamId, expiresInHours, inviter);
    if (!made.ok) return made;
    const kept = (await invitations.listOf(streamId)).find(({ id }) => id === made.value.id);
    if (!kept) return refuse("not-found", { message: "The link was revoked meanwhile." });
    return accept({ invitation: kept, url: invitationUrl(ownUrl, made.value.invitation) });
  },
});

export const listInvitations = operation({
  method: "get",
  path: "/streams/{id}/invitations",
  id: "listInvitations",
  access: "owner",
  summary: "Lists the stream's unused links, newest first.",
  answer: z.object({ invitations: z.array(invitation) }),
  handle: async ({ invitations, streamId }) =>
    accept({ invitations: await invitations.listOf(streamId) }),
});

export const revokeInvitation = operation({
  method: "delete",
  path: "/streams/{id}/invitations/{invitation}",
  id: "revokeInvitation",
  access: "owner",
  summary: "Revokes an unused link.",
  answer: z.object({}),
  handle: async ({ invitations, streamId, params }) => {
    const isRevoked = await invitations.revoke(streamId, params["invitation"] ?? "");
    return isRevoked
      ? accept({})
      : refuse("not-found", {
          message: "No unused link has this id. If it was used, the new moderator can be demoted.",
        });
  },
});

/** Links that make people owners and moderators. (SPEC OL6, OL7) */
export const invitationOperations: readonly Operation[] = [
  makeOwnerLink,
  invite,
  listInvitations,
  revokeInvitation,
];
