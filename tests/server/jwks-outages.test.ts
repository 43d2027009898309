import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { jwksVerifier, supabaseVerifier } from "../../server/src/auth/token-verifier.ts";
import type { Fault } from "../fakes/supabase-auth/faults.ts";
import { forgeToken, hmacSigner } from "../fakes/supabase-auth/forge-token.ts";
import {
  HOUR,
  KEY_SET,
  longToken,
  madeUp,
  MINUTE,
  openJwksFixture,
  SECOND,
  untilAnswered,
} from "../fakes/supabase-auth/jwks-fixture.ts";
import { startSupabaseAuth } from "../fakes/supabase-auth/start-supabase-auth.ts";
import { eventually } from "../support/eventually.ts";
import { FakeClock, settle } from "../widget/support/fake-clock.ts";

test.each<Fault>(["error", "unreachable", "garbage"])(
  "[ID2] known keys verify through 15 minutes of an issuer that is broken (%s)",
  async (fault) => {
    const fixture = await openJwksFixture();
    const { auth, verify, clock, warnings } = fixture;
    const token = await longToken(fixture);
    await verify(token);
    auth.faults.break(KEY_SET, fault);
    clock.pass(9 * MINUTE);
    for (let minute = 0; minute < 15; minute++) {
      clock.pass(MINUTE);
      expect((await verify(token)).ok).toBe(true);
      await untilAnswered(fixture);
    }
    expect(fixture.asked()).toBe(16);
    expect(warnings).toHaveLength(1);
  },
);

test("[ID2] known keys verify for 24 h without their issuer, and not longer", async () => {
  const fixture = await openJwksFixture();
  const { auth, verify, clock } = fixture;
  const token = await longToken(fixture);
  await verify(token);
  auth.faults.break(KEY_SET, "error");
  clock.pass(24 * HOUR - 1);
  expect((await verify(token)).ok).toBe(true);
  clock.pass(1);
  expect(await verify(token)).toMatchObject({ ok: false, reason: "invalid-token" });
  auth.faults.mend(KEY_SET);
  clock.pass(30 * SECOND);
  expect((await verify(token)).ok).toBe(true);
});

test("[ID2] a server that starts without its issuer logs the reason, and recovers by itself", async () => {
  const fixture = await openJwksFixture(({ faults }) => faults.break(KEY_SET, "error"));
  const { auth, account, verify, clock, warnings } = fixture;
  const token = await auth.tokenOf(account);
  // It says so before the first person comes.
  await expect.poll(() => warnings).toHaveLength(1);
  expect(warnings[0]).toContain(`${auth.url}/auth/v1${KEY_SET}`);
  expect(warnings[0]).toContain("status 500");
  expect((await verify(token)).ok).toBe(false);
  auth.faults.mend(KEY_SET);
  clock.pass(30 * SECOND - 1);
  expect((await verify(token)).ok).toBe(false);
  expect(fixture.asked()).toBe(1);
  clock.pass(1);
  expect((await verify(token)).ok).toBe(true);
  expect(warnings).toHaveLength(1);
});

test.each<[Fault, string]>([
  ["unreachable", "cannot be used: other side closed"],
  ["garbage", "cannot be used: the answer is not a key set"],
])("[ID2] logs what is wrong with a broken issuer (%s)", async (fault, words) => {
  const { warnings } = await openJwksFixture(({ faults }) => faults.break(KEY_SET, fault));
  await expect.poll(() => warnings.join()).toContain(words);
});

test("[ID2] logs the beginning of each outage, once", async () => {
  const fixture = await openJwksFixture();
  const { auth, account, verify, clock, warnings } = fixture;
  await verify(await auth.tokenOf(account));
  for (const outage of [1, 2]) {
    auth.faults.break(KEY_SET, "error");
    for (let tries = 0; tries < 3; tries++) {
      clock.pass(30 * SECOND);
      await verify(await madeUp(fixture));
    }
    expect(warnings).toHaveLength(outage);
    auth.faults.mend(KEY_SET);
    clock.pass(30 * SECOND);
    await verify(await madeUp(fixture));
  }
});

