/** What calls somebody: levels and pauses, in menus and on a page of the settings. */
export { LevelEntries, useChoosing } from "./LevelMenu";
