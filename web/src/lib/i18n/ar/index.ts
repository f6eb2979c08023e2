/** All Arabic texts. */
import type { Words } from "..";
import doors from "./doors";
import ui from "./ui";

const words: Words = { ui, doors };
export default words;
