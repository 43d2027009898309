import { enDevice, type DeviceTexts } from "./en/en-device.ts";
import { LaterTexts } from "./lazy-texts.ts";

/** Texts of signing in by another device. */
export const DEVICE_TEXTS: LaterTexts<DeviceTexts> = new LaterTexts<DeviceTexts>(
  enDevice,
  async (language) => (await language.device()).device,
);
