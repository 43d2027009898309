import { accept, invitationUrl, refuse } from "#protocol";
import { z } from "zod";
import { operation, type Operation } from "../operation.ts";
import { registerSchema } from "../schemas/registry.ts";

/** Default and maximum lifetime of a moderator link. (SPEC OL7) */
const USUAL_HOURS = 24;
const MOST_HOURS = 168;

const url = z
  .string()
  .describe("The link. It is shown this once; whoever opens it first has used it up.");
const expiresAtMs = z.int().describe("Until when it can be used, in ms since 1970.");

const invitation = registerSchema(
  "Invitation",
  z.object({
    id: z.string(),
    role: z.enum(["owner", "moderator"]),
    streamId: z.string().exactOptional(),
    channelId: z.string().exactOptional().describe("The channel, where it is to one."),
    createdAtMs: z.int(),
    expiresAtMs,
    invitedBy: z.string().exactOptional().describe("The owner who made it, by their user id."),
  }),
  "A link that makes somebody a moderator, and was not used yet.",
);

const makeOwnerLink = operation({
  method: "post",
  path: "/owner-link",
  id: "makeOwnerLink",
  access: "operator",
  summary: "Makes a link that makes whoever opens it first an owner; revokes the one before.",
  answer: z.object({ url, expiresAtMs }),
  handle: async ({ invitations, ownUrl }) => {
    const made = await invitations.makeOwnerLink();
    return accept({
      url: invitationUrl(ownUrl, made.invitation),
      expiresAtMs: made.expiresAtMs,
    });
  },
});

export const invite = operation({
  method: "post",
  path: "/streams/{id}/invitations",
  id: "inviteModerator",
  access: "owner",
  summary: "Makes a link that makes whoever opens it first a moderator of the stream.",
  body: z
    .strictObject({
      expiresInHours: z
        .number()
        .positive()
        .max(MOST_HOURS)
        .exactOptional()
        .describe(`For how many hours it can be used; ${USUAL_HOURS} unless said.`),
    })
    .optional(),
  answer: z.object({ invitation, url }),
  handle: async ({ invitations, principal, streamId, ownUrl, body }) => {
    const { expiresInHours = USUAL_HOURS } = body ?? {};
    const inviter = principal.kind === "owner" ? principal.actor : undefined;
    const made = await invitations.inviteModerator(streamId, expiresInHours, inviter);
    if (!made.ok) return made;
    const kept = (await invitations.listOf(streamId)).find(({ id }) => id === made.value.id);
    if (!kept) return refuse("not-found", { message: "It was revoked at this moment." });
    return accept({ invitation: kept, url: invitationUrl(ownUrl, made.value.invitation) });
  },
});

export const listInvitations = operation({
  method: "get",
  path: "/streams/{id}/invitations",
  id: "listInvitations",
  access: "owner",
  summary: "Lists the stream's links that were not used yet, the newest first.",
  answer: z.object({ invitations: z.array(invitation) }),
  handle: async ({ invitations, streamId }) =>
    accept({ invitations: await invitations.listOf(streamId) }),
});

export const revokeInvitation = operation({
  method: "delete",
  path: "/streams/{id}/invitations/{invitation}",
  id: "revokeInvitation",
  access: "owner",
  summary: "Revokes a link that was not used yet.",
  answer: z.object({}),
  handle: async ({ invitations, streamId, params }) => {
    const isRevoked = await invitations.revoke(streamId, params["invitation"] ?? "");
    return isRevoked
      ? accept({})
      : refuse("not-found", {
          message: "No link of that id can be used. Whoever has used it can be demoted.",
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
