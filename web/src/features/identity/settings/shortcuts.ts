/** The shortcuts that exist, in the order in which the list shows them. */

import type en from "./words/en";

type Word = keyof typeof en.keyboard;

export const SHORTCUTS: readonly { name: Word; keys: readonly { does: Word; keys: readonly string[] }[] }[] = [
  {
    name: "everywhere",
    keys: [
      { does: "palette", keys: ["Ctrl+K"] },
      { does: "regions", keys: ["F6", "Shift+F6"] },
      { does: "search", keys: ["Ctrl+Shift+F"] },
      { does: "settings", keys: ["Ctrl+,"] },
      { does: "saveChanges", keys: ["Ctrl+S"] },
      { does: "close", keys: ["Esc"] },
    ],
  },
  {
    name: "rooms",
    keys: [
      { does: "roomPrev", keys: ["Alt+↑"] },
      { does: "roomNext", keys: ["Alt+↓"] },
      { does: "unreadPrev", keys: ["Alt+Shift+↑"] },
      { does: "unreadNext", keys: ["Alt+Shift+↓"] },
      { does: "space", keys: ["Alt+Shift+1", "9"] },
      { does: "home", keys: ["Alt+Shift+0"] },
      { does: "markRead", keys: ["Shift+Esc"] },
    ],
  },
  {
    name: "writing",
    keys: [
      { does: "send", keys: ["Enter", "Ctrl+Enter"] },
      { does: "newLine", keys: ["Shift+Enter"] },
      { does: "editLast", keys: ["↑"] },
      { does: "bold", keys: ["Ctrl+B"] },
      { does: "italic", keys: ["Ctrl+I"] },
      { does: "code", keys: ["Ctrl+E"] },
    ],
  },
  {
    name: "messages",
    keys: [
      { does: "move", keys: ["↑", "↓", "Home", "End"] },
      { does: "reply", keys: ["R"] },
      { does: "edit", keys: ["E"] },
      { does: "pin", keys: ["P"] },
      { does: "unread", keys: ["U"] },
      { does: "copy", keys: ["C"] },
      { does: "select", keys: ["X"] },
      { does: "delete", keys: ["Del"] },
    ],
  },
  {
    name: "catchUp",
    keys: [
      { does: "catchNext", keys: ["J"] },
      { does: "catchPrev", keys: ["K"] },
      { does: "catchRead", keys: ["E"] },
      { does: "catchUndo", keys: ["U"] },
    ],
  },
  {
    name: "lists",
    keys: [
      { does: "menu", keys: ["Shift+F10"] },
      { does: "moveRow", keys: ["↑", "↓"] },
      { does: "arrows", keys: ["←", "→", "↑", "↓"] },
    ],
  },
];
