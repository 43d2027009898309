/** In place of socket.io-client's own in the script files, which `ServerConnection` tries again without. */
export class Backoff {
  readonly attempts = 0;
  reset(): void {}
}
