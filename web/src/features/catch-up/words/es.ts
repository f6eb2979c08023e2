/** Spanish words of the catch-up page. */
import type { ShapeOf } from "~/lib/i18n/types";
import type en from "./en";

export default {
  catch: {
    title: "Ponerse al día",
    rooms: "Salas que esperan",
    none: "Nada te espera",
    none_text: "Aquí llegan las salas con novedades; primero, las que te llaman.",
    unread: { one: "{n} mensaje nuevo", many: "{n} mensajes nuevos", other: "{n} mensajes nuevos" },
    open: "Abrir {room} en {space}",
    read: "Marcar {room} como leída",
    read_all: "Marcar todo como leído",
    was_read: "Sala leída: {room}",
    were_read: { one: "{n} sala leída.", many: "{n} salas leídas.", other: "{n} salas leídas." },
    undo: "Deshacer",
    failed: "No se cargaron las primeras líneas.",
    again: "Reintentar",
    nothing_left: "Lo nuevo de esta sala ya no está.",
    sealed: "Mensaje cifrado",
    more: { one: "y {n} más", many: "y {n} más", other: "y {n} más" },
    next: "siguiente",
    done: "leída",
    enter: "abrir",
  },
} satisfies ShapeOf<typeof en>;
