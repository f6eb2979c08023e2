//! Which addresses may become links.

use url::Url;

/// Longest address, in characters.
const LONGEST: usize = 2048;

/// The address in its normal form, or none when it may not become a link: only http, https and mailto, without
/// characters that hide or break.
pub fn target(raw: &str) -> Option<String> {
    if raw.len() > LONGEST || raw.chars().any(is_forbidden) || !has_scheme(raw) {
        return None;
    }
    let url = Url::parse(raw).ok()?;
    match url.scheme() {
        "http" | "https" => url.host_str().filter(|host| !host.is_empty()).map(|_| url.to_string()),
        "mailto" => {
            let (local, host) = url.path().split_once('@')?;
            let is_plain =
                |part: &str, most: usize| !part.is_empty() && part.len() <= most && !part.contains(['@', '?']);
            (is_plain(local, 64) && is_plain(host, 255)).then(|| url.to_string())
        }
        _ => None,
    }
}

/// True when the text begins like an address that may become a link.
pub fn has_scheme(text: &str) -> bool {
    let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://") || begins("mailto:")
}

fn is_forbidden(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{20}'
            | '\u{7f}'..='\u{a0}'
            | '\\' | '"' | '<' | '>' | '`'
            | '\u{ad}' | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}
