import { createHmac, timingSafeEqual } from "node:crypto";

/** 128 bits of a digest, in base64url. */
const CHARS = 22;

/**
 * Tells what the nodes of one database say from what others on the same Redis do: who can
 * see and write every channel there knows neither their secret nor what is under their seal.
 */
export class MessageSigner {
  readonly #secret: string;
  /** What their channels are called by; the secret is not in it. */
  readonly name: string;

  constructor(secret: string) {
    this.#secret = secret;
    this.name = this.#digest("name");
  }

  /** Seals a text for one channel. */
  sign(channel: string, text: string): string {
    return `${this.#digest(channel, text)}${text}`;
  }

  /** The text that was sealed for this channel; undefined of everything else. */
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
