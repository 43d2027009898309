import { createHmac, timingSafeEqual } from "node:crypto";
import { randomText } from "../chat/text/random-text.ts";

/** A guest's id, and the credential that proves it. */
export interface Guest {
  userId: string;
  credential: string;
}

/** Issues and checks the credential that lets a guest stay the same person. (SPEC CN3) */
export class GuestCredentials {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  make(): Guest {
    const name = randomText(12);
    return { userId: `guest:${name}`, credential: `${name}.${this.#sign(name)}` };
  }

  /** The id that a credential proves, if it was signed with this server's secret. */
  check(credential: string): string | undefined {
    const [name = "", signature = ""] = credential.split(".");
    const given = Buffer.from(signature);
    const expected = Buffer.from(this.#sign(name));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return `guest:${name}`;
  }

  #sign(name: string): string {
    return createHmac("sha256", this.#secret).update(`guest:${name}`).digest("base64url");
  }
}
