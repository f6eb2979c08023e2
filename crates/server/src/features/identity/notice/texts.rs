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
        let fill = |text: &str| text.replace("{place}", self.place).replace("{name}", self.name);
        // A client names itself: only what is no address and no sentence stands in a mail.
        let is_plain = self.client.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let client = if is_plain && !self.client.is_empty() { self.client } else { words.unknown };
        let facts = match self.kind {
            // Client and address would be those of whoever did it.
            Kind::Warned | Kind::FactorsReset => vec![(words.time, self.at)],
            _ => vec![(words.client, client), (words.time, self.at), (words.address, self.address)],
        };
        let listed: String = facts.iter().map(|(label, fact)| format!("{label}: {fact}\n")).collect();
        let (hello, what, then) = (fill(words.hello), fill(words.what), fill(words.then));
        let text = format!("{hello}\n\n{what}\n\n{listed}\n{then}\n{}\n", self.url);
        let rows: String = facts
            .iter()
            .map(|(label, fact)| format!("<li>{}: <bdi>{}</bdi></li>", escape(label), escape(fact)))
            .collect();
        let url = escape(self.url);
        let body = format!(
            "<p>{}</p><p>{}</p><ul>{rows}</ul><p>{}<br><a href=\"{url}\">{url}</a></p>",
            escape(&hello),
            escape(&what),
            escape(&then),
        );
        letter(to, locale, fill(words.subject), text, &body)
    }
}

/// A mail in a language, with what stands in its HTML.
pub fn letter(to: &str, locale: Locale, subject: String, text: String, body: &str) -> Mail {
    let (lang, dir) = match locale {
        Locale::En => ("en", "ltr"),
        Locale::Es => ("es", "ltr"),
        Locale::Ar => ("ar", "rtl"),
    };
    let html = format!("<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><body>{body}</body></html>");
    Mail { to: to.to_owned(), subject, text, html, lang: lang.to_owned() }
}

fn words(kind: Kind, locale: Locale) -> Words {
    match locale {
        Locale::En => english(kind),
        Locale::Es => spanish(kind),
        Locale::Ar => arabic(kind),
    }
}

fn english(kind: Kind) -> Words {
    match kind {
        Kind::NewClient => Words {
            subject: "{place}: new sign-in",
            what: "Somebody signed in to your account on {place} with a program that was not used before.",
            then: "Was it you? Then there is nothing to do. If not, end that session in your settings and tell the \
                   people who run the place.",
            ..ENGLISH
        },
        Kind::RefreshReuse => Words {
            subject: "{place}: a session was ended",
            what: "A key of one of your sessions on {place} was used twice. It may have been copied, so the session \
                   was ended.",
            then: "Sign in again. If you did not restore a backup or copy a device, look through your other sessions \
                   in the settings.",
            ..ENGLISH
        },
        Kind::CodesPaused => Words {
            subject: "{place}: codes by mail are paused",
            what: "Somebody typed many wrong codes for your account on {place}. Codes by mail open it again in a day, or \
                   as soon as you sign in with your password.",
            then: "Was it not you? Your account is safe; nobody came in.",
            ..ENGLISH
        },
        Kind::EmailChanged => Words {
            subject: "{place}: your address was changed",
            what: "The address of your account on {place} was replaced or taken away.",
            then: "Was it you? Then there is nothing to do. If not, change your password and tell the people who run the \
                   place.",
            ..ENGLISH
        },
        Kind::AddressInUse => Words {
            subject: "{place}: somebody typed your address",
            what: "Somebody gave this address on {place} as their own. It is yours, so they got no code.",
            then: "Was it you? You have an account already: sign in with it. If not, there is nothing to do.",
            ..ENGLISH
        },
        Kind::FactorAdded => Words {
            subject: "{place}: an authenticator was added",
            what: "Your account on {place} now asks for a code of an authenticator at sign-in.",
            then: "Was it you? Then there is nothing to do. If not, change your password and end your other sessions in the settings.",
            ..ENGLISH
        },
        Kind::FactorRemoved => Words {
            subject: "{place}: the authenticator was removed",
            what: "Your account on {place} no longer asks for a second factor at sign-in.",
            then: "Was it you? Then there is nothing to do. If not, change your password and end your other sessions in the settings.",
            ..ENGLISH
        },
        Kind::RecoveryUsed => Words {
            subject: "{place}: a recovery code was used",
            what: "One of your recovery codes on {place} was used. It is spent now.",
            then: "Was it you? Then there is nothing to do. If not, change your password and end your other sessions in the settings.",
            ..ENGLISH
        },
        Kind::RecoveryRenewed => Words {
            subject: "{place}: new recovery codes",
            what: "Your account on {place} has new recovery codes. The old ones are void.",
            then: "Was it you? Then there is nothing to do. If not, change your password and end your other sessions in the settings.",
            ..ENGLISH
        },
        Kind::PasswordChanged => Words {
            subject: "{place}: your password was changed",
            what: "The password of your account on {place} was changed.",
            then: "Was it you? Then there is nothing to do. If not, set a new one by mail at once, and tell the people who run the place.",
            ..ENGLISH
        },
        Kind::FactorsReset => Words {
            subject: "{place}: your second factor was reset",
            what: "Those who run {place} removed your authenticator and your recovery codes, and signed you out everywhere.",
            then: "Sign in with your password and add an authenticator again. If you did not ask for this, ask those who run the place.",
            ..ENGLISH
        },
        Kind::Warned => Words {
            subject: "{place}: a warning",
            what: "Something of yours on {place} was reported. Those who look after it there warn you.",
            then: "Read the rules of the space again and keep to them. What comes next may be a pause, or the end of your stay.",
            ..ENGLISH
        },
    }
}

