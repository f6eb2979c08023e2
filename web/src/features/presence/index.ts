/** How people are seen, what they say of themselves, and that they are writing. */
export { createSelf } from "./deeds";
export { OwnCard } from "./OwnCard";
export { StatusDialog } from "./StatusDialog";
export { StatusWords } from "./StatusWords";
