import { randomBytes } from "node:crypto";
import {
  accept,
  deviceUrl,
  refuse,
  type DeviceSignIn,
  type DeviceSignInResult,
  type DeviceSignInView,
  type Result,
} from "#protocol";
import type { DeviceCaller, DeviceSignInService } from "../chat/ports/device-sign-in-service.ts";
import type { DeviceSignInStore, StoredDeviceSignIn } from "../chat/ports/device-sign-in-store.ts";
import type { MemberIdentity } from "../chat/ports/identity.ts";
import type { ChatSessions } from "./chat-sessions.ts";
import { describeBrowser } from "./describe-browser.ts";
import { drawQrCode } from "./draw-qr-code.ts";
import { hashSecret, isSecretOf } from "./session-handle.ts";
import { SIGN_IN_SECRET } from "./sign-ins.ts";
import { newUserCode, parseUserCode } from "./user-code.ts";

/** The id of a device sign-in, which only its page knows. */
const DEVICE = /^[A-Za-z0-9_-]{16}$/;
const LASTS_MS = 10 * 60_000;
const INTERVAL_MS = 2_000;
/** Maximum number in a database. (SPEC SI15) */
const AT_MOST = 2_000;
/** With 2,000 open codes of 10^9, one clash is rare, and this many in a row do not happen. */
const CODES_TRIED = 5;

export interface DeviceSignInsOptions {
  store: DeviceSignInStore;
  sessions: Pick<ChatSessions, "open" | "heirOf">;
  /** The person of an identity provider's token, or of a demo name. (SPEC SI2) */
  identify: (proof: unknown) => Promise<Result<MemberIdentity>>;
  /** Codes; tests choose them. */
  newCode?: () => string;
}

/**
 * Signs a page in by another device. (SPEC SI11–SI14)
 *
 * The page keeps a secret, and shows a code. The code lets somebody hand over their own identity;
 * only the secret redeems it, from the same origin.
 */
export class DeviceSignIns implements DeviceSignInService {
  readonly #options: DeviceSignInsOptions;
  readonly #store: DeviceSignInStore;

  constructor(options: DeviceSignInsOptions) {
    this.#options = options;
    this.#store = options.store;
  }

  async begin(
    secret: unknown,
    { origin, networkHash, userAgent }: DeviceCaller,
    serverUrl: string,
  ): Promise<Result<DeviceSignIn>> {
    if (typeof secret !== "string" || !SIGN_IN_SECRET.test(secret)) return refuse("bad-request");
    const { newCode = newUserCode } = this.#options;
    const id = randomBytes(12).toString("base64url");
    for (let tried = 0; tried < CODES_TRIED; tried++) {
      const userCode = newCode();
      const added = await this.#store.add(
        {
          id,
          userCode,
          origin,
          secretHash: hashSecret(secret),
          ...describeBrowser(userAgent),
          ...(networkHash !== undefined && { networkHash }),
          lastsMs: LASTS_MS,
        },
        AT_MOST,
      );
      if (added === "code-taken") continue;
      if (added === "full") break;
      const verificationUriComplete = deviceUrl(serverUrl, userCode);
      return accept({
        device: id,
        userCode,
        verificationUri: deviceUrl(serverUrl),
        verificationUriComplete,
        qr: drawQrCode(verificationUriComplete),
        expiresAtMs: added,
        intervalMs: INTERVAL_MS,
      });
    }
    return refuse("rate-limited", { retryAfterMs: LASTS_MS / 10 });
  }

  async view(
    rawCode: unknown,
    proof: unknown,
    { origin: ownOrigin, networkHash }: DeviceCaller,
  ): Promise<Result<DeviceSignInView>> {
    const signIn = await this.#findOpen(rawCode);
    if (!signIn) return refuse("sign-in-expired");
    const person = hasProof(proof) ? await this.#identify(proof, ownOrigin) : undefined;
    if (person && !person.ok) return person;
    const { origin, app, system, expiresAtMs } = signIn;
    return accept({
      origin,
      ...(app && { app }),
      ...(system && { system }),
      network: compareNetworks(signIn.networkHash, networkHash),
      expiresAtMs,
      ...(person && { person: describe(person.value) }),
    });
  }

  async confirm(
    rawCode: unknown,
    proof: unknown,
    { origin: ownOrigin }: DeviceCaller,
  ): Promise<Result<{ origin: string }>> {
    const signIn = await this.#findOpen(rawCode);
    if (!signIn) return refuse("sign-in-expired");
    const person = await this.#identify(proof, ownOrigin);
    if (!person.ok) return person;
    if (!(await this.#store.decide(signIn.id, person.value))) return refuse("sign-in-expired");
    return accept({ origin: signIn.origin });
  }

  async refuse(rawCode: unknown): Promise<Result<object>> {
    const signIn = await this.#findOpen(rawCode);
    if (!signIn || !(await this.#store.decide(signIn.id, undefined)))
      return refuse("sign-in-expired");
    return accept({});
  }

  async redeem(
    device: unknown,
    secret: unknown,
    origin: string,
  ): Promise<Result<DeviceSignInResult>> {
    if (typeof device !== "string" || !DEVICE.test(device) || typeof secret !== "string")
      return refuse("sign-in-expired");
    const signIn = await this.#store.find(device);
    // In constant time, and always against a hash: the duration reveals nothing.
    const isOurs = isSecretOf(secret, signIn?.secretHash ?? NO_HASH);
    if (!signIn || !isOurs || signIn.origin !== origin) return refuse("sign-in-expired");
    if (signIn.decision === "open") return accept({ status: "pending", retryAfterMs: INTERVAL_MS });
    const taken = await this.#store.take(signIn.id);
    if (!taken) return refuse("sign-in-expired");
    if (!taken.person) return accept({ status: "refused" });
    const session = await this.#options.sessions.open(`device:${signIn.id}`, origin, taken.person);
    return session.ok ? accept({ status: "signed-in", ...session.value }) : session;
  }

  async #findOpen(rawCode: unknown): Promise<StoredDeviceSignIn | undefined> {
    const userCode = parseUserCode(rawCode);
    return userCode === undefined ? undefined : this.#store.findOpen(userCode);
  }

  async #identify(proof: unknown, ownOrigin: string): Promise<Result<MemberIdentity>> {
    const { session } = proofOf(proof);
    if (session === undefined) return this.#options.identify(proof);
    const person =
      typeof session === "string"
        ? await this.#options.sessions.heirOf(session, ownOrigin)
        : undefined;
    return person ? accept(person) : refuse("token-expired");
  }
}

/** Has the length of a hash, but is no hash of any secret. */
const NO_HASH = "-".repeat(43);

function proofOf(proof: unknown): Partial<Record<"token" | "session" | "demoName", unknown>> {
  return Object(proof) as Partial<Record<"token" | "session" | "demoName", unknown>>;
}

function hasProof(proof: unknown): boolean {
  const { token, session, demoName } = proofOf(proof);
  return [token, session, demoName].some((one) => one !== undefined);
}

function describe(person: MemberIdentity) {
  const { userId, nickname, avatarUrl, rolesByStream = {} } = person;
  const roles = new Set([person.role, ...Object.values(rolesByStream)]);
  // Who is staff somewhere must know it before they hand it over.
  const role = (["owner", "moderator"] as const).find((one) => roles.has(one)) ?? person.role;
  return { userId, role, ...(nickname && { nickname }), ...(avatarUrl && { avatarUrl }) };
}

function compareNetworks(one?: string, other?: string): DeviceSignInView["network"] {
  if (one === undefined || other === undefined) return "unknown";
  return one === other ? "same" : "other";
}
