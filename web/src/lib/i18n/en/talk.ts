/** Words of the shell, the rooms and the messages: one constant an area. */

export const skip = {
  messages: "Skip to messages",
  composer: "Skip to composer",
} as const;

export const shell = {
  spaces: "Spaces",
  rooms: "Rooms",
  home: "Home",
  you: "You",
  search: "Search",
  settings: "Settings",
  admin: "Administration",
  catch_up: "Catch up",
  waiting: { one: "{n} unread room", other: "{n} unread rooms" },
  go_to: "Go to",
  go_to_what: "Go to a room, a person or a command",
  resize: "Width of the room list",
  show_rooms: "Show rooms",
  back: "Back to rooms",
  close: "Close",
  open_space: "Open {name}",
  unread: "unread",
  mentions: { one: "{n} mention", other: "{n} mentions" },
  members: { one: "{n} member", other: "{n} members" },
} as const;

export const line = {
  connecting: "Connecting.",
  waiting: { one: "The connection broke. Trying again in {n} second.", other: "The connection broke. Trying again in {n} seconds." },
  offline: "You are offline. What is here stays readable; messages go when the network is back.",
  signed_out: "You are signed out. Sign in again.",
  outdated: "A newer version is ready. Reload the page.",
  now: "Try now",
  reload: "Reload",
} as const;

export const empty = {
  title: "No space here yet",
  text: "A space is a room list with its people. Make one, or open an invitation.",
  create: "Make a space",
  no_rooms: "No room in sight",
  no_rooms_text: "You can see no room of this space. Ask its owner for a role that can.",
  invite_label: "Invitation link or code",
  invite_open: "Open invitation",
  invite_bad: "This is not an invitation. It ends with ten letters and digits.",
} as const;

export const space = {
  create: "Make a space",
  create_text: "It starts with one room to write and one to talk.",
  name: "Name",
  about: "What it is for",
  creating: "Making the space",
  join: "Join with an invitation",
  menu: "Menu of {name}",
  settings: "Space settings",
  mark_read: "Mark everything read",
  mark_all_read: "Mark every space as read",
  all_read: "Everything is marked as read.",
  read: "{name} is marked as read.",
  leave: "Leave the space",
  leave_title: "Leave {name}?",
  leave_text: "You lose sight of its rooms. To come back you need an invitation.",
  stay: "Stay",
  left: "You left {name}.",
  gone: "{name} is no longer there for you.",
} as const;

export const invite = {
  title: "Invite people to {name}",
  people: "Invite people",
  link: "Invitation link",
  copy: "Copy link",
  copied: "Link copied.",
  make: "Make a link",
  making: "Making the link",
  lasts: "Good for",
  hour: "1 hour",
  day: "1 day",
  week: "7 days",
  month: "30 days",
  uses: "Can be used",
  uses_any: "Any number of times",
  uses_n: { one: "Once", other: "{n} times" },
  ends: "Anyone with this link can join until {time}.",
} as const;

export const room = {
  text: "Room",
  voice: "Voice room",
  category: "Section",
  new: "Make a room",
  new_in: "Make a room in {name}",
  new_section: "Make a section",
  kind: "Kind",
  name: "Name",
  topic: "What it is about",
  make: "Make it",
  search: "Search in this room",
  settings: "Room settings",
  mark_read: "Mark read",
  copy_link: "Copy link",
  fold: "Fold {name}",
  voice_title: "Voice is not here yet",
  voice_text: "This version writes only. The room keeps its place for when voice arrives.",
  missing: "This room is not there",
  missing_text: "It was deleted, or you may not see it any more. Choose another room.",
  pins: "Pinned messages",
  people: "Members",
  actions: "Actions of the room",
} as const;

export const members = {
  title: "Members",
  everyone: "Everyone else",
  online: "Online",
  offline: "Offline",
  find: "Find a member",
  failed: "The members could not be loaded.",
  none: "Nobody by that name",
  owner: "Owner",
  bot: "Bot",
} as const;

export const person = {
  card: "Card of {name}",
  roles: "Roles",
  since: "Member since {date}",
  mention: "Mention",
  unknown: "Unknown person",
} as const;

export const pins = {
  title: "Pinned",
  empty: "Nothing is pinned",
  empty_text: "Pin what people should find again: deadlines, links, decisions.",
  jump: "Go to message",
  unpin: "Unpin",
  failed: "The pins could not be loaded.",
} as const;

export const stream = {
  label: "Messages in {room}",
  empty: "Nobody has said a word yet",
  empty_text: "This is the beginning of #{room}.",
  begin: "The beginning of #{room}",
  no_history: "You see only what is said while you are here.",
  loading: "Loading messages",
  failed: "The messages could not be loaded.",
  failed_text: "Check the connection and try again.",
  again: "Try again",
  new: "New",
  new_label: "New messages",
  today: "Today",
  yesterday: "Yesterday",
  newest: "To the newest",
  count: { one: "{n} new message", other: "{n} new messages" },
  deleted: "Message deleted",
  edited: "(edited)",
  edited_open: "Show earlier versions, edited {time}",
  sending: "Sending",
  failed_offline: "Not sent, you were offline.",
  failed_busy: "Not sent, the place was busy.",
  failed_slow: "Not sent, slow mode asks you to wait.",
  failed_forbidden: "Not sent, you may not write here any more.",
  failed_refused: "Not sent, the place refused it.",
  retry: "Try again",
  discard: "Discard",
  reply_deleted: "The message was deleted",
  reply_jump: "Go to the message of {name}",
  jump_lost: "That message is no longer there.",
  pinned: "Pinned",
} as const;

