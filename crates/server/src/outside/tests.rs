//! The committed corpora and every input that once broke a reader, through the same functions as the fuzz targets.

use super::TARGETS;
use std::{collections::BTreeSet, fs, path::Path};

fn corpora() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus"))
}

#[test]
fn every_committed_input_is_read_without_harm() {
    for (name, run) in TARGETS {
        let mut count = 0;
        for entry in fs::read_dir(corpora().join(name)).unwrap() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            if let Err(panic) = std::panic::catch_unwind(|| run(&bytes)) {
                panic!("{} breaks {name}: {panic:?}", path.display());
            }
            // Cut short at every eighth, as a lost connection would leave it.
            for part in 0..8 {
                run(&bytes[..bytes.len() * part / 8]);
            }
            count += 1;
        }
        assert!(count >= 3, "{name}: {count} inputs");
    }
}

#[test]
fn every_reader_has_a_target_and_a_corpus() {
    let named: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let names = |folder: &Path| -> BTreeSet<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names(corpora()), named);
    assert_eq!(names(&corpora().join("../fuzz_targets")), named);
}
