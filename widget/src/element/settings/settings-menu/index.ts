export { adoptSettingsStyles } from "./settings-styles.ts";
export { settingsBody } from "./settings-body.ts";
