import helmet from "helmet";

/** The server's own pages: strict, but without what would break a plain-http host. */
export function pageHeaders(frameAncestors: readonly string[] = ["'self'"]) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", "ws:", "wss:"],
        imgSrc: ["'self'", "https:", "data:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors,
      },
    },
    // The policy above says the same, and by name.
    frameguard: false,
    crossOriginResourcePolicy: false,
    crossOriginOpenerPolicy: false,
    strictTransportSecurity: false,
  });
}

/** The sign-in page keeps its opener, is shown in no frame, and tells nobody where one came from. */
export function signInHeaders(identityProvider: string | undefined) {
  const provider = identityProvider ? [new URL(identityProvider).origin] : [];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", ...provider],
        imgSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: "no-referrer" },
    crossOriginOpenerPolicy: false,
    strictTransportSecurity: false,
  });
}
