import type { CSSResultGroup } from "lit";
import { composerStyles } from "./composer-styles.ts";
import { densityStyles } from "./density-styles.ts";
import { frameStyles } from "./frame-styles.ts";
import { isolationStyles } from "./isolation-styles.ts";
import { logStyles } from "./log-styles.ts";
import { menuStyles } from "./menu-styles.ts";
import { noticeStyles } from "./notice-styles.ts";
import { rowPartStyles } from "./row-part-styles.ts";
import { rowStyles } from "./row-styles.ts";
import { tokens } from "./tokens.ts";

export const styles: CSSResultGroup = [
  isolationStyles,
  tokens,
  frameStyles,
  noticeStyles,
  logStyles,
  rowStyles,
  rowPartStyles,
  composerStyles,
  menuStyles,
  densityStyles,
];
