//! The words of notices, in each language, as plain text and as HTML without anything from elsewhere.

use super::Kind;
use snug_platform::net::mail::Mail;
use snug_proto::instance::Locale;

/// What a notice tells.
pub struct Told<'a> {
    /// What happened.
    pub kind: Kind,
    /// Name of the place.
    pub place: &'a str,
    /// Name of the person.
    pub name: &'a str,
    /// What the client calls itself. Whoever signs in chooses it.
    pub client: &'a str,
    /// Where it was.
    pub address: &'a str,
    /// When it was.
    pub at: &'a str,
    /// The place.
    pub url: &'a str,
}

/// The words of one notice in one language.
struct Words {
    subject: &'static str,
    hello: &'static str,
    what: &'static str,
    then: &'static str,
    client: &'static str,
    unknown: &'static str,
    time: &'static str,
    address: &'static str,
}

impl Told<'_> {
    /// The mail.
    pub fn mail(&self, to: &str, locale: Locale) -> Mail {
        let words = words(self.kind, locale);
        let (lang, dir) = match locale {
            Locale::En => ("en", "ltr"),
            Locale::Es => ("es", "ltr"),
            Locale::Ar => ("ar", "rtl"),
        };
        let fill = |text: &str| text.replace("{place}", self.place).replace("{name}", self.name);
        // A client names itself: only what is no address and no sentence stands in a mail.
        let is_plain = self.client.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let client = if is_plain && !self.client.is_empty() { self.client } else { words.unknown };
        let facts = [(words.client, client), (words.time, self.at), (words.address, self.address)];
        let listed: String = facts.iter().map(|(label, fact)| format!("{label}: {fact}\n")).collect();
        let (hello, what, then) = (fill(words.hello), fill(words.what), fill(words.then));
        let text = format!("{hello}\n\n{what}\n\n{listed}\n{then}\n{}\n", self.url);
        let rows: String = facts
            .iter()
            .map(|(label, fact)| format!("<li>{}: <bdi>{}</bdi></li>", escape(label), escape(fact)))
            .collect();
        let url = escape(self.url);
        let html = format!(
            "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><body><p>{}</p><p>{}</p><ul>{rows}</ul>\
             <p>{}<br><a href=\"{url}\">{url}</a></p></body></html>",
            escape(&hello),
            escape(&what),
            escape(&then),
        );
        Mail { to: to.to_owned(), subject: fill(words.subject), text, html, lang: lang.to_owned() }
    }
}

fn words(kind: Kind, locale: Locale) -> Words {
    match (kind, locale) {
        (Kind::NewClient, Locale::En) => Words {
            subject: "{place}: new sign-in",
            what: "Somebody signed in to your account on {place} with a program that was not used before.",
            then: "Was it you? Then there is nothing to do. If not, end that session in your settings and tell the \
                   people who run the place.",
            ..ENGLISH
        },
        (Kind::RefreshReuse, Locale::En) => Words {
            subject: "{place}: a session was ended",
            what: "A key of one of your sessions on {place} was used twice. It may have been copied, so the session \
                   was ended.",
            then: "Sign in again. If you did not restore a backup or copy a device, look through your other sessions \
                   in the settings.",
            ..ENGLISH
        },
        (Kind::NewClient, Locale::Es) => Words {
            subject: "{place}: nuevo inicio de sesión",
            what: "Alguien ha iniciado sesión en tu cuenta de {place} con un programa que no se había usado antes.",
            then: "¿Has sido tú? Entonces no hay nada que hacer. Si no, cierra esa sesión en los ajustes y avisa a \
                   quienes administran el lugar.",
            ..SPANISH
        },
        (Kind::RefreshReuse, Locale::Es) => Words {
            subject: "{place}: se ha cerrado una sesión",
            what: "Una clave de una de tus sesiones en {place} se ha usado dos veces. Puede que la hayan copiado, así \
                   que hemos cerrado la sesión.",
            then: "Inicia sesión de nuevo. Si no has restaurado una copia ni clonado un dispositivo, revisa tus otras \
                   sesiones en los ajustes.",
            ..SPANISH
        },
        (Kind::NewClient, Locale::Ar) => Words {
            subject: "{place}: تسجيل دخول جديد",
            what: "سجّل أحدهم الدخول إلى حسابك في {place} ببرنامج لم يُستخدم من قبل.",
            then: "هل كنت أنت؟ إذن لا حاجة إلى فعل شيء. وإلا فأنهِ تلك الجلسة من الإعدادات وأخبر القائمين على المكان.",
            ..ARABIC
        },
        (Kind::RefreshReuse, Locale::Ar) => Words {
            subject: "{place}: أُنهيت جلسة",
            what: "استُخدم مفتاح إحدى جلساتك في {place} مرتين. ربما نُسخ، لذلك أُنهيت الجلسة.",
            then: "سجّل الدخول من جديد. إن لم تكن قد استعدت نسخة احتياطية أو نسخت جهازًا فراجع جلساتك الأخرى في الإعدادات.",
            ..ARABIC
        },
    }
}

