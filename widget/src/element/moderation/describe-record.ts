import type { AuditRecord } from "#protocol";
import { formatDuration } from "../../i18n/format-duration.ts";
import type { StaffTexts } from "../../i18n/en/en-staff.ts";

/** Describes an action without its actor. */
export function describeRecord(record: AuditRecord, texts: StaffTexts, locale: string): string {
  const said = describeAction(record, texts, locale);
  return record.channelId === undefined ? said : `${said} · ${texts.everywhere()}`;
}

function describeAction(record: AuditRecord, texts: StaffTexts, locale: string): string {
  const { kind, person, untilMs, atMs, detail = {} } = record;
  const name = person?.nickname ?? person?.userId ?? "";
  const time = untilMs === undefined ? "" : formatDuration(untilMs - atMs, locale);
  // A newer server may have actions that this widget does not know.
  const say = (texts.did as Partial<Record<string, Say>>)[kind];
  const sentence = say?.(name, time) ?? kind;
  if (kind === "undo" && typeof detail["kind"] === "string")
    return `${texts.undone}: ${describeUndone(detail["kind"], name, texts)}`;
  const more = describeDetail(detail, texts, locale);
  return more ? `${sentence}: ${more}` : sentence;
}

/** An ended timeout has no duration. */
function describeUndone(kind: string, name: string, texts: StaffTexts): string {
  if (kind === "timeout") return `${texts.kinds.timeout} · ${name}`;
  return (texts.did as Partial<Record<string, Say>>)[kind]?.(name, "") ?? kind;
}

type Say = (name: string, time: string) => string;

function describeDetail(
  detail: Readonly<Record<string, unknown>>,
  texts: StaffTexts,
  locale: string,
): string {
  const parts = Object.entries(texts.modes).flatMap(([name, label]) => {
    if (!(name in detail)) return [];
    const value = detail[name];
    if (!value) return `${label} – ${texts.off}`;
    return typeof value === "number"
      ? `${label} ${formatDuration(value * 1_000, locale)}`
      : `${label} – ${texts.on}`;
  });
  const { on, role, text, rule, name } = detail;
  if (typeof on === "boolean") parts.push(on ? texts.on : texts.off);
  if (typeof role === "string" && role in texts.roles)
    parts.push(texts.roles[role as keyof StaffTexts["roles"]]);
  for (const said of [text, rule, name]) if (said && typeof said === "string") parts.push(said);
  return parts.join(", ");
}
