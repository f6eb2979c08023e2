/** Short names for what crosses the wire; every shape is made from the `proto` crate by `cargo xtask gen`. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Id = Schemas["UserId"];
export type Timestamp = Schemas["Timestamp"];

export type Perm = Schemas["Perm"];
export type Picture = Schemas["Picture"];
export type UserRef = Schemas["UserRef"];
export type User = Schemas["User"];
export type Me = Schemas["Me"];
export type MePatch = Schemas["MePatch"];
export type Session = Schemas["Session"];
export type SignedIn = Schemas["SignedIn"];
export type SignIn = Schemas["SignIn"];
export type Challenge = Schemas["Challenge"];
export type Factors = Schemas["Factors"];
export type TotpStart = Schemas["TotpStart"];
export type RecoveryCodes = Schemas["RecoveryCodes"];
export type Refreshed = Schemas["Refreshed"];
export type ClientSettings = Schemas["ClientSettings"];
export type Instance = Schemas["Instance"];

export type Space = Schemas["Space"];
export type SpacePatch = Schemas["SpacePatch"];
export type SpaceState = Schemas["SpaceState"];
export type Role = Schemas["Role"];
export type NewRole = Schemas["NewRole"];
export type RolePatch = Schemas["RolePatch"];
export type Member = Schemas["Member"];
export type Invite = Schemas["Invite"];
export type NewInvite = Schemas["NewInvite"];
export type InvitePreview = Schemas["InvitePreview"];
export type Ban = Schemas["Ban"];
export type NewBan = Schemas["NewBan"];
export type AuditEntry = Schemas["AuditEntry"];

export type Channel = Schemas["Channel"];
export type NewChannel = Schemas["NewChannel"];
export type ChannelPatch = Schemas["ChannelPatch"];
export type ChannelPlace = Schemas["ChannelPlace"];
export type Override = Schemas["Override"];
export type OverrideTarget = Schemas["OverrideTarget"];
export type OverrideBody = Schemas["OverrideBody"];
export type ConversationPart = Schemas["ConversationPart"];
export type ConversationState = Schemas["ConversationState"];
export type NewConversation = Schemas["NewConversation"];
export type ReadState = Schemas["ReadState"];

export type Message = Schemas["Message"];
export type NewMessage = Schemas["NewMessage"];
export type MessagePage = Schemas["MessagePage"];
export type Revision = Schemas["Revision"];
export type ReplyTo = Schemas["ReplyTo"];
export type Mentions = Schemas["Mentions"];
export type Reaction = Schemas["Reaction"];
export type SystemEvent = Schemas["SystemEvent"];
export type Attachment = Schemas["Attachment"];
export type Upload = Schemas["Upload"];
export type FileUrls = Schemas["FileUrls"];

export type Hit = Schemas["Hit"];
export type Highlight = Schemas["Highlight"];
export type Has = Schemas["Has"];
export type Sort = Schemas["Sort"];
export type Friend = Schemas["Friend"];
export type FriendState = Schemas["FriendState"];
export type AskFriend = Schemas["AskFriend"];
export type Block = Schemas["Block"];

export type Presence = Schemas["Presence"];
export type PresenceChoice = Schemas["PresenceChoice"];
export type PresencePut = Schemas["PresencePut"];
export type Shown = Schemas["Shown"];
export type CustomStatus = Schemas["CustomStatus"];
export type NewStatus = Schemas["NewStatus"];
export type Report = Schemas["Report"];
export type NewReport = Schemas["NewReport"];
export type ReportCategory = Schemas["Category"];
export type ReportState = Schemas["ReportState"];
export type ReportAction = Schemas["ReportAction"];
export type ResolveReport = Schemas["ResolveReport"];

export type InstanceRole = Schemas["InstanceRole"];
export type AccountState = Schemas["AccountState"];
export type AdminStatus = Schemas["AdminStatus"];
export type AdminEvent = Schemas["AdminEvent"];
export type AdminKind = Schemas["AdminKind"];
export type AdminUser = Schemas["AdminUser"];
export type AdminUserDetail = Schemas["AdminUserDetail"];
export type AdminUserPatch = Schemas["AdminUserPatch"];
export type SuspendUser = Schemas["SuspendUser"];
export type Suspension = Schemas["Suspension"];
export type Elevate = Schemas["Elevate"];
export type Elevation = Schemas["Elevation"];

export type Level = Schemas["Level"];
export type NotificationLevel = Schemas["NotificationLevel"];
export type SetLevel = Schemas["SetLevel"];

export type Problem = Schemas["Problem"];
/** A page of any list; each list has its own schema of this form. */
export type Page<T> = Omit<Schemas["PageOfUser"], "items"> & { items: T[] };

export type Event = Schemas["Event"];
export type EventName = Event["t"];
export type Ready = Schemas["Ready"];
export type ServerFrame = Schemas["ServerFrame"];
export type ClientFrame = Schemas["ClientFrame"];
