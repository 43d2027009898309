/** Only what could not be stored: where that is forbidden, or full. */
const remembered = new Map<string, string>();

/** A draft is for one stream of one server. */
export function draftPlace(serverUrl: string, streamId: string): string {
  return `${serverUrl} ${streamId}`;
}

function keyOf(place: string): string {
  return `live-chat:draft:${place}`;
}

/**
 * What was being written in a place, kept for as long as the tab: over reloads,
 * but neither for the next person at this device nor for another tab.
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

/** Puts texts that could not be sent before what is being written. */
export function keepUnsent(place: string, texts: readonly string[]): void {
  keepDraft(place, [...texts, keptDraft(place)].filter(Boolean).join("\n"));
}
