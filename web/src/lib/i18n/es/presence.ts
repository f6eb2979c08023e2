/** Palabras de cómo se ve a la gente, qué dice de sí y que escribe. */

export const status = {
  online: "En línea",
  idle: "Ausente",
  dnd: "No molestar",
  invisible: "Invisible",
  seen_as: "Cómo te ven los demás",
  change: "Cambiar cómo te ven",
  set: "Poner un estado",
  edit: "Cambiar tu estado",
  clear: "Quitar tu estado",
  title: "Tu estado",
  lead: "Lo ven tus amistades, la gente con la que conversas y los miembros de tus espacios mientras estás aquí.",
  text: "Qué haces ahora",
  example: "Con las pruebas hasta las cuatro",
  emoji: "Añadir un emoji",
  emoji_now: "Emoji {emoji}, cambiarlo",
  no_emoji: "Quitar el emoji",
  ends: "Termina",
  half_hour: "En 30 minutos",
  hour: "En 1 hora",
  today: "Al final del día",
  never: "Cuando lo quite",
  until: "Como ahora: {time}",
  save: "Guardar",
  saving: "Guardando",
  many: "En un espacio de más de 500 personas la lista no muestra quién está en línea.",
};

export const typing = {
  one: "{name} escribe",
  some: "{names} escriben",
  many: "Varias personas escriben",
};
