//! Reports: what somebody finds wrong, the copy of it that is kept, and what became of it.

use crate::{ChannelId, MessageId, ReportId, SpaceId, Timestamp, UserId, account::UserRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Advertising nobody asked for.
    Spam,
    /// Going after somebody.
    Harassment,
    /// Contempt for what people are.
    Hate,
    /// Threats, or joy in harm.
    Violence,
    /// Sexual content where it does not belong.
    Sexual,
    /// Somebody may hurt themselves.
    SelfHarm,
    /// Against the law.
    Illegal,
    /// Something else.
    Other,
}

/// What is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// A message.
    Message,
    /// A person.
    User,
    /// A space.
    Space,
}

/// `POST /reports`: exactly one of the three ids.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    /// A message that the caller can read and did not write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
    /// Somebody else whose profile the caller can see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// A space of somebody else that the caller is a member of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub space_id: Option<SpaceId>,
    /// What is wrong.
    pub category: Category,
    /// In own words: at most 1000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What was reported, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportTarget {
    /// What it is.
    pub kind: TargetKind,
    /// Which one.
    pub id: Uuid,
    /// The space whose queue the report is in; `null`: only those who run the place read it.
    pub space_id: Option<SpaceId>,
    /// The channel of a message.
    pub channel_id: Option<ChannelId>,
    /// The author, the person, or the owner of the space.
    pub user: Option<UserRef>,
}

/// A file of a reported message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SnapshotFile {
    /// Name.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// What the bytes are.
    pub content_type: String,
    /// SHA-256 of the bytes, in hexadecimal; `null` for files older than the hashes.
    pub sha256: Option<String>,
}

/// What stood there when it was reported; later changes do not change it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Snapshot {
    /// The message, the words about the person, or the description of the space.
    pub text: Option<String>,
    /// Who wrote the message.
    pub author: Option<UserRef>,
    /// When it was written.
    pub at: Option<Timestamp>,
    /// Name of the person or space.
    pub name: Option<String>,
    /// Files of the message, without their bytes.
    pub files: Vec<SnapshotFile>,
}

/// How far a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// Nobody looks after it.
    Open,
    /// Somebody does.
    Claimed,
    /// It is closed.
    Resolved,
}

/// What a resolution does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportAction {
    /// Nothing.
    None,
    /// Deletes the message.
    Delete,
    /// Writes to the person by mail.
    Warn,
    /// Silences the person in the space for a while.
    Timeout,
    /// Puts the person out of the space.
    Kick,
    /// Keeps the person out of the space.
    Ban,
}

/// What became of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Resolution {
    /// What was done.
    pub action: ReportAction,
    /// Why, in words.
    pub note: Option<String>,
    /// By whom; `null`: by who runs the place, or that account is gone.
    pub by: Option<UserRef>,
    /// When.
    pub at: Timestamp,
}

/// A report, without who made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Id.
    pub id: ReportId,
    /// What was reported.
    pub target: ReportTarget,
    /// What is wrong.
    pub category: Category,
    /// In the words of who reported it.
    pub note: Option<String>,
    /// What stood there then.
    pub snapshot: Snapshot,
    /// How far it is.
    pub state: ReportState,
    /// Who looks after it, or did.
    pub claimed_by: Option<UserRef>,
    /// What became of it.
    pub resolution: Option<Resolution>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Query of the list of reports.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ReportQuery {
    /// Where to go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only those that are so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ReportState>,
    /// Only those about this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
}

/// `POST /reports/{report_id}/resolve`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolveReport {
    /// What to do.
    pub action: ReportAction,
    /// Why, in words: at most 1000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// How long a timeout or ban lasts; a timeout needs it, a ban without it has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<i64>,
}

/// What is told of a report that moved on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ReportTold {
    /// To those who handle the reports of the space, but for the person accused.
    Whole {
        /// Where.
        space_id: SpaceId,
        /// The report.
        report: Box<Report>,
    },
    /// To who made it.
    Mine {
        /// Which.
        id: ReportId,
        /// How far it is.
        state: ReportState,
    },
}
