import type { TemplateResult } from "lit";
import { icon } from "./icon.ts";

const CIRCLE = "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0";
const DOT = "a1 1 0 1 0 2 0 1 1 0 1 0-2 0";

export const sendIcon: TemplateResult = icon("M12 20V5M5.5 11 12 4.5l6.5 6.5");
export const downIcon: TemplateResult = icon("M12 5v14M6 13l6 6 6-6");
export const trashIcon: TemplateResult = icon(
  "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v6M13.5 10.5v6",
);
export const replyIcon: TemplateResult = icon("m9 6-5 5 5 5M4.5 11H14a6 6 0 0 1 6 6v1");
export const eyeOffIcon: TemplateResult = icon(
  "M5 5l14 14M10 6.3a9 9 0 0 1 2-.2c4.4 0 7.4 3 8.8 5.9-.5 1-1.2 2-2.1 2.9M7 8.3C5.2 9.3 4 10.7 3.2 12c1.4 2.9 4.4 5.9 8.8 5.9 1.2 0 2.3-.2 3.3-.6M10 10.2a2.6 2.6 0 0 0 3.7 3.7",
);
export const personIcon: TemplateResult = icon(
  "M8.4 8a3.6 3.6 0 1 0 7.2 0 3.6 3.6 0 1 0-7.2 0M4.8 20c.6-4 3.4-6 7.2-6s6.6 2 7.2 6",
);
export const pencilIcon: TemplateResult = icon(
  "m5 19 .9-4L15.5 5.4a1.8 1.8 0 0 1 2.6 0l.5.5a1.8 1.8 0 0 1 0 2.6L9 18.1z",
);
export const shieldIcon: TemplateResult = icon(
  "M12 3.5 5.5 6v5c0 4.3 2.6 7.6 6.5 9.3 3.9-1.7 6.5-5 6.5-9.3V6z",
);
export const starIcon: TemplateResult = icon(
  "m12 4 2.4 5.1 5.6.7-4.1 3.9 1.1 5.5-5-2.7-5 2.7 1.1-5.5L4 9.8l5.6-.7z",
);
export const bubbleIcon: TemplateResult = icon(
  "M4.5 6.5a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2v7.5a2 2 0 0 1-2 2h-5.5l-4 3.5v-3.5h-1.5a2 2 0 0 1-2-2zM8.5 8.8h7M8.5 11.8h4.5",
);
export const alertIcon: TemplateResult = icon("M12 4 3.5 19h17zM12 10v4.5M12 16.8v.2");
export const closeIcon: TemplateResult = icon("m6.5 6.5 11 11M17.5 6.5l-11 11");
export const smileyIcon: TemplateResult = icon(
  `${CIRCLE}M8.6 14c.7 1.3 1.9 2 3.4 2s2.7-.7 3.4-2M9.2 9.8v.4M14.8 9.8v.4`,
);
export const lockIcon: TemplateResult = icon(
  "M7 10.5h10a2 2 0 0 1 2 2v5.5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5.5a2 2 0 0 1 2-2zM8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v1.8",
);
export const cloudOffIcon: TemplateResult = icon(
  "M7 18.5h9.5M4.6 16.3A4 4 0 0 1 7.5 10M9.4 7.3a5 5 0 0 1 7.6 3.6 3.8 3.8 0 0 1 2.4 6.2M4 4l16 16",
);
export const clockIcon: TemplateResult = icon(`${CIRCLE}M12 7.5V12l3 2`);
export const moreIcon: TemplateResult = icon(`M4.5 12${DOT}m6.5 0${DOT}m6.5 0${DOT}`);
