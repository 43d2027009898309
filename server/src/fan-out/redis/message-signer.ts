import { createHmac, timingSafeEqual } from "node:crypto";

/** 128 bits of the digest, in base64url. */
const CHARS = 22;

/**
 * Signs messages between the nodes of one database, so that others on the same Redis, who
 * can read and write every channel, cannot forge them.
 */
export class MessageSigner {
  readonly #secret: string;
  /** Part of the channel names; does not reveal the secret. */
  readonly name: string;

  constructor(secret: string) {
    this.#secret = secret;
    this.name = this.#digest("name");
  }

  /** Signs a text for one channel. */
  sign(channel: string, text: string): string {
    return `${this.#digest(channel, text)}${text}`;
  }

  /** The text, if it was signed for this channel; else undefined. */
  verify(channel: string, sealed: string): string | undefined {
    const text = sealed.slice(CHARS);
    const given = Buffer.from(sealed.slice(0, CHARS));
    const right = Buffer.from(this.#digest(channel, text));
    return given.length === right.length && timingSafeEqual(given, right) ? text : undefined;
  }

  #digest(...parts: readonly string[]): string {
    const digest = createHmac("sha256", this.#secret).update(parts.join("\n"));
    return digest.digest("base64url").slice(0, CHARS);
  }
}
