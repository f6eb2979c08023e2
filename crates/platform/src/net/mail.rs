//! Mail: over SMTP, into a folder during development, or off.

use crate::clock::Clock;
use anyhow::Context;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

const SMTP_STEP: Duration = Duration::from_secs(5);
const SEND: Duration = Duration::from_secs(10);
const PROBE: Duration = Duration::from_millis(900);
/// RFC 5322, section 2.1.1: longest line, here of a subject before it is folded.
const MAX_SUBJECT_BYTES: usize = 998;

/// Sends mail. Clones share the connection settings.
#[derive(Clone, Debug, Default)]
pub struct Mailer(Way);

#[derive(Clone, Debug, Default)]
enum Way {
    #[default]
    Off,
    Smtp(Arc<Smtp>),
    Folder(Arc<Folder>),
}

#[derive(Debug)]
struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    clock: Clock,
}

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    from: Mailbox,
    clock: Clock,
}

/// One mail to one person.
#[derive(Clone, Debug)]
pub struct Mail {
    /// A bare address, without a name.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// Language tag of the texts (BCP 47), such as `ar`.
    pub lang: String,
}

/// Why a mail was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailError {
    /// Mail is off.
    Off,
    /// A field cannot be sent; it will not help to try again.
    Invalid(&'static str),
    /// The mail server refuses for good; it will not help to try again.
    Refused,
    /// The mail server does not answer or asks to come back later.
    Unavailable,
}

impl std::fmt::Display for MailError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Off => f.write_str("mail is off"),
            Self::Invalid(field) => write!(f, "the mail's {field} cannot be sent"),
            Self::Refused => f.write_str("the mail server refuses the mail"),
            Self::Unavailable => f.write_str("the mail server does not answer"),
        }
    }
}

impl std::error::Error for MailError {}

impl MailError {
    /// Whether the same mail may be accepted later.
    pub fn is_passing(self) -> bool {
        matches!(self, Self::Off | Self::Unavailable)
    }
}

impl Mailer {
    /// Sends nothing.
    pub fn off() -> Self {
        Self(Way::Off)
    }

    /// Over `smtps://user:password@host`, or `smtp://host?tls=required` (STARTTLS), or without `tls` in the clear. `from`
    /// is an address with or without a name. The server need not be up.
    ///
    /// # Errors
    /// When `url` or `from` is not understood.
    pub fn smtp(url: &str, from: &str, clock: Clock) -> anyhow::Result<Self> {
        // The address is not repeated in the error: it holds a password.
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url).ok().context("not the URL of a mail server")?;
        let transport = transport.timeout(Some(SMTP_STEP)).build();
        Ok(Self(Way::Smtp(Arc::new(Smtp { transport, from: sender(from)?, clock }))))
    }

    /// Writes each mail as a file into a folder, which is made if it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or `from` is not an address.
    pub fn folder(path: impl AsRef<Path>, from: &str, clock: Clock) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&path)?;
        Ok(Self(Way::Folder(Arc::new(Folder { path: path.as_ref().into(), from: sender(from)?, clock }))))
    }

    /// Whether mail is off.
    pub fn is_off(&self) -> bool {
        matches!(self.0, Way::Off)
    }

    /// Hands the mail over to the next server, or to the folder.
    ///
    /// # Errors
    /// See [`MailError`].
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        match &self.0 {
            Way::Off => Err(MailError::Off),
            Way::Smtp(smtp) => smtp.send(mail).await,
            Way::Folder(folder) => folder.send(mail).await,
        }
    }

    /// Whether mail would be taken, known after at most 0.9 s; false when it is off.
    pub async fn probe(&self) -> bool {
        match &self.0 {
            Way::Off => false,
            Way::Smtp(smtp) => {
                smtp.clock.within(PROBE, smtp.transport.test_connection()).await.is_some_and(|up| up.is_ok_and(|up| up))
            }
            Way::Folder(folder) => tokio::fs::metadata(&folder.path).await.is_ok_and(|there| there.is_dir()),
        }
    }
}

impl Smtp {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = compose(mail, &self.from, &self.clock)?;
        match self.clock.within(SEND, self.transport.send(message)).await {
            Some(Ok(_)) => Ok(()),
            Some(Err(error)) => {
                // Only the code: the server's words may repeat the address.
                let code = error.status().map(|code| code.to_string()).unwrap_or_default();
                tracing::warn!(mail.code = code, "the mail server did not take a mail");
                Err(if error.is_permanent() { MailError::Refused } else { MailError::Unavailable })
            }
            None => Err(MailError::Unavailable),
        }
    }
}

impl Folder {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = compose(mail, &self.from, &self.clock)?;
        let name = format!("{}-{:08x}", self.clock.now_ms(), rand::random::<u32>());
        let (aside, file) = (self.path.join(format!("{name}.part")), self.path.join(format!("{name}.eml")));
        let writing = async {
            tokio::fs::write(&aside, message.formatted()).await?;
            tokio::fs::rename(&aside, &file).await
        };
        if let Err(error) = writing.await {
            tracing::warn!(mail.cause = %error, "a mail could not be written into the folder");
            return Err(MailError::Unavailable);
        }
        tracing::info!(mail.file = format!("{name}.eml"), "a mail was written into the folder");
        Ok(())
    }
}

fn sender(from: &str) -> anyhow::Result<Mailbox> {
    from.parse().ok().context("the sender of mails is not an address")
}

/// Refuses whatever could end a header line and begin another.
fn compose(mail: &Mail, from: &Mailbox, clock: &Clock) -> Result<Message, MailError> {
    let is_line = |text: &str| !text.chars().any(char::is_control);
    if !is_line(&mail.to) {
        return Err(MailError::Invalid("address"));
    }
    if !is_line(&mail.subject) || mail.subject.len() > MAX_SUBJECT_BYTES {
        return Err(MailError::Invalid("subject"));
    }
    if mail.lang.is_empty() || !mail.lang.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(MailError::Invalid("language"));
    }
    let to: Address = mail.to.parse().map_err(|_| MailError::Invalid("address"))?;
    let since_1970 = Duration::from_millis(u64::try_from(clock.now_ms()).unwrap_or(0));
    let id = format!("<{:032x}@{}>", rand::random::<u128>(), from.email.domain());
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(&mail.subject)
        .date(std::time::UNIX_EPOCH + since_1970)
        .message_id(Some(id))
        .raw_header(header("Content-Language", &mail.lang))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
        .map_err(|_| MailError::Invalid("text"))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

#[cfg(test)]
mod tests;
