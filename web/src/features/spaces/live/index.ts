/** The living side of a space: its tile, its people, its doors. */
export { Members } from "./Members";
export { createCard, PersonCard } from "./PersonCard";
export { Rail } from "./Rail";
export { CreateSpace, InvitePeople, LeaveSpace } from "./SpaceDialogs";
