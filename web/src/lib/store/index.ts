/** Everything the client knows of the place, by id, kept live. */
export { isBlocked, thoseWho } from "./bonds";
export { createLive, type Live, type LiveParts } from "./live";
export { newNonce, type Parcel } from "./outbox";
export { callsMe } from "./reduce";
export { findLine, tail, windowAt } from "./room";
export type { Line, Membership, Person, Room, Window, World } from "./world";
export { LiveProvider, useLive } from "./provider";
export type { Connection } from "../gateway";
export { colorIn, nameIn, rolesOf } from "./people";
