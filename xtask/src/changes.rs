//! A change of the API is told: while its document is another than that of the last release, `changelog.d` says why.

use crate::tree;
use anyhow::{Context, ensure};
use sha2::{Digest as _, Sha256};
use std::{fs, path::Path};

/// How a line about the API begins.
const LINE: &str = "- API: ";

pub fn run() -> anyhow::Result<()> {
    told(&tree::root())
}

fn told(root: &Path) -> anyhow::Result<()> {
    let document = fs::read(root.join("docs/api/openapi.json")).context("docs/api/openapi.json")?;
    // As `sha256sum` writes it.
    let released = fs::read_to_string(root.join("docs/api/released.sha256")).context("docs/api/released.sha256")?;
    let hash: String = Sha256::digest(&document).iter().map(|byte| format!("{byte:02x}")).collect();
    if released.split_whitespace().next() == Some(hash.as_str()) {
        return Ok(());
    }
    let fragments = tree::files(&root.join("changelog.d"), &[".md"]);
    let mut lines = fragments.iter().filter_map(|path| fs::read_to_string(path).ok());
    let is_told = lines.any(|text| text.lines().any(|line| line.strip_prefix(LINE).is_some_and(|why| !why.is_empty())));
    ensure!(
        is_told,
        "the API is another than that of the last release: say so in changelog.d, in a line that begins with {LINE:?}"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    // control: teamshots-K16
    #[test]
    fn another_document_than_the_released_one_needs_a_line_of_the_changelog() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let write = |name: &str, text: &str| {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        assert!(told(root).is_err(), "without a document there is nothing to compare");
        write("docs/api/openapi.json", "{}");
        write(
            "docs/api/released.sha256",
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a  docs/api/openapi.json\n",
        );
        told(root).unwrap();
        write("docs/api/openapi.json", "{ }");
        assert!(told(root).unwrap_err().to_string().contains("changelog.d"));
        write("changelog.d/lamps.md", "- Lamps shine.\n- API: \n");
        assert!(told(root).is_err(), "an empty line says nothing");
        write("changelog.d/shades.md", "- API: lamps have shades.\n");
        told(root).unwrap();
        run().unwrap();
    }
}
