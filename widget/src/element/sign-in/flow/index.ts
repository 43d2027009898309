export { finishRedirect } from "./finish-redirect.ts";
export { refreshSession } from "./refresh-session.ts";
export { signIn, type SignInOutcome } from "./sign-in.ts";
export { signOut } from "./sign-out.ts";
