export { Moderation } from "./moderation.ts";
