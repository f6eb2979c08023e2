/** All Spanish texts. */
import type { Words } from "..";
import doors from "./doors";
import * as people from "./people";
import * as talk from "./talk";
import ui from "./ui";

const words: Words = { ui, doors, ...talk, ...people };
export default words;
