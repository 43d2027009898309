import { LIMITS } from "#protocol";
import { ServerConnection, type ConnectionPorts } from "./server-connection.ts";
import type { DeviceStorage } from "../device-storage.ts";
import type { Token } from "./read-token.ts";

/** What two chats must agree on to share a connection. */
export interface Credentials {
  readonly serverUrl: string;
  readonly token?: Token | undefined;
  /** As the host page gave it; guests of different names are different people. */
  readonly nickname?: string | undefined;
}

/**
 * Hands out connections, so that several chats of a page share one.
 *
 * A connection carries each stream once, and as many as the protocol allows. (SPEC JR7)
 */
export class ConnectionPool {
  readonly #ports: ConnectionPorts;
  readonly #deviceStorage: DeviceStorage;
  readonly #leases = new Map<ServerConnection, Credentials>();

  constructor(ports: ConnectionPorts, deviceStorage: DeviceStorage) {
    this.#ports = ports;
    this.#deviceStorage = deviceStorage;
  }

  /** A connection that is in the stream's room, or has place for it. The caller enters it at once. */
  connectionFor(credentials: Credentials, streamId: string): ServerConnection {
    let withPlace: ServerConnection | undefined;
    for (const [connection, held] of this.#leases) {
      const { roomCount } = connection;
      if (roomCount === 0) this.#leases.delete(connection);
      else if (isSame(held, credentials)) {
        if (connection.roomOf(streamId)) return connection;
        if (roomCount < LIMITS.roomsPerConnection) withPlace ??= connection;
      }
    }
    if (withPlace) return withPlace;
    const { serverUrl, token } = credentials;
    const guestCredential = (): string | undefined => this.#deviceStorage.get(guestKey(serverUrl));
    const connection = new ServerConnection({ serverUrl, token, guestCredential }, this.#ports);
    this.#leases.set(connection, credentials);
    return connection;
  }

  /** Gives a connection another token; false where other chats are on it and keep theirs. */
  changeToken(connection: ServerConnection, token: Token | undefined): boolean {
    const held = this.#leases.get(connection);
    if (!held || connection.roomCount > 1) return false;
    this.#leases.set(connection, { ...held, token });
    connection.changeToken(token);
    return true;
  }
}

/** Where a guest's credential is kept. (SPEC CN3) */
export function guestKey(serverUrl: string): string {
  return `live-chat:guest:${serverUrl}`;
}

export function nicknameKey(serverUrl: string): string {
  return `live-chat:nickname:${serverUrl}`;
}

function isSame(a: Credentials, b: Credentials): boolean {
  return a.serverUrl === b.serverUrl && a.token === b.token && a.nickname === b.nickname;
}
