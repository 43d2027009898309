/*
 * Explains in the console why there is no chat if a page's Trusted Types policy forbids Lit's
 * policy name, or another copy of Lit has taken it. Lit can only throw while it is loaded, so this
 * runs first.
 */
globalThis.document?.addEventListener(
  "securitypolicyviolation",
  ({ effectiveDirective, sample }) => {
    if (effectiveDirective === "trusted-types" && sample.startsWith("lit-html"))
      console.error(
        "live-chat: the page's Content-Security-Policy needs: trusted-types lit-html 'allow-duplicates'",
      );
  },
);
