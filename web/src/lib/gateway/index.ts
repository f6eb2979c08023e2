/** The live line to the server: one socket, one stream of events, an honest state. */
export { Gateway, type Line, type Listener, type Surroundings } from "./socket";
export type { Connection } from "./state";
