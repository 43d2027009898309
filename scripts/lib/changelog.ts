const UNRELEASED = "## Unreleased\n";

/** The changelog with the unreleased section released; throws if that is empty. */
export function releaseChanges(changelog: string, version: string, date: string): string {
  const [before, rest] = changelog.split(UNRELEASED);
  if (before === undefined || rest === undefined)
    throw new Error("CHANGELOG.md has no section “Unreleased”.");
  const [changes = ""] = rest.split(/^## /m, 1);
  if (changes.trim() === "")
    throw new Error("CHANGELOG.md says nothing under “Unreleased”. Say what has changed.");
  return `${before}${UNRELEASED}\n## ${version}, ${date}\n${rest}`;
}
