//! What clients call themselves: cleaned, and made into a name that people recognise.

/// Longest user agent that is kept, in code points.
const MAX: usize = 512;

/// Takes control characters, hidden spaces and direction marks out, and ends at 512 code points. Never refuses.
pub fn clean(text: &str) -> String {
    text.chars().filter(|character| !is_hidden(*character)).take(MAX).collect::<String>().trim().to_owned()
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{061C}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFFD}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// Browsers that also name the ones after them come first.
const PROGRAMS: [(&str, &str); 7] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];
/// Longest name of a session, in code points.
const NAME_MAX: usize = 64;

/// A name for the session: "Firefox on Linux", the program's own word, or "Unknown client".
pub fn name(user_agent: &str) -> String {
    let find = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(&PROGRAMS), find(&SYSTEMS)) {
        (Some(program), Some(system)) => format!("{program} on {system}"),
        (Some(program), None) => program.into(),
        (None, _) => {
            let word = user_agent.split(['/', ' ', '(']).next().unwrap_or_default();
            if word.is_empty() { "Unknown client".into() } else { word.chars().take(NAME_MAX).collect() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_what_people_call_their_programs() {
        let linux = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(name(linux), "Firefox on Linux");
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(name(edge), "Edge on Windows");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604";
        assert_eq!(name(phone), "Safari on iPhone");
        assert_eq!(name("snug-client/0.1"), "snug-client");
        assert_eq!(name(""), "Unknown client");
    }

    proptest! {
        // control: canis-68
        #[test]
        fn nothing_hidden_survives(text in "(?s).{0,900}") {
            let clean = clean(&text);
            prop_assert!(clean.chars().count() <= MAX);
            prop_assert!(!clean.chars().any(is_hidden));
            prop_assert!(name(&clean).chars().count() <= NAME_MAX);
        }
    }
}
