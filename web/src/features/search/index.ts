/** Searching messages: the page loads when it is first opened, its memory is there from the start. */
export { SearchMemory } from "./memory";
