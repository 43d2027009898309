/** Only drafts that could not be stored, because storage is forbidden or full. */
const remembered = new Map<string, string>();

/** The storage key of a draft, per server and stream. */
export function draftPlace(serverUrl: string, streamId: string): string {
  return `${serverUrl} ${streamId}`;
}

function keyOf(place: string): string {
  return `live-chat:draft:${place}`;
}

/**
 * The draft of a place, stored for the lifetime of the tab: over reloads, but not for other people
 * on this device or other tabs.
 */
export function keptDraft(place: string): string {
  try {
    return remembered.get(place) ?? sessionStorage.getItem(keyOf(place)) ?? "";
  } catch {
    return "";
  }
}

export function keepDraft(place: string, draft: string): void {
  remembered.delete(place);
  try {
    if (draft === "") sessionStorage.removeItem(keyOf(place));
    else sessionStorage.setItem(keyOf(place), draft);
  } catch {
    if (draft !== "") remembered.set(place, draft);
  }
}

/** Puts unsent texts in front of the draft. */
export function keepUnsent(place: string, texts: readonly string[]): void {
  keepDraft(place, [...texts, keptDraft(place)].filter(Boolean).join("\n"));
}
