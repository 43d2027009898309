import type { ErrorCode } from "#protocol";

/** The store could not perform the request; always retryable. (SPEC LOG7) */
export class StoreError extends Error {
  readonly code: Extract<ErrorCode, `store-${string}`>;

  constructor(code: StoreError["code"], options?: ErrorOptions) {
    super(code, options);
    this.name = "StoreError";
    this.code = code;
  }
}
