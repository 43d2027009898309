const COLORS = 12;

/** The class of the colour that a person has everywhere, so that names are told apart at a glance. */
export function nameColorClass(userId: string): string {
  let hash = 0;
  for (let i = 0; i < userId.length; i++) hash = (Math.imul(hash, 31) + userId.charCodeAt(i)) | 0;
  return `name-${(hash >>> 0) % COLORS}`;
}
