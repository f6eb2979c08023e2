//! The committed corpora and every input that once broke a reader, through the same functions as the fuzz targets.

use super::TARGETS;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::{collections::BTreeSet, fs, path::Path};

/// Pieces that readers look for.
const PIECES: [&[u8]; 16] = [
    b"\0",
    b"\xff",
    b"\xc0\x80",
    b"\"",
    b"{",
    b"]",
    b",",
    b":",
    b"\r\n",
    b"--X",
    b"**",
    b"`",
    b"](",
    b"9223372036854775808",
    b"\xff\xd8\xff",
    b"\xe2\x80\xae",
];

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

/// Inputs changed at random, the same in each run: what coverage-guided fuzzing does better, every run does a little.
#[test]
fn changed_inputs_are_read_without_harm() {
    let rounds: u64 = std::env::var("SNUG_TEST_MUTATIONS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(400);
    for (name, run) in TARGETS {
        let entries = fs::read_dir(corpora().join(name)).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let inputs: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
        for seed in 0..rounds {
            let mut chance = StdRng::seed_from_u64(seed);
            let mut bytes = inputs[chance.random_range(0..inputs.len())].clone();
            for _ in 0..chance.random_range(1..6) {
                change(&mut bytes, &inputs, &mut chance);
            }
            if let Err(panic) = std::panic::catch_unwind(|| run(&bytes)) {
                panic!("{name}, seed {seed}: {panic:?}: {}", data_encoding::HEXLOWER.encode(&bytes));
            }
        }
    }
}

fn change(bytes: &mut Vec<u8>, inputs: &[Vec<u8>], chance: &mut StdRng) {
    let at = chance.random_range(0..=bytes.len());
    let end = chance.random_range(at..=bytes.len().min(at + 32));
    match chance.random_range(0..6) {
        0 if at < bytes.len() => bytes[at] ^= 1 << chance.random_range(0..8),
        1 if at < bytes.len() => bytes[at] = chance.random(),
        2 => drop(bytes.drain(at..end)),
        3 => {
            let again = bytes[at..end].to_vec();
            bytes.splice(at..at, again);
        }
        4 => {
            let other = &inputs[chance.random_range(0..inputs.len())];
            let from = chance.random_range(0..=other.len());
            bytes.truncate(at);
            bytes.extend(&other[from..]);
        }
        _ => drop(bytes.splice(at..end, PIECES[chance.random_range(0..PIECES.len())].iter().copied())),
    }
    bytes.truncate(1 << 14);
}
