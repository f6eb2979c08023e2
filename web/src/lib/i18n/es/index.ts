/** All Spanish texts. */
import type { Words } from "..";
import doors from "./doors";
import * as talk from "./talk";
import ui from "./ui";

const words: Words = { ui, doors, ...talk };
export default words;
