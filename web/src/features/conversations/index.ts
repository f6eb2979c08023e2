/** Direct and group conversations, outside of spaces. */
export { ConversationList } from "./ConversationList";
export { Details } from "./Details";
export { NewConversation } from "./NewConversation";
export { createTalk } from "./deeds";
export { HomeBadge } from "./HomeBadge";
export { TalkHead } from "./TalkHead";
