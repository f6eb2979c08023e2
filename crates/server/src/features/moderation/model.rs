//! Rules of reports.

use crate::{
    error::{Error, Result},
    text,
};
use snug_proto::{
    MessageId, SpaceId, UserId,
    limits::REPORT_NOTE_MAX,
    reports::{NewReport, ReportAction, ResolveReport, TargetKind},
};

/// What is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A message.
    Message(MessageId),
    /// A person.
    User(UserId),
    /// A space.
    Space(SpaceId),
}

impl Target {
    /// The one thing that a report names.
    ///
    /// # Errors
    /// `invalid`, field `message_id`: none, or more than one.
    pub fn of(new: &NewReport) -> Result<Self> {
        match (new.message_id, new.user_id, new.space_id) {
            (Some(message), None, None) => Ok(Self::Message(message)),
            (None, Some(user), None) => Ok(Self::User(user)),
            (None, None, Some(space)) => Ok(Self::Space(space)),
            _ => Err(Error::invalid("message_id", "Exactly one of message_id, user_id and space_id.")),
        }
    }
}

/// What a resolution does, with all that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Nothing.
    None,
    /// A mail to the person.
    Warn,
    /// The message goes.
    Delete,
    /// The person is silent for so many seconds.
    Timeout(i64),
    /// The person goes.
    Kick,
    /// The person stays out, for so many seconds or for good.
    Ban(Option<i64>),
}

impl Order {
    /// Checks a resolution against what was reported.
    ///
    /// # Errors
    /// * `invalid`, field `action`: only a message can be deleted.
    /// * `invalid`, field `seconds`: a timeout without them, or another action with them.
    pub fn of(resolve: &ResolveReport, kind: TargetKind) -> Result<Self> {
        let order = match (resolve.action, resolve.seconds) {
            (ReportAction::Timeout, Some(seconds)) => Self::Timeout(seconds),
            (ReportAction::Timeout, None) => return Err(Error::invalid("seconds", "How long the timeout lasts.")),
            (ReportAction::Ban, seconds) => Self::Ban(seconds),
            (_, Some(_)) => return Err(Error::invalid("seconds", "Only a timeout and a ban last.")),
            (ReportAction::None, None) => Self::None,
            (ReportAction::Warn, None) => Self::Warn,
            (ReportAction::Delete, None) => Self::Delete,
            (ReportAction::Kick, None) => Self::Kick,
        };
        if order == Self::Delete && kind != TargetKind::Message {
            return Err(Error::invalid("action", "Only a message can be deleted."));
        }
        Ok(order)
    }

    /// True when it changes who may do what in the space.
    pub fn changes_rights(self) -> bool {
        matches!(self, Self::Timeout(_) | Self::Kick | Self::Ban(_))
    }
}

/// Words beside a report or its resolution; blank ones are none.
///
/// # Errors
/// `invalid`, field `note`: more than 1000 characters.
pub fn note(note: Option<String>) -> Result<Option<String>> {
    let words = note.map(|words| text::block("note", &words, REPORT_NOTE_MAX)).transpose()?;
    Ok(words.filter(|words| !words.trim().is_empty()))
}
