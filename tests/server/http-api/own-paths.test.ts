import { expect, it } from "vitest";
import { ALL_OPERATIONS } from "../../../server/src/transport/http-api/operations/all-operations.ts";
import { isOwnPath } from "../../../server/src/transport/own-paths.ts";

it("[AD1] every operation of the HTTP interface is reached on an app's own server", () => {
  for (const { path } of ALL_OPERATIONS)
    expect(isOwnPath(`/api/v1${path.replaceAll(/\{\w+\}/g, "x")}?limit=1`, false), path).toBe(true);
});

it.each(["/api/v1", "/api/v1/", "/api/v1/orders", "/api/v2/streams/s1", "/api/v1/streamers"])(
  "[AD1] the path %s stays the app's",
  (path) => expect(isOwnPath(path, true)).toBe(false),
);
