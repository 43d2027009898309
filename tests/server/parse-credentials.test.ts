import { expect, it } from "vitest";
import { parseCredentials } from "../../server/src/transport/parse-credentials.ts";

const LONG = "x".repeat(8_192);

it.each([
  [undefined, {}],
  [null, {}],
  ["token", {}],
  [{}, {}],
  [{ token: "" }, {}],
  [{ token: null }, {}],
  [{ token: LONG }, { token: LONG }],
  [
    { token: "a", guestCredential: "b", framed: true },
    { token: "a", guestCredential: "b" },
  ],
])("[CN1] a handshake has what it brings (case %#)", (auth, credentials) => {
  expect(parseCredentials(auth)).toEqual(credentials);
});

it.each([`${LONG}x`, {}, ["a"], 7, true, false, 0])(
  "[CN2] a token of a wrong form is a bad one, and nobody comes as a guest by it (case %#)",
  (token) => {
    expect(parseCredentials({ token })).toEqual({ token: expect.stringMatching(/^.{1,8}$/) });
  },
);

it.each([`${LONG}x`, {}, ["a"], 7, true, "", null])(
  "[CN3] a guest's credential of a wrong form is none (case %#)",
  (guestCredential) => {
    expect(parseCredentials({ guestCredential })).toEqual({});
  },
);
