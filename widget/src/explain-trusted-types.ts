/*
 * Says in the console why there is no chat where a page's policy forbids Lit the name of its own,
 * or another copy of Lit has taken that name. Lit can only throw while it is loaded: this comes before it.
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
