/** All Arabic texts. */
import type { Words } from "..";
import * as conversations from "./conversations";
import doors from "./doors";
import * as levels from "./levels";
import * as people from "./people";
import * as presence from "./presence";
import * as reports from "./reports";
import * as talk from "./talk";
import ui from "./ui";

const words: Words = { ui, doors, ...talk, ...people, ...levels, ...conversations, ...presence, ...reports };
export default words;
