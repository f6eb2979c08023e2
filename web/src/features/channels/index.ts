/** The rooms of a space: the list, their order, and making new ones. */
export { CreateRoom } from "./CreateRoom";
export { room_icon, RoomList } from "./RoomList";
export { first_room, mark_of, neighbour, rooms_in_order, sections_of, space_mark } from "./state";
