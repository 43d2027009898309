import type { Account } from "./accounts.ts";

/** The page of an OAuth provider: a link for each account, and one to change one's mind. */
export function providerPage(
  provider: string,
  people: readonly { account: Account; href: string }[],
  cancelHref: string,
): string {
  const links = people.map(
    ({ account, href }) => `<li><a href="${escape(href)}">${escape(account.email)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <title>Sign in to ${escape(provider)}</title>
  <h1>Sign in to ${escape(provider)}</h1>
  <ul>${links.join("")}</ul>
  <p><a href="${escape(cancelHref)}">Cancel</a></p>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.codePointAt(0)};`);
}
