/** Choosing a picture of a person, a space or a group. */
export { PictureField, type ChosenPicture } from "./PictureField";
