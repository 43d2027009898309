import type { FilterTest } from "#protocol";
import type { TextTest } from "./filter-context.ts";

/** Finds links to hosts that are not allowed. (SPEC FI7) */
export function toLinkTest({ allow }: FilterTest & { kind: "links" }): TextTest {
  const allowed = new Set(
    allow.map((host) =>
      host
        .trim()
        .toLowerCase()
        .replace(/^www\./, ""),
    ),
  );
  return (read, { mayLink }) => {
    if (mayLink) return undefined;
    return read.hosts.some((names) => !names.some((name) => allowed.has(name))) ? {} : undefined;
  };
}
