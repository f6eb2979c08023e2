/** All English texts, the source of every key; one file for each area. */
import * as conversations from "./conversations";
import doors from "./doors";
import * as levels from "./levels";
import * as people from "./people";
import * as presence from "./presence";
import * as reports from "./reports";
import * as talk from "./talk";
import ui from "./ui";

export default { ui, doors, ...talk, ...people, ...levels, ...conversations, ...presence, ...reports } as const;
