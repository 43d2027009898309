/** In place of engine.io-client's WebTransport in the script files: the server offers none. (Decision 0016) */
export const WT = undefined;
