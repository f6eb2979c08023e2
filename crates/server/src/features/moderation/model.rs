//! Rules of reports.

use crate::{
    error::{Error, Result},
    text,
};
use snug_proto::{MessageId, SpaceId, UserId, limits::REPORT_NOTE_MAX, reports::NewReport};

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

/// Words beside a report or its resolution; blank ones are none.
///
/// # Errors
/// `invalid`, field `note`: more than 1000 characters.
pub fn note(note: Option<String>) -> Result<Option<String>> {
    let words = note.map(|words| text::block("note", &words, REPORT_NOTE_MAX)).transpose()?;
    Ok(words.filter(|words| !words.trim().is_empty()))
}
