/**
 * Replaces socket.io-client's backoff in the script files: `ServerConnection` reconnects instead.
 */
export class Backoff {
  readonly attempts = 0;
  reset(): void {}
}
