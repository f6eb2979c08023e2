/** The rooms of a space: the list, their order, and making new ones. */
export { CreateRoom } from "./CreateRoom";
export { roomIcon, RoomList } from "./RoomList";
export { firstRoom, neighbour, roomsInOrder, sectionsOf } from "./state";
