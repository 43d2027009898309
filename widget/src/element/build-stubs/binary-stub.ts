/*
 * Replaces socket.io-client's binary support in the script files: neither the chat's server nor the
 * client sends binary data. If a server does, the library treats it as a parse error, and closes.
 */
export function isBinary(): boolean {
  return false;
}

export function hasBinary(): boolean {
  return false;
}

export function deconstructPacket(): never {
  return refuse();
}

export function reconstructPacket(): never {
  return refuse();
}

export function decode(): never {
  return refuse();
}

function refuse(): never {
  throw new TypeError("binary");
}
