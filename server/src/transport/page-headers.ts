import helmet from "helmet";

/** Headers of the server's own pages: strict, but without what would break a plain-http host. */
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
    // The policy above covers this, and by origin.
    frameguard: false,
    crossOriginResourcePolicy: false,
    crossOriginOpenerPolicy: false,
    strictTransportSecurity: false,
  });
}

/** Headers of the sign-in page: it keeps its opener, cannot be framed, and sends no referrer. */
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
