/** Words of notification levels and pauses. */

export const level = {
  title: "Notifications",
  what: "What notifies you",
  all: "Every message",
  mentions: "Only mentions",
  nothing: "Nothing",
  as_space: "As the space ({level})",
  by_default: "Default ({level})",
  mute: "Mute",
  hour: "For 1 hour",
  hours: "For {n} hours",
  tomorrow: "Until tomorrow, {time}",
  always: "Until I turn it on",
  muted: "muted",
  muted_until: "Muted until {time}",
  muted_always: "Muted until you turn it on",
  unmute: "Unmute",
  paused: "Everything is paused",
  said: "{name}: {state}",
} as const;
