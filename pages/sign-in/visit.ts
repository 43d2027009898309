/** What the page was opened for. It outlives the way over an identity provider's pages. */
export interface Visit {
  /** The sign-in request. (SPEC SI1) */
  readonly request: string;
  readonly lang: string;
  /** Whether a widget opened this as a window of its own and waits for it. */
  readonly isPopUp: boolean;
}

const KEY = "live-chat:visit";

/** Reads the visit from the address, or as it was before the provider's pages. */
export function readVisit(): Visit | undefined {
  const query = new URLSearchParams(location.search);
  const request = query.get("request");
  if (!request) return readKept();
  const visit = {
    request,
    lang: query.get("lang") ?? "",
    isPopUp: query.has("popup"),
  };
  keep(visit);
  return visit;
}

/** Forgets it, once it has led to what it was for. */
export function dropVisit(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then it was never kept.
  }
}

function keep(visit: Visit): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(visit));
  } catch {
    // Ways to sign in that do not leave the page still work.
  }
}

function readKept(): Visit | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEY) ?? "") as Visit | null) ?? undefined;
  } catch {
    return undefined;
  }
}
