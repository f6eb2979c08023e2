/** All Spanish texts. */
import type { Words } from "..";
import * as conversations from "./conversations";
import doors from "./doors";
import * as levels from "./levels";
import * as people from "./people";
import * as presence from "./presence";
import * as talk from "./talk";
import ui from "./ui";

const words: Words = { ui, doors, ...talk, ...people, ...levels, ...conversations, ...presence };
export default words;
