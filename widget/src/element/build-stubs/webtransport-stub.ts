/** Replaces engine.io-client's WebTransport in the script files, unused here. (Decision 0016) */
export const WT = undefined;