fn spanish(kind: Kind) -> Words {
    match kind {
        Kind::NewClient => Words {
            subject: "{place}: nuevo inicio de sesión",
            what: "Alguien ha iniciado sesión en tu cuenta de {place} con un programa que no se había usado antes.",
            then: "¿Has sido tú? Entonces no hay nada que hacer. Si no, cierra esa sesión en los ajustes y avisa a \
                   quienes administran el lugar.",
            ..SPANISH
        },
        Kind::RefreshReuse => Words {
            subject: "{place}: se ha cerrado una sesión",
            what: "Una clave de una de tus sesiones en {place} se ha usado dos veces. Puede que la hayan copiado, así \
                   que hemos cerrado la sesión.",
            then: "Inicia sesión de nuevo. Si no has restaurado una copia ni clonado un dispositivo, revisa tus otras \
                   sesiones en los ajustes.",
            ..SPANISH
        },
        Kind::CodesPaused => Words {
            subject: "{place}: los códigos por correo están en pausa",
            what: "Alguien ha escrito muchos códigos erróneos para tu cuenta de {place}. Los códigos por correo volverán a \
                   servir dentro de un día, o en cuanto inicies sesión con tu contraseña.",
            then: "¿No has sido tú? Tu cuenta está a salvo; nadie ha entrado.",
            ..SPANISH
        },
        Kind::EmailChanged => Words {
            subject: "{place}: ha cambiado tu dirección",
            what: "La dirección de tu cuenta de {place} se ha sustituido o quitado.",
            then: "¿Has sido tú? Entonces no hay nada que hacer. Si no, cambia tu contraseña y avisa a quienes administran \
                   el lugar.",
            ..SPANISH
        },
        Kind::AddressInUse => Words {
            subject: "{place}: alguien ha escrito tu dirección",
            what: "Alguien ha dado esta dirección en {place} como suya. Es tuya, así que no ha recibido ningún código.",
            then: "¿Has sido tú? Ya tienes una cuenta: inicia sesión con ella. Si no, no hay nada que hacer.",
            ..SPANISH
        },
        Kind::FactorAdded => Words {
            subject: "{place}: se ha añadido un autenticador",
            what: "Tu cuenta de {place} pide ahora un código de un autenticador al iniciar sesión.",
            then: "¿Has sido tú? Entonces no hay nada que hacer. Si no, cambia tu contraseña y cierra tus otras sesiones en los ajustes.",
            ..SPANISH
        },
        Kind::FactorRemoved => Words {
            subject: "{place}: se ha quitado el autenticador",
            what: "Tu cuenta de {place} ya no pide un segundo factor al iniciar sesión.",
            then: "¿Has sido tú? Entonces no hay nada que hacer. Si no, cambia tu contraseña y cierra tus otras sesiones en los ajustes.",
            ..SPANISH
        },
        Kind::RecoveryUsed => Words {
            subject: "{place}: se ha usado un código de recuperación",
            what: "Se ha usado uno de tus códigos de recuperación de {place}. Ya no sirve.",
            then: "¿Has sido tú? Entonces no hay nada que hacer. Si no, cambia tu contraseña y cierra tus otras sesiones en los ajustes.",
            ..SPANISH
        },
        Kind::RecoveryRenewed => Words {
            subject: "{place}: nuevos códigos de recuperación",
            what: "Tu cuenta de {place} tiene códigos de recuperación nuevos. Los anteriores ya no sirven.",
            then: "¿Has sido tú? Entonces no hay nada que hacer. Si no, cambia tu contraseña y cierra tus otras sesiones en los ajustes.",
            ..SPANISH
        },
        Kind::PasswordChanged => Words {
            subject: "{place}: ha cambiado tu contraseña",
            what: "La contraseña de tu cuenta de {place} ha cambiado.",
            then: "¿Has sido tú? Entonces no hay nada que hacer. Si no, pon una nueva por correo ahora mismo y avisa a quienes administran el lugar.",
            ..SPANISH
        },
        Kind::FactorsReset => Words {
            subject: "{place}: se ha restablecido tu segundo factor",
            what: "Quienes administran {place} han quitado tu autenticador y tus códigos de recuperación, y han cerrado todas tus sesiones.",
            then: "Inicia sesión con tu contraseña y vuelve a añadir un autenticador. Si no lo has pedido, pregunta a quienes administran el lugar.",
            ..SPANISH
        },
        Kind::Warned => Words {
            subject: "{place}: una advertencia",
            what: "Se ha denunciado algo tuyo en {place}. Quienes cuidan de ello te hacen una advertencia.",
            then: "Vuelve a leer las normas del espacio y respétalas. Lo siguiente puede ser una pausa o que no puedas seguir allí.",
            ..SPANISH
        },
    }
}