test("[ID2] gives up on an issuer that does not answer within 3 s, and lets it rest for 30 s", async () => {
  const fixture = await openJwksFixture(({ faults }) => faults.break(KEY_SET, "hanging"));
  const { auth, account, verify, clock, warnings } = fixture;
  const token = await auth.tokenOf(account);
  const early = verify(token);
  let decided = false;
  void early.then(() => (decided = true));
  clock.pass(3 * SECOND - 1);
  await settle();
  expect(decided).toBe(false);
  clock.pass(1);
  expect(await early).toMatchObject({ ok: false, reason: "invalid-token" });
  expect(warnings[0]).toContain("no answer came within 3 s");
  expect((await verify(token)).ok).toBe(false);
  expect(fixture.asked()).toBe(1);
});

test("[ID2] nobody with a known key waits for an issuer that is known to be out of reach", async () => {
  const fixture = await openJwksFixture();
  const { auth, verify, clock } = fixture;
  const token = await longToken(fixture);
  await verify(token);
  auth.faults.break(KEY_SET, "error");
  clock.pass(HOUR);
  await verify(token);
  auth.faults.break(KEY_SET, "hanging");
  clock.pass(30 * SECOND);
  expect((await verify(token)).ok).toBe(true);
  expect(fixture.asked()).toBe(3);
});

test("[ID2] asks again at once after the machine's clock was put back", async () => {
  const fixture = await openJwksFixture(({ faults }) => faults.break(KEY_SET, "error"));
  const { auth, verify, clock } = fixture;
  await untilAnswered(fixture);
  auth.faults.mend(KEY_SET);
  clock.pass(-HOUR);
  expect((await verify(await auth.tokenOf(fixture.account))).ok).toBe(true);
});

test("[ID2] says that a project publishes no key, unless its legacy secret is set", async () => {
  const auth = await startSupabaseAuth({ legacySecret: "a secret of thirty-two characters" });
  onTestFinished(() => auth.close());
  const warnedOf = async (secret: string | undefined) => {
    const warnings: string[] = [];
    const warn = (message: string) => void warnings.push(message);
    const verify = supabaseVerifier(auth.url, secret, { clock: new FakeClock(), fetch, warn });
    // Its answer comes after that of the project.
    await verify(forgeToken({ alg: "ES256", kid: "k" }, {}, hmacSigner("junk")));
    return warnings.join();
  };
  expect(await warnedOf(undefined)).toContain("no ES256 or RS256 key");
  expect(await warnedOf(auth.keys.legacySecret)).toBe("");
});

test("[ID2] follows no redirect to another set of keys", async () => {
  const fixture = await openJwksFixture();
  const { auth, account, clock } = fixture;
  const elsewhere = createServer((_request, response) => {
    response.writeHead(302, { location: `${auth.url}/auth/v1${KEY_SET}` }).end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void elsewhere.close());
  const { port } = elsewhere.address() as AddressInfo;
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const verify = jwksVerifier(new URL(`http://127.0.0.1:${port}/`), {}, { clock, fetch, warn });
  expect((await verify(await auth.tokenOf(account))).ok).toBe(false);
  expect(warnings).toHaveLength(1);
});

test("[ID2] reads no answer that is too long for a key set", async () => {
  const { auth, account, clock } = await openJwksFixture();
  let isCut = false;
  const endless = createServer((_request, response) => {
    const more = () => {
      while (response.write(" ".repeat(65_536)));
    };
    response.on("drain", more).on("close", () => (isCut = true));
    more();
  });
  await new Promise<void>((resolve) => endless.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    endless.close();
    endless.closeAllConnections();
  });
  const { port } = endless.address() as AddressInfo;
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const verify = jwksVerifier(new URL(`http://127.0.0.1:${port}/`), {}, { clock, fetch, warn });
  expect((await verify(await auth.tokenOf(account))).ok).toBe(false);
  expect(warnings).toEqual([expect.stringContaining("more than 1048576 bytes")]);
  await eventually("the answer is cut", () => isCut);
});
