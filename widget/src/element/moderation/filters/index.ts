export { openFilters } from "./filters-panel.ts";
