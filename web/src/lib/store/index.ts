/** Everything the client knows of the place, by id, kept live. */
export { trouble_of, type Ask, type Trouble } from "./ask";
export { create_live, type Live, type LiveParts } from "./live";
export { new_nonce, type Parcel } from "./outbox";
export { calls_me } from "./reduce";
export { find_line, tail, window_at } from "./room";
export type { Line, Membership, Person, Room, Window, World } from "./world";
export { LiveProvider, useLive } from "./provider";
export type { Connection } from "../gateway";
export { color_in, name_in, roles_of } from "./people";
