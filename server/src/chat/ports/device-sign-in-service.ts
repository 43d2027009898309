import type { DeviceSignIn, DeviceSignInResult, DeviceSignInView, Result } from "#protocol";

/** The caller of a request about device sign-ins. */
export interface DeviceCaller {
  origin: string;
  /** Keyed hash of the caller's network; absent if its address does not tell. */
  networkHash?: string | undefined;
  userAgent?: string | undefined;
}

/** Signs a page in by another device. Input is unparsed. (SPEC SI11–SI14) */
export interface DeviceSignInService {
  /** Opens a device sign-in for a page of an allowed origin. */
  begin(secret: unknown, caller: DeviceCaller, serverUrl: string): Promise<Result<DeviceSignIn>>;
  /** Describes one, and the person of the proof if there is one. */
  view(
    userCode: unknown,
    proof: unknown,
    confirmer: DeviceCaller,
  ): Promise<Result<DeviceSignInView>>;
  confirm(
    userCode: unknown,
    proof: unknown,
    confirmer: DeviceCaller,
  ): Promise<Result<{ origin: string }>>;
  refuse(userCode: unknown): Promise<Result<object>>;
  redeem(device: unknown, secret: unknown, origin: string): Promise<Result<DeviceSignInResult>>;
}
