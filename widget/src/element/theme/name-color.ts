const COLORS = 12;

/** The colour class of a person, the same everywhere, so that names are easy to tell apart. */
export function nameColorClass(userId: string): string {
  return `name-${hashOf(userId) % COLORS}`;
}

/** Tells guests with the same name apart; the same for all viewers. */
export function nameTag(userId: string): string {
  return `#${100 + (hashOf(userId) % 900)}`;
}

function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  // Korean syllables are multiples of 28 and 588 apart: without mixing, few colours would be used.
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}
