import { LIMITS } from "#protocol";
import { ServerConnection, type ConnectionPorts } from "./server-connection.ts";
import type { DeviceStorage } from "../device-storage.ts";
import type { Token } from "./read-token.ts";

/** Chats share a connection if these are equal. */
export interface Credentials {
  readonly serverUrl: string;
  readonly token?: Token | undefined;
  /** As given by the host page; guests with different names are different people. */
  readonly nickname?: string | undefined;
}

/**
 * Provides connections, so that several chats of a page share one.
 *
 * A connection carries each stream once, up to the protocol's maximum. (SPEC JR7)
 */
export class ConnectionPool {
  readonly #ports: ConnectionPorts;
  readonly #deviceStorage: DeviceStorage;
  readonly #leases = new Map<ServerConnection, Credentials>();

  constructor(ports: ConnectionPorts, deviceStorage: DeviceStorage) {
    this.#ports = ports;
    this.#deviceStorage = deviceStorage;
  }

  /**
   * A connection that is in the stream's room, or can join it. The caller must enter it at once.
   */
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

  /** Gives a connection another token; false if other chats on it keep theirs. */
  changeToken(connection: ServerConnection, token: Token | undefined): boolean {
    const held = this.#leases.get(connection);
    if (!held || connection.roomCount > 1) return false;
    this.#leases.set(connection, { ...held, token });
    connection.changeToken(token);
    return true;
  }
}

/** The storage key of a guest's credential. (SPEC CN3) */
export function guestKey(serverUrl: string): string {
  return `live-chat:guest:${serverUrl}`;
}

export function nicknameKey(serverUrl: string): string {
  return `live-chat:nickname:${serverUrl}`;
}

function isSame(a: Credentials, b: Credentials): boolean {
  return a.serverUrl === b.serverUrl && a.token === b.token && a.nickname === b.nickname;
}
