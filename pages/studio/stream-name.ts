import type { StaffStream } from "#protocol";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What people call a stream: its channel's name, and what its id adds to that, such as a date.
 * Undefined where the channel has no name.
 */
export function streamName(
  { streamId, channelName }: Pick<StaffStream, "streamId" | "channelName">,
  lang: string,
): string | undefined {
  if (channelName === undefined) return undefined;
  const own = streamId.slice(streamId.indexOf(":") + 1);
  return own === "" ? channelName : `${channelName} · ${dated(own, lang) ?? own}`;
}

/** A date in words; undefined for everything else, and for days that no calendar has. */
function dated(text: string, lang: string): string | undefined {
  const date = DATE.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (!date || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text))
    return undefined;
  return new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(date);
}
