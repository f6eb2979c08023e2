//! What a message may be: text, nonce, files.

use crate::{
    error::{Error, Result},
    text,
};
use sha2::{Digest, Sha256};
use snug_proto::{
    MessageId,
    limits::{ATTACHMENTS_MAX, CONTENT_MAX, NONCE_MAX},
    messages::{AllowedMentions, NewAttachment, NewMessage},
};
use std::collections::BTreeSet;

/// A message that can be sent, as far as it can be known without looking.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The text, in normal form.
    pub content: Option<String>,
    /// The mark that makes sending twice harmless.
    pub nonce: Option<Nonce>,
    /// What it answers.
    pub reply_to: Option<MessageId>,
    /// Own uploads.
    pub attachments: Vec<NewAttachment>,
    /// Whom it may call.
    pub allowed: AllowedMentions,
}

/// The sender's mark of a message, with a digest of the message it belongs to.
#[derive(Clone, Debug)]
pub struct Nonce {
    /// 1 to 64 of `A-Z a-z 0-9 _ -`.
    pub text: String,
    /// SHA-256 of everything else in the body.
    pub digest: [u8; 32],
}

impl Draft {
    /// Checks a body.
    ///
    /// # Errors
    /// `invalid` with the field: `content`, `nonce` or `attachments`.
    pub fn parse(new: NewMessage) -> Result<Self> {
        let content = content(new.content)?;
        if new.attachments.len() > ATTACHMENTS_MAX {
            return Err(Error::invalid("attachments", format!("At most {ATTACHMENTS_MAX} files.")));
        }
        let different: BTreeSet<_> = new.attachments.iter().map(|attachment| attachment.upload_id).collect();
        if different.len() < new.attachments.len() {
            return Err(Error::invalid("attachments", "Each file once."));
        }
        if content.is_none() && new.attachments.is_empty() {
            return Err(Error::invalid("content", "A message needs words or a file."));
        }
        let allowed = new.allowed_mentions.unwrap_or_default();
        let body = (&content, &new.reply_to, &new.attachments, &allowed);
        let digest = Sha256::digest(serde_json::to_vec(&body).map_err(anyhow::Error::from)?).into();
        let nonce = new.nonce.map(|text| nonce(text, digest)).transpose()?;
        Ok(Self { content, nonce, reply_to: new.reply_to, attachments: new.attachments, allowed })
    }
}

/// The text of a message; blank is none.
///
/// # Errors
/// `invalid` with field `content`: a NUL, or more than 4000 code points.
pub fn content(sent: Option<String>) -> Result<Option<String>> {
    let content = sent.map(|sent| text::block("content", &sent, CONTENT_MAX)).transpose()?;
    Ok(content.filter(|content| !content.trim().is_empty()))
}

fn nonce(text: String, digest: [u8; 32]) -> Result<Nonce> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if text.is_empty() || text.len() > NONCE_MAX || !text.bytes().all(is_plain) {
        return Err(Error::invalid("nonce", "1 to 64 of A-Z a-z 0-9 _ -"));
    }
    Ok(Nonce { text, digest })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draft(content: &str) -> NewMessage {
        NewMessage { content: Some(content.into()), ..NewMessage::default() }
    }

    #[test]
    fn a_message_needs_words_or_a_file() {
        for blank in ["", " ", "\n\t\n"] {
            assert!(Draft::parse(draft(blank)).is_err());
        }
        assert!(Draft::parse(NewMessage::default()).is_err());
        let file = NewAttachment { upload_id: uuid::Uuid::nil().into(), description: None };
        let twice = NewMessage { attachments: vec![file.clone(), file.clone()], ..NewMessage::default() };
        assert!(Draft::parse(NewMessage { attachments: vec![file], ..NewMessage::default() }).is_ok());
        assert!(Draft::parse(twice).is_err());
    }

    #[test]
    fn a_nonce_knows_the_body_it_belongs_to() {
        let digest = |content: &str| {
            let new = NewMessage { nonce: Some("n-1_A".into()), ..draft(content) };
            Draft::parse(new).unwrap().nonce.unwrap().digest
        };
        assert_eq!(digest("a\r\nb"), digest("a\nb"));
        assert_ne!(digest("a"), digest("b"));
        for bad in ["", "a b", "é", &"x".repeat(65)] {
            assert!(Draft::parse(NewMessage { nonce: Some(bad.to_owned()), ..draft("a") }).is_err(), "{bad:?}");
        }
        assert!(Draft::parse(NewMessage { nonce: Some("x".repeat(64)), ..draft("a") }).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_sent_is_what_is_kept(sent in "[^\0]{1,200}") {
            if let Ok(draft) = Draft::parse(draft(&sent)) {
                let kept = draft.content.unwrap_or_default();
                prop_assert_eq!(content(Some(kept.clone())).unwrap(), Some(kept));
            }
        }
    }
}
