/** Words of notification levels and pauses. */

export const level = {
  title: "التنبيهات",
  what: "ما ينبّهك",
  all: "كل الرسائل",
  mentions: "الإشارات فقط",
  nothing: "لا شيء",
  as_space: "مثل المساحة ({level})",
  by_default: "المعتاد ({level})",
  mute: "الكتم",
  hour: "لمدة ساعة",
  hours: "لمدة {n} ساعات",
  tomorrow: "حتى الغد، {time}",
  always: "حتى إلغاء الكتم",
  muted: "مكتومة",
  muted_until: "مكتومة حتى {time}",
  muted_always: "مكتومة حتى تلغي الكتم",
  unmute: "إلغاء الكتم",
  paused: "كل التنبيهات متوقفة مؤقتًا",
  said: "{name}: {state}",
} as const;
