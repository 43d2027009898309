import { createServer, type AddressInfo, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createPost } from "../../../server/src/webhooks/post-delivery.ts";
import { isPublicAddress, lookupPublic } from "../../../server/src/webhooks/public-address.ts";
import { ADMIN_TOKEN, apiOf } from "../../support/http-api.ts";
import { SIGN_IN } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";
import { WebhookReceiver } from "../../support/webhook-receiver.ts";

const PRIVATE = [
  ...["127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
  ...["169.254.169.254", "100.64.0.1", "0.0.0.0", "192.0.0.8", "198.18.0.1", "203.0.113.9"],
  ...["224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"],
  ...["fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::"],
  ...["2001::1", "2001:db8::1", "100::1", "fec0::1", "3fff::1"],
  // The last is not assigned to anybody; the library calls it `unicast`.
  ...["192.88.99.1", "2001:2::1", "64:ff9b:1::1", "5f00::1", "4000::1", "1.2.3", "0x7f.1"],
];
const PUBLIC = ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"];

describe("addresses of webhooks", () => {
  it.each(PRIVATE)("[WH5] %s is not for webhooks", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(PUBLIC)("[WH5] %s is allowed for webhooks", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...["http://example.com/", "https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/"],
    ...["https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest/meta-data"],
  ])("[WH5] refuses %s at once", async (address) => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const { status, body } = await apiOf(url).put("/webhooks/crm", { url: address });
    expect([status, body.error.code]).toEqual([400, "bad-request"]);
  });

  it("[WH5] refuses a name of this machine when a delivery is sent", async () => {
    const receiver = await WebhookReceiver.open();
    const post = createPost({ allowPrivate: false });
    const named = receiver.url.replace("127.0.0.1", "localhost");
    for (const url of [named, receiver.url])
      expect(await post(url, {}, "{}")).toMatchObject({
        ...{ ok: false, error: expect.stringContaining("private") },
      });
    expect(receiver.deliveries).toEqual([]);
  });

  it("[WH5] a name is refused if one of its addresses is private, in either form of asking", async () => {
    for (const all of [true, false]) {
      const error = await new Promise((resolve) => lookupPublic("localhost", { all }, resolve));
      expect(error).toBeInstanceOf(Error);
    }
  });

  it.each([
    [["10.0.0.1", "8.8.8.8"], false],
    [["8.8.8.8", "fd00::1"], false],
    [["8.8.8.8", "2606:4700::1111"], true],
    [[], false],
  ])("[WH5] a name whose addresses are %j: allowed %j", async (addresses, isAllowed) => {
    const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    for (const all of [true, false]) {
      const answer = await new Promise<unknown[]>((resolve) =>
        lookupPublic(
          "shop.example",
          { all },
          (...given) => resolve(given),
          (_name, _options, tell) => tell(null, found),
        ),
      );
      if (isAllowed) expect(answer).toEqual(all ? [null, found] : [null, "8.8.8.8", 4]);
      else expect(answer).toEqual([expect.any(Error), []]);
    }
  });

  it("[WH4] a receiver that never finishes its answer fails the delivery", async () => {
    const post = createPost({ allowPrivate: true, timeoutMs: 200 });
    const { url } = await receiverThat(() => undefined);
    expect(await post(url, {}, "{}")).toEqual({
      ...{ ok: false, error: "It did not answer within 0.2 s." },
    });
  });

  it("[WH4] a delivery waits for none of those before it that have no answer", async () => {
    const receiver = await WebhookReceiver.open();
    let came = 0;
    let answerAll = () => {};
    const all = new Promise<void>((resolve) => (answerAll = resolve));
    receiver.answer = async () => {
      if (++came === 20) answerAll();
      await all;
      return 204;
    };
    const post = createPost({ allowPrivate: true });
    const results = await Promise.all(
      Array.from({ length: 20 }, () => post(receiver.url, {}, "{}")),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
  });

  it.each([
    ["closes the line", ""],
    ["answers with something else than HTTP", "hello\r\n\r\n"],
    ["only says that it goes on", "HTTP/1.1 100 Continue\r\n\r\n"],
    [
      "switches to another protocol",
      "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
    ],
  ])("[WH4] a receiver that %s fails the delivery", async (_does, answer) => {
    const post = createPost({ allowPrivate: true });
    const { url } = await receiverThat((socket) => socket.end(answer));
    expect(await post(url, {}, "{}")).toEqual({ ok: false, error: expect.any(String) });
  });

  // An error that nobody listens to would end a server's process; here it fails the run.
  it.each<[string, string, (socket: Socket) => void]>([
    ["breaks off", "content-length: 9", (socket) => socket.resetAndDestroy()],
    ["ends too soon", "content-length: 9", (socket) => socket.end("early")],
    ["sends no chunks", "transfer-encoding: chunked", (socket) => socket.end("no chunk\r\n")],
    ["sends too much", "content-length: 9999999", (socket) => socket.write("x".repeat(999_999))],
    ["never ends", "content-length: 9", () => undefined],
    ["answers once more", "content-length: 0", (socket) => socket.end("HTTP/1.1 500 No\r\n\r\n")],
  ])(
    "[WH4] a delivery is accepted by a status of 2xx, though the receiver %s after that",
    async (_does, header, then) => {
      const post = createPost({ allowPrivate: true, timeoutMs: 500 });
      let goOn = () => {};
      const { url, closed } = await receiverThat((socket) => {
        socket.write(`HTTP/1.1 200 OK\r\n${header}\r\n\r\n`);
        goOn = () => then(socket);
      });
      expect(await post(url, {}, "{}")).toEqual({ ok: true });
      goOn();
      await closed;
    },
  );
});

/** A server that does one thing with whatever comes; `closed` resolves when its client has gone. */
async function receiverThat(does: (socket: Socket) => void) {
  let onClosed = () => {};
  const closed = new Promise<void>((resolve) => (onClosed = resolve));
  const server = createServer((socket) => {
    socket.on("error", () => undefined).once("close", onClosed);
    socket.once("data", () => does(socket)).resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, closed };
}
