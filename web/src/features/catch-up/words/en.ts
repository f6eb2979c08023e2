/** Words of the catch-up page. */

export default {
  catch: {
    title: "Catch up",
    rooms: "Rooms that wait",
    none: "Nothing waits for you",
    none_text: "Rooms with something new come here, those that call you first.",
    unread: { one: "{n} new message", other: "{n} new messages" },
    open: "Open {room} in {space}",
    read: "Mark {room} as read",
    read_all: "Mark all as read",
    was_read: "{room} is read.",
    were_read: { one: "{n} room is read.", other: "{n} rooms are read." },
    undo: "Undo",
    failed: "The first lines did not load.",
    again: "Try again",
    nothing_left: "What was new here is gone.",
    sealed: "Encrypted message",
    more: { one: "and {n} more", other: "and {n} more" },
    next: "next",
    done: "read",
    enter: "open",
  },
} as const;
