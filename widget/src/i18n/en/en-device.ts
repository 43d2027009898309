/** Texts of signing in by another device, loaded with it. (SPEC SI17) */
export const enDevice = {
  deviceTitle: "Sign in with another device",
  deviceScan: "Scan this with the phone that you are signed in on.",
  deviceQr: "QR code with the address and the number below",
  deviceType: "Or open this address on it and enter the number:",
  deviceOpening: "One moment…",
  deviceWaiting: "Waiting for the other device",
  deviceOnce: "The number works once, for 10 minutes.",
  deviceExpired: "The number has expired.",
  deviceRefused: "The other device has refused.",
  deviceFull: "Too many sign-ins at the moment. Try again in a few minutes.",
  deviceFailed: "The chat server did not answer. Try again.",
  deviceAgain: "Show a new number",
  deviceHere: "Sign in on this page",
  deviceCancel: "Cancel",
};

export type DeviceTexts = typeof enDevice;
