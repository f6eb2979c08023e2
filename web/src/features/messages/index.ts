/** Reading and writing in rooms. */
export { EmojiPickerProvider } from "./emoji/picker";
export { LightboxProvider } from "./Lightbox";
export { Pins } from "./Pins";
export { RoomView } from "./RoomView";
export type { RoomState } from "./room";
export { DoorsProvider, useScene, type Doors, type Scene } from "./scene";
