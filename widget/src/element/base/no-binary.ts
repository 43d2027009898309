/*
 * In place of what socket.io-client has for binary data, in the script files: the chat's server
 * sends none, and neither do we. A server that does so all the same has spoken another language:
 * the library takes that for a parse error, and closes.
 */
export function isBinary(): boolean {
  return false;
}

export const hasBinary = isBinary;

export function deconstructPacket(): never {
  throw new TypeError("binary");
}

export const reconstructPacket = deconstructPacket;
export const decode = deconstructPacket;
