export { drawRows } from "./draw-rows.ts";