fn arabic(kind: Kind) -> Words {
    match kind {
        Kind::NewClient => Words {
            subject: "{place}: تسجيل دخول جديد",
            what: "سجّل أحدهم الدخول إلى حسابك في {place} ببرنامج لم يُستخدم من قبل.",
            then: "هل كنت أنت؟ إذن لا حاجة إلى فعل شيء. وإلا فأنهِ تلك الجلسة من الإعدادات وأخبر القائمين على المكان.",
            ..ARABIC
        },
        Kind::RefreshReuse => Words {
            subject: "{place}: أُنهيت جلسة",
            what: "استُخدم مفتاح إحدى جلساتك في {place} مرتين. ربما نُسخ، لذلك أُنهيت الجلسة.",
            then: "سجّل الدخول من جديد. إن لم تكن قد استعدت نسخة احتياطية أو نسخت جهازًا فراجع جلساتك الأخرى في الإعدادات.",
            ..ARABIC
        },
        Kind::CodesPaused => Words {
            subject: "{place}: أُوقفت الرموز بالبريد مؤقتًا",
            what: "كتب أحدهم رموزًا خاطئة كثيرة لحسابك في {place}. تعود الرموز بالبريد صالحة بعد يوم، أو حالما تسجّل الدخول \
                   بكلمة مرورك.",
            then: "لم تكن أنت؟ حسابك آمن، ولم يدخل أحد.",
            ..ARABIC
        },
        Kind::EmailChanged => Words {
            subject: "{place}: تغيّر عنوانك",
            what: "استُبدل عنوان حسابك في {place} أو أُزيل.",
            then: "هل كنت أنت؟ إذن لا حاجة إلى فعل شيء. وإلا فغيّر كلمة مرورك وأخبر القائمين على المكان.",
            ..ARABIC
        },
        Kind::AddressInUse => Words {
            subject: "{place}: كتب أحدهم عنوانك",
            what: "قدّم أحدهم هذا العنوان في {place} على أنه له. وهو لك، فلم يصله أي رمز.",
            then: "هل كنت أنت؟ لديك حساب بالفعل: سجّل الدخول به. وإلا فلا حاجة إلى فعل شيء.",
            ..ARABIC
        },
        Kind::FactorAdded => Words {
            subject: "{place}: أُضيف تطبيق مصادقة",
            what: "صار حسابك في {place} يطلب رمزًا من تطبيق مصادقة عند تسجيل الدخول.",
            then: "هل كنت أنت؟ إذن لا حاجة إلى فعل شيء. وإلا فغيّر كلمة مرورك وأنهِ جلساتك الأخرى من الإعدادات.",
            ..ARABIC
        },
        Kind::FactorRemoved => Words {
            subject: "{place}: أُزيل تطبيق المصادقة",
            what: "لم يعد حسابك في {place} يطلب عاملًا ثانيًا عند تسجيل الدخول.",
            then: "هل كنت أنت؟ إذن لا حاجة إلى فعل شيء. وإلا فغيّر كلمة مرورك وأنهِ جلساتك الأخرى من الإعدادات.",
            ..ARABIC
        },
        Kind::RecoveryUsed => Words {
            subject: "{place}: استُخدم رمز استرداد",
            what: "استُخدم أحد رموز الاسترداد الخاصة بك في {place}، ولم يعد صالحًا.",
            then: "هل كنت أنت؟ إذن لا حاجة إلى فعل شيء. وإلا فغيّر كلمة مرورك وأنهِ جلساتك الأخرى من الإعدادات.",
            ..ARABIC
        },
        Kind::RecoveryRenewed => Words {
            subject: "{place}: رموز استرداد جديدة",
            what: "لحسابك في {place} رموز استرداد جديدة، وأُلغيت القديمة.",
            then: "هل كنت أنت؟ إذن لا حاجة إلى فعل شيء. وإلا فغيّر كلمة مرورك وأنهِ جلساتك الأخرى من الإعدادات.",
            ..ARABIC
        },
        Kind::PasswordChanged => Words {
            subject: "{place}: تغيّرت كلمة مرورك",
            what: "تغيّرت كلمة مرور حسابك في {place}.",
            then: "هل كنت أنت؟ إذن لا حاجة إلى فعل شيء. وإلا فضع كلمة مرور جديدة عبر البريد فورًا وأخبر القائمين على المكان.",
            ..ARABIC
        },
        Kind::FactorsReset => Words {
            subject: "{place}: أُعيد ضبط العامل الثاني",
            what: "أزال القائمون على {place} تطبيق المصادقة ورموز الاسترداد من حسابك، وأنهوا جلساتك كلها.",
            then: "سجّل الدخول بكلمة مرورك وأضف تطبيق مصادقة من جديد. وإن لم تطلب ذلك فاسأل القائمين على المكان.",
            ..ARABIC
        },
        Kind::Warned => Words {
            subject: "{place}: تحذير",
            what: "أُبلغ عن شيء يخصك في {place}، والقائمون على ذلك يحذرونك.",
            then: "أعد قراءة قواعد المساحة والتزم بها، فقد تكون الخطوة التالية إسكاتًا مؤقتًا أو إخراجًا.",
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

/// Text that stands for itself in HTML.
pub fn escape(text: &str) -> String {
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
        for kind in [
            Kind::NewClient,
            Kind::RefreshReuse,
            Kind::CodesPaused,
            Kind::EmailChanged,
            Kind::AddressInUse,
            Kind::PasswordChanged,
            Kind::FactorAdded,
            Kind::FactorRemoved,
            Kind::RecoveryUsed,
            Kind::RecoveryRenewed,
            Kind::FactorsReset,
            Kind::Warned,
        ] {
            let mut seen = Vec::new();
            for locale in [Locale::En, Locale::Es, Locale::Ar] {
                let mail = told(kind, "Ada", "Firefox on Linux").mail("ada@example.org", locale);
                for part in ["Ada", "Foxglove", "2026-01-01", "https://snug.example"] {
                    assert!(mail.text.contains(part) && mail.html.contains(part), "{part} in {mail:?}");
                }
                for part in ["Firefox on Linux", "192.0.2.7"] {
                    // Where those are who did it to somebody is not told.
                    let is_told = !matches!(kind, Kind::Warned | Kind::FactorsReset);
                    assert!(mail.text.contains(part) == is_told && mail.html.contains(part) == is_told, "{mail:?}");
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
