/**
 * Leaves the page for the sign-in page, by a form: with it the browser names the page's
 * origin, which no link and no redirect can make it do. (SPEC SI8)
 */
export function goToSignIn(serverUrl: string, request: string, lang: string): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = `${serverUrl}/api/v1/sign-in/start`;
  form.hidden = true;
  for (const [name, value] of Object.entries({ request, lang })) {
    const input = document.createElement("input");
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.documentElement.append(form);
  // The page may have a field called submit.
  HTMLFormElement.prototype.submit.call(form);
  form.remove();
}
