/** Words of notification levels and pauses. */

export const level = {
  title: "Avisos",
  what: "Qué te avisa",
  all: "Todos los mensajes",
  mentions: "Solo menciones",
  nothing: "Nada",
  as_space: "Como el espacio ({level})",
  by_default: "Lo habitual ({level})",
  mute: "Silenciar",
  hour: "Durante 1 hora",
  hours: "Durante {n} horas",
  tomorrow: "Hasta mañana, {time}",
  always: "Hasta reactivarlo",
  muted: "en silencio",
  muted_until: "En silencio hasta: {time}",
  muted_always: "En silencio hasta que lo reactives",
  unmute: "Reactivar",
  paused: "Todo está en pausa",
  said: "{name}: {state}",
} as const;
