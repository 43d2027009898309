/*
 * In place of what socket.io-client has for binary data, in the script files: the chat's server
 * sends none, and neither do we. A server that does so all the same speaks another language: the
 * library takes that for a parse error, and closes.
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
