import type { ActionScope, Me, ModerationAction, StaffChannel } from "#protocol";

/** What an action holds for where nobody said: a ban for all shows, by whoever may. (SPEC CH6) */
export function usualScope(
  me: Me | undefined,
  { kind }: ModerationAction,
): ActionScope | undefined {
  return me?.channel && (kind === "ban" || kind === "shadow") ? "channel" : undefined;
}

/** A channel as people call it; the server's own has no name until somebody gives it one. */
export function channelName({ id, name }: StaffChannel): string | undefined {
  return name ?? (id === "~" ? undefined : id);
}

/** Whether somebody may set what owners of a scope set: its filters, and whom it appoints. (SPEC CH2) */
export function isOwnerOf(me: Me | undefined, scope: ActionScope): boolean {
  return (scope === "channel" ? me?.channel?.role : me?.role) === "owner";
}

/** The scope as requests carry it: of a stream, as servers without channels know them. */
export function scopeOf(scope: ActionScope): { scope?: "channel" } {
  return scope === "channel" ? { scope } : {};
}
