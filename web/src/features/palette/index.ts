/** The command palette: one field that leads to every room, person, page and act. */
export { PaletteProvider, usePalette } from "./provider";
