/**
 * Leaves the page for the sign-in page by submitting a form: then the browser sends the page's
 * origin, which links and redirects do not. (SPEC SI8)
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
