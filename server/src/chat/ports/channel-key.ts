/*
 * What staff do to a channel is kept in the same tables as what they do to a stream, under a
 * key that no stream id can be, for none has a `*`. Tokens name a channel in the same way.
 */

const MARK = ":*";

/** The key under which a channel's sanctions, staff and audit log are kept. (SPEC CH1) */
export function channelKey(channelId: string): string {
  return channelId + MARK;
}

/** Whether a key is a channel's, and not a stream's id. */
export function isChannelKey(key: string): boolean {
  return key.endsWith(MARK);
}

/** The channel that a key is of. */
export function channelOfKey(key: string): string {
  return key.slice(0, -MARK.length);
}
