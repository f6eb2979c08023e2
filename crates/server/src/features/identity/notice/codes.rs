//! Mails that carry a code: what for, the code on a line of its own, how long it lives. No link, and no code in the
//! subject, which shows on locked screens.

use super::{
    post,
    texts::{escape, letter},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        Job,
        identity::{
            codes::ToSend,
            model::{
                code::{self, Purpose, dashed},
                login::Email,
            },
            store::{
                accounts,
                codes::{self, Issued},
            },
        },
    },
};
use anyhow::Context;
use snug_platform::net::mail::Mail;
use snug_proto::{
    ChallengeId,
    account::{AccountState, Me},
    instance::Locale,
};

/// Sends one code.
pub const CODE_JOB: Job =
    Job::new("identity.code", |app, payload| Box::pin(async move { send(&app, &payload).await })).far();

async fn send(app: &App, payload: &str) -> anyhow::Result<()> {
    let ToSend { challenge_id } = serde_json::from_str(payload).context("identity.code")?;
    let Some((issued, me)) = open_code(app, challenge_id).await? else { return Ok(()) };
    let Some(to) = address(app, &issued, &me).await? else { return Ok(()) };
    let Some(sealed) = issued.sealed else { return Ok(()) };
    let text = String::from_utf8(app.keys.open("email_code", challenge_id.0.as_bytes(), &sealed)?)?;
    let code = Code {
        purpose: issued.purpose,
        place: &app.identity.settings().name,
        name: &me.user.display_name,
        code: &dashed(&text),
        minutes: issued.purpose.life_ms() / 60_000,
    };
    post(app, &code.mail(&to, me.locale)).await?;
    let mut tx = app.db.write().await?;
    codes::forget_text(&mut tx, challenge_id).await?;
    tx.commit().await?;
    Ok(())
}

/// The code and whose it is, if it can still be of use to anybody.
async fn open_code(app: &App, id: ChallengeId) -> Result<Option<(Issued, Me)>> {
    let mut conn = app.db.read().await?;
    let issued = codes::get(&mut conn, id).await?;
    let issued = issued.filter(|row| row.spent_ms.is_none() && row.expires_ms > app.clock.now_ms());
    let Some((issued, account)) = issued.and_then(|row| row.account.map(|account| (row, account))) else {
        return Ok(None);
    };
    match accounts::me(&mut conn, account).await {
        Ok(me) => Ok(Some((issued, me))),
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Where it goes: to the address that was asked for, while it is the account's.
async fn address(app: &App, issued: &Issued, me: &Me) -> Result<Option<String>> {
    if issued.purpose != Purpose::Verify {
        let is_asked = |email: &String| {
            Email::parse(email).is_ok_and(|email| code::email_mac(&app.keys, &email.key)[..] == issued.email_mac[..])
        };
        let is_open = me.email_verified && me.state == AccountState::Active;
        return Ok(me.email.clone().filter(|email| is_open && is_asked(email)));
    }
    let Some(claimed) = issued.email.as_deref() else { return Ok(None) };
    let email = Email::parse(claimed)?;
    let holder = accounts::by_email(&mut app.db.read().await?, &email.key).await?;
    // Who has it is told of the claim instead.
    let is_free = holder.is_none_or(|holder| holder.id == me.user.id);
    let is_here = matches!(me.state, AccountState::Active | AccountState::Unverified);
    Ok((is_free && is_here).then_some(email.typed))
}

/// What a mail with a code says.
struct Code<'a> {
    purpose: Purpose,
    place: &'a str,
    name: &'a str,
    code: &'a str,
    minutes: i64,
}

impl Code<'_> {
    fn mail(&self, to: &str, locale: Locale) -> Mail {
        let words = words(self.purpose, locale);
        let minutes = self.minutes.to_string();
        let fill = |text: &str| {
            text.replace("{minutes}", &minutes).replace("{place}", self.place).replace("{name}", self.name)
        };
        let (hello, what) = (fill(words.hello), fill(words.what));
        let (life, nobody) = (fill(words.life), fill(words.nobody));
        let text = format!("{hello}\n\n{what}\n\n{}\n\n{life}\n{nobody}\n", self.code);
        let body = format!(
            "<p>{}</p><p>{}</p><p dir=\"ltr\"><b>{}</b></p><p>{}<br>{}</p>",
            escape(&hello),
            escape(&what),
            escape(self.code),
            escape(&life),
            escape(&nobody),
        );
        letter(to, locale, fill(words.subject), text, &body)
    }
}

