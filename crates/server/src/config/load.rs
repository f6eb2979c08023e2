//! Gathering settings from options, variables, files and defaults, remembering where each came from.

use super::keys::{KEYS, Key, Shown};
use anyhow::{Context, bail, ensure};
use std::{collections::BTreeMap, fmt, fs, path::Path, str::FromStr};

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything.
    Default,
    /// `snug.toml`.
    File,
    /// A `SNUG_…` variable.
    Variable,
    /// An option on the command line.
    Option,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default => "default",
            Self::File => "snug.toml",
            Self::Variable => "variable",
            Self::Option => "option",
        })
    }
}

/// One value in force.
#[derive(Clone)]
pub struct Setting {
    /// Its key.
    pub key: &'static Key,
    /// Where it came from.
    pub origin: Origin,
    value: String,
}

impl Setting {
    /// As much of the value as may be seen.
    pub fn shown(&self) -> String {
        match self.key.shown {
            _ if self.value == self.key.default => self.value.clone(),
            Shown::Whole => self.value.clone(),
            Shown::Address => without_password(&self.value),
            Shown::Never => HIDDEN.into(),
        }
    }
}

/// Shows what may be seen.
impl fmt::Debug for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.shown(), self.origin)
    }
}

const HIDDEN: &str = "(hidden)";
/// Words that stand in the place of an address.
const WORDS: [&str; 4] = ["sqlite", "local", "folder", "off"];

/// An address without its credentials, wherever somebody may have put them.
fn without_password(address: &str) -> String {
    let is_scheme =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let Some((scheme, rest)) = address.split_once("://").filter(|(scheme, _)| is_scheme(scheme)) else {
        return if WORDS.contains(&address) { address.into() } else { HIDDEN.into() };
    };
    // A password with a slash in it is still one: all before the last @ is hidden.
    let (login, place) = rest.rsplit_once('@').map_or(("", rest), |(_, place)| ("…@", place));
    let end = place.find(['?', '#']).unwrap_or(place.len());
    let more = if end < place.len() { "?…" } else { "" };
    format!("{scheme}://{login}{}{more}", &place[..end])
}

/// All values in force.
#[derive(Clone, Debug)]
pub struct Settings(BTreeMap<&'static str, Setting>);

/// Name of the variable of a key.
pub fn env_name(key: &str) -> String {
    format!("SNUG_{}", key.to_ascii_uppercase())
}

impl Settings {
    /// Gathers: options over variables over `snug.toml` in the data folder over defaults.
    ///
    /// # Errors
    /// An unknown key or variable, an unreadable or empty `SNUG_…_FILE`, or a file that is not TOML; the key is named.
    pub fn gather(
        options: &BTreeMap<&'static str, String>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> anyhow::Result<Self> {
        let variables = read_variables(variables)?;
        let pick = |key: &'static Key, file: &BTreeMap<String, String>| {
            let (value, origin) = match (options.get(key.name), variables.get(key.name), file.get(key.name)) {
                (Some(value), ..) => (value.clone(), Origin::Option),
                (None, Some(value), _) => (value.clone(), Origin::Variable),
                (None, None, Some(value)) => (value.clone(), Origin::File),
                (None, None, None) => (key.default.to_owned(), Origin::Default),
            };
            (key.name, Setting { key, value, origin })
        };
        let nothing = BTreeMap::new();
        let (_, data) = pick(&KEYS[0], &nothing);
        let file = read_file(&Path::new(&data.value).join("snug.toml"))?;
        Ok(Self(KEYS.iter().map(|key| pick(key, &file)).collect()))
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", |setting| setting.value.as_str())
    }

    /// The value of a key, parsed.
    ///
    /// # Errors
    /// Names the key.
    pub fn parse<T: FromStr<Err: fmt::Display>>(&self, key: &str) -> anyhow::Result<T> {
        self.check(key, self.get(key).parse::<T>())
    }

    /// Names the key in an error.
    ///
    /// # Errors
    /// When there was one.
    pub fn check<T, E: fmt::Display>(&self, key: &str, result: Result<T, E>) -> anyhow::Result<T> {
        result.map_err(|error| anyhow::anyhow!("{key}: {error}"))
    }

    /// All values in force, in the order of the reference page.
    pub fn iter(&self) -> impl Iterator<Item = &Setting> {
        KEYS.iter().filter_map(|key| self.0.get(key.name))
    }
}

fn read_variables(variables: impl IntoIterator<Item = (String, String)>) -> anyhow::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for (name, value) in variables {
        let Some(rest) = name.strip_prefix("SNUG_") else { continue };
        if rest.starts_with("TEST_") || rest.starts_with("BUILD_") {
            continue;
        }
        let key = rest.to_ascii_lowercase();
        if KEYS.iter().any(|known| known.name == key) {
            found.insert(key, value);
            continue;
        }
        let known = key.strip_suffix("_file").filter(|key| KEYS.iter().any(|known| known.name == *key));
        let Some(key) = known else { bail!("{name}: there is no such setting") };
        // The value is not repeated: somebody may have put the secret itself there.
        let text = fs::read_to_string(&value).with_context(|| format!("{name}: cannot read the file that it names"))?;
        ensure!(!text.trim().is_empty(), "{name}: the file that it names is empty");
        found.insert(key.to_owned(), text.trim().to_owned());
    }
    Ok(found)
}

/// Says where, and does not repeat the line: it may hold a secret.
fn not_toml(path: &Path, text: &str, error: &toml::de::Error) -> anyhow::Error {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    anyhow::anyhow!("{} is not TOML, line {}", path.display(), before.matches('\n').count() + 1)
}

fn read_file(path: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let table: toml::Table = text.parse().map_err(|error| not_toml(path, &text, &error))?;
    table
        .into_iter()
        .map(|(key, value)| {
            ensure!(KEYS.iter().any(|known| known.name == key), "{}: there is no setting {key}", path.display());
            let value = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Boolean(truth) => truth.to_string(),
                _ => bail!("{}: {key} must be text, a whole number, true or false", path.display()),
            };
            Ok((key, value))
        })
        .collect()
}
