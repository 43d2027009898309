import type { FilterTest } from "#protocol";
import type { TextTest } from "./filter-context.ts";
import { findLinkedHosts } from "./find-links.ts";

/** Looks for links to hosts that are not allowed. (SPEC FI7) */
export function toLinkTest({ allow }: FilterTest & { kind: "links" }): TextTest {
  const allowed = allow.map((host) =>
    host
      .trim()
      .toLowerCase()
      .replace(/^www\./, ""),
  );
  return (text, { mayLink }) => {
    if (mayLink) return undefined;
    const isForeign = (host: string) =>
      !allowed.some((each) => host === each || host.endsWith(`.${each}`));
    return findLinkedHosts(text).some(isForeign) ? {} : undefined;
  };
}