export const system = {
  join: "{name} came in.",
  pin: "{name} pinned a message.",
  pin_all: "See all pins",
  name: "{name} renamed the room to {room}.",
  encryption: "{name} turned encryption on.",
} as const;

export const act = {
  react: "React",
  reply: "Reply",
  more: "More",
  edit: "Edit",
  pin: "Pin to this room",
  unpin: "Unpin",
  copy: "Copy text",
  link: "Copy link",
  unread: "Mark as unread",
  reactions: "Who reacted",
  select: "Select",
  delete: "Delete",
  menu: "Message menu",
  copied: "Copied.",
  failed: "That did not work. Try again.",
  forbidden: "You may not do that here.",
  limit: "There is no room for more. Take one away first.",
} as const;

export const remove = {
  title: "Delete this message?",
  text: "It goes for everyone and cannot be brought back.",
  files: { one: "It goes with its file.", other: "It goes with its {n} files." },
  keep: "Keep it",
} as const;

/** Several messages chosen at once. */
export const select = {
  bar: "Selected messages",
  count: { one: "{n} message selected", other: "{n} messages selected" },
  full: "No more than {n} at once.",
  one: "Select message from {name}",
  title: { one: "Delete this message?", other: "Delete {n} messages?" },
  text: "They go for everyone, with their files, and cannot be brought back.",
  keep: "Keep them",
} as const;

export const revisions = {
  title: "Earlier versions",
  failed: "The versions could not be loaded.",
  none: "No earlier version is kept",
} as const;

export const reaction = {
  pill: { one: "{emoji} {n} person", other: "{emoji} {n} people" },
  mine: "{pill}, you too",
  more: "Add a reaction",
  who: "{names} reacted with {emoji}",
  title: "Reactions",
  clear: "Remove all",
  none: "Nobody reacts any more.",
  take: "Remove {emoji} of {name}",
  failed: "These people could not be loaded.",
  older: "Show more",
} as const;

export const file = {
  download: "Download {name}",
  open: "Open picture: {name}",
  picture: "Picture from {name}, no description",
  more: { one: "{n} more picture", other: "{n} more pictures" },
  previous: "Previous picture",
  next: "Next picture",
  of: "{at} of {n}",
  lost: "The picture could not be loaded.",
} as const;

export const write = {
  label: "Message to #{room}",
  placeholder: "Write to #{room}",
  add: "Add a file",
  mention: "Mention somebody",
  emoji: "Emoji",
  send: "Send",
  replying: "Replying to {name}",
  unreply: "Stop replying",
  drop: "Drop to add to #{room}",
  left: { one: "{n} character left", other: "{n} characters left" },
  over: { one: "{n} character too many", other: "{n} characters too many" },
  read_only: "You can read here. Ask for a role that writes.",
  timeout: "You are silenced until {time}. You can read meanwhile.",
  sealed: "This room is encrypted. This version cannot write here yet.",
  slow: { one: "Slow mode: you can write again in {n} second.", other: "Slow mode: you can write again in {n} seconds." },
  editing: "Edit message",
  leave_edit: "leave it",
  save_edit: "save",
  complete: "Suggestions",
  waiting_files: "Goes when the files are up.",
  held: "A file did not arrive. Try it again or remove it, or send once more to go without it.",
} as const;

export const upload = {
  remove: "Remove {name}",
  retry: "Upload {name} again",
  progress: "{name}, {percent} uploaded",
  describe: "Describe {name}",
  description: "What the picture shows",
  percent: "Uploading {percent}",
  picture_kind: "This is not a PNG, JPEG, GIF or WebP picture. Choose another.",
  unreadable: "This picture cannot be read. Choose another.",
  too_large: "The file is larger than {limit}. Choose a smaller one.",
  too_many: "A message holds ten files. Send these first.",
  kind: "The file is not what its name says. Choose another.",
  broken: "The upload broke off. Try again.",
  refused: "You may not add files here.",
  waiting: "Waiting for its turn",
  busy: "That is a lot at once. Try again in a minute.",
  unfit: "The file is empty or has a name that cannot be used. Rename it, or choose another.",
} as const;

export const emoji = {
  find: "Find an emoji",
  none: "No emoji by that name",
  recent: "Recent",
  g0: "Faces",
  g1: "People",
  g3: "Animals and nature",
  g4: "Food and drink",
  g5: "Travel and places",
  g6: "Activities",
  g7: "Objects",
  g8: "Symbols",
  g9: "Flags",
  tone: "Skin tone",
  loading: "Loading emoji",
  failed: "The emoji could not be loaded.",
} as const;

export const mark = {
  everyone: "everyone",
  here: "here",
  everyone_text: "Notifies everyone who can see this room",
  here_text: "Notifies who is here now",
  spoiler: "Hidden words, show them",
  unknown_room: "unknown room",
  unknown_role: "unknown role",
  copy_code: "Copy code",
} as const;

export const say = {
  message: "{name}: {text}",
  picture: "{name} sent a file",
  failed: "Message not sent.",
} as const;