const ENGLISH: Words = Words {
    subject: "",
    hello: "Hello {name},",
    what: "",
    then: "",
    client: "Program",
    unknown: "unknown",
    time: "Time",
    address: "Address",
};

const SPANISH: Words = Words {
    subject: "",
    hello: "Hola, {name}:",
    what: "",
    then: "",
    client: "Programa",
    unknown: "desconocido",
    time: "Hora",
    address: "Dirección",
};

const ARABIC: Words = Words {
    subject: "",
    hello: "مرحبًا {name}،",
    what: "",
    then: "",
    client: "البرنامج",
    unknown: "غير معروف",
    time: "الوقت",
    address: "العنوان",
};

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'a>(kind: Kind, name: &'a str, client: &'a str) -> Told<'a> {
        let (place, address, at) = ("Foxglove", "192.0.2.7", "2026-01-01 00:00 UTC");
        Told { kind, place, name, client, address, at, url: "https://snug.example" }
    }

    #[test]
    fn each_language_says_all_of_it_in_both_forms() {
        for kind in [Kind::NewClient, Kind::RefreshReuse] {
            let mut seen = Vec::new();
            for locale in [Locale::En, Locale::Es, Locale::Ar] {
                let mail = told(kind, "Ada", "Firefox on Linux").mail("ada@example.org", locale);
                for part in ["Ada", "Foxglove", "Firefox on Linux", "192.0.2.7", "2026-01-01", "https://snug.example"] {
                    assert!(mail.text.contains(part) && mail.html.contains(part), "{part} in {mail:?}");
                }
                assert!(mail.subject.contains("Foxglove") && !mail.subject.contains('{'), "{}", mail.subject);
                assert!(!mail.text.contains('{') && !mail.html.contains('{'), "{mail:?}");
                let dir = if locale == Locale::Ar { "dir=\"rtl\"" } else { "dir=\"ltr\"" };
                assert!(mail.html.contains(dir) && mail.html.contains(&format!("lang=\"{}\"", mail.lang)));
                assert!(!mail.html.contains("src=") && !mail.html.contains("<img") && !mail.html.contains("<link"));
                assert!(!seen.contains(&mail.subject));
                seen.push(mail.subject);
            }
        }
    }

    #[test]
    fn names_become_text_and_never_markup_and_a_client_cannot_speak() {
        let mail = told(Kind::NewClient, "<script>alert(1)</script>", "evil.example").mail("a@b.example", Locale::En);
        assert!(!mail.html.contains("<script") && mail.html.contains("&lt;script&gt;"), "{}", mail.html);
        assert!(!mail.text.contains("evil.example") && !mail.html.contains("evil.example"));
        let mail = told(Kind::NewClient, "Ada", "\"><a href=x>").mail("a@b.example", Locale::En);
        assert!(!mail.html.contains("href=x"), "{}", mail.html);
    }
}
