const COLORS = 12;

/** The class of the colour that a person has everywhere, so that names are told apart at a glance. */
export function nameColorClass(userId: string): string {
  return `name-${hashOf(userId) % COLORS}`;
}

/** Tells guests of one name apart; the same for everyone who sees them. */
export function nameTag(userId: string): string {
  return `#${100 + (hashOf(userId) % 900)}`;
}

function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  // Korean syllables are multiples of 28 and 588 apart: without this, few of the colours were used.
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}
