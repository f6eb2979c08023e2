/** Words of how people are seen, what they say of themselves, and that they are writing. */

export const status = {
  online: "Online",
  idle: "Idle",
  dnd: "Do not disturb",
  invisible: "Invisible",
  seen_as: "How others see you",
  change: "Change how you are seen",
  set: "Set a status",
  edit: "Change your status",
  clear: "Clear your status",
  title: "Your status",
  lead: "Friends, people you write with and members of your spaces see it while you are here.",
  text: "What you are up to",
  example: "Proofing until four",
  emoji: "Add an emoji",
  emoji_now: "Emoji {emoji}, change it",
  no_emoji: "Leave the emoji out",
  ends: "Ends",
  half_hour: "In 30 minutes",
  hour: "In 1 hour",
  today: "At the end of today",
  never: "When I clear it",
  until: "As now: {time}",
  save: "Save",
  saving: "Saving",
  many: "In a space of more than 500 people the list does not show who is online.",
} as const;

export const typing = {
  one: "{name} is writing",
  some: "{names} are writing",
  many: "Several people are writing",
} as const;
