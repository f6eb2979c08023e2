/** Everything the client knows of the place, by id, kept live. */
export { isBlocked, thoseWho } from "./bonds";
export { directWith, shownConversations } from "./conversations";
export { createLive, type Live, type LiveParts } from "./live";
export { newNonce, type Parcel } from "./outbox";
export { callsMe } from "./reduce";
export { isConversation, othersIn, partnerIn, spaceOf, titleDir, titleOf, type Conversation, type Placed } from "./rooms";
export { saidBy, seenAs } from "./presence";
export { findLine, tail, windowAt } from "./room";
export { marksOf, type Marks } from "./marks";
export { LiveProvider, useLive, useMarks } from "./provider";
export { meet, type Line, type Membership, type Person, type Room, type Window, type World } from "./world";
export type { Connection } from "../gateway";
export { colorIn, nameIn, rolesOf } from "./people";
