import { expect, it } from "vitest";
import { redisRemedy } from "../../server/src/fan-out/redis/redis-remedy.ts";

it.each([
  ["NOPERM No permissions to access a channel", "ACL SETUSER"],
  ["WRONGPASS invalid username-password pair", "CHAT_REDIS_URL"],
  ["NOAUTH Authentication required.", "CHAT_REDIS_URL"],
  ["READONLY You can't write against a read only replica.", "primary"],
  ["ERR max number of clients reached", "maxclients"],
  ["LOADING Redis is loading the dataset in memory", "loading"],
])("what Redis refuses with (%s) has a remedy", (message, remedy) => {
  expect(redisRemedy(new Error(message))).toContain(remedy);
});

it("a certificate of an unknown authority leads to CHAT_REDIS_CA", () => {
  const error = Object.assign(new Error("self-signed"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  expect(redisRemedy(error)).toContain("CHAT_REDIS_CA");
  expect(redisRemedy(new Error("something else"))).toBeUndefined();
});