struct Words {
    subject: &'static str,
    hello: &'static str,
    what: &'static str,
    life: &'static str,
    nobody: &'static str,
}

fn words(purpose: Purpose, locale: Locale) -> Words {
    let (hello, life, nobody) = match locale {
        Locale::En => (
            "Hello {name},",
            "It works once, for {minutes} minutes.",
            "Nobody from {place} ever asks you for it. It was not you? Then leave this mail alone.",
        ),
        Locale::Es => (
            "Hola, {name}:",
            "Sirve una sola vez, durante {minutes} minutos.",
            "Nadie de {place} te lo pedirá nunca. ¿No has sido tú? Entonces ignora este correo.",
        ),
        Locale::Ar => (
            "مرحبًا {name}،",
            "يصلح مرة واحدة خلال {minutes} دقيقة.",
            "لن يطلبه منك أحد من {place} أبدًا. لم تكن أنت؟ إذن تجاهل هذه الرسالة.",
        ),
    };
    let (subject, what) = match (purpose, locale) {
        (Purpose::SignIn, Locale::En) => ("{place}: your code to sign in", "This code signs you in to {place}:"),
        (Purpose::SignIn, Locale::Es) => {
            ("{place}: tu código para iniciar sesión", "Con este código inicias sesión en {place}:")
        }
        (Purpose::SignIn, Locale::Ar) => ("{place}: رمز تسجيل الدخول", "بهذا الرمز تسجّل الدخول إلى {place}:"),
        (Purpose::Reauth, Locale::En) => {
            ("{place}: your code to confirm it is you", "With this code you confirm on {place} that it is you:")
        }
        (Purpose::Reauth, Locale::Es) => {
            ("{place}: tu código para confirmar que eres tú", "Con este código confirmas en {place} que eres tú:")
        }
        (Purpose::Reauth, Locale::Ar) => ("{place}: رمز تأكيد هويتك", "بهذا الرمز تؤكد في {place} أنك أنت:"),
        (Purpose::Reset, Locale::En) => {
            ("{place}: your code for a new password", "With this code you set a new password on {place}:")
        }
        (Purpose::Reset, Locale::Es) => {
            ("{place}: tu código para una contraseña nueva", "Con este código pones una contraseña nueva en {place}:")
        }
        (Purpose::Reset, Locale::Ar) => {
            ("{place}: رمز كلمة المرور الجديدة", "بهذا الرمز تضع كلمة مرور جديدة في {place}:")
        }
        (Purpose::Verify, Locale::En) => {
            ("{place}: confirm your address", "With this code you confirm on {place} that this address is yours:")
        }
        (Purpose::Verify, Locale::Es) => {
            ("{place}: confirma tu dirección", "Con este código confirmas en {place} que esta dirección es tuya:")
        }
        (Purpose::Verify, Locale::Ar) => ("{place}: أكّد عنوانك", "بهذا الرمز تؤكد في {place} أن هذا العنوان لك:"),
    };
    Words { subject, hello, what, life, nobody }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_says_it_in_both_forms_without_a_link_or_a_code_in_the_subject() {
        for purpose in [Purpose::SignIn, Purpose::Reauth, Purpose::Verify, Purpose::Reset] {
            let mut seen = Vec::new();
            for locale in [Locale::En, Locale::Es, Locale::Ar] {
                let code = Code { purpose, place: "Foxglove", name: "<b>Ada", code: "012345", minutes: 10 };
                let mail = code.mail("ada@example.org", locale);
                for part in ["Foxglove", "012345", "10"] {
                    assert!(mail.text.contains(part) && mail.html.contains(part), "{part} in {mail:?}");
                }
                assert!(mail.text.lines().any(|line| line == "012345"), "{}", mail.text);
                assert!(!mail.subject.contains("012345") && mail.subject.contains("Foxglove"));
                assert!(!mail.text.contains('{') && !mail.subject.contains('{') && !mail.html.contains('{'));
                assert!(!mail.text.contains("http") && !mail.html.contains("href") && !mail.html.contains("<b>Ada"));
                assert!(!seen.contains(&mail.subject));
                seen.push(mail.subject);
            }
        }
    }
}
