/** What other settings share: the frame, the bar of changes, pictures, colours, and the words of trouble. */

export { ActError } from "./ActError";
export { createAct, orThrow, type Act } from "./act";
export { explain, explainFault, fieldOf } from "./explain";
export { Column, Frame, type FrameGroup } from "./Frame";
export { ReauthProvider } from "./Reauth";
export { SaveBar } from "./SaveBar";
export { SavingBar, createSaving } from "./saving";
export { Swatches } from "./Swatches";
export { SettingsWireProvider, useSettingsWire, type SettingsWire } from "./wire";
export { SettingsWords, useSettingsWords } from "./words";
