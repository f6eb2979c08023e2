//! What only a folder needs: opening, a probe that writes, and sweeping what crashes left.

use super::ObjectError;
use object_store::{ObjectStore, local::LocalFileSystem};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Not a key, so it can never be an object.
const PROBE_FILE: &str = ".probe";
/// More than a full disk finds room for in a corner.
const PROBE_BYTES: usize = 64 << 10;

/// A folder of objects.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    is_probing: AtomicBool,
}

/// Files are written aside, synced, renamed into place, and the folder is synced.
pub(super) fn open(path: &Path) -> anyhow::Result<(Arc<dyn ObjectStore>, Folder)> {
    fs::create_dir_all(path)?;
    let store = LocalFileSystem::new_with_prefix(path)?.with_fsync(true).with_automatic_cleanup(true);
    Ok((Arc::new(store), Folder { root: path.canonicalize()?, is_probing: AtomicBool::new(false) }))
}

/// Whether the folder can be read and written. A probe that hangs is not joined by another.
pub(super) async fn probe(folder: Arc<Folder>) -> bool {
    if folder.is_probing.swap(true, Ordering::AcqRel) {
        return false;
    }
    let trying = move || {
        let tried = try_out(&folder.root);
        folder.is_probing.store(false, Ordering::Release);
        tried.is_ok()
    };
    tokio::task::spawn_blocking(trying).await.unwrap_or(false)
}

fn try_out(root: &Path) -> io::Result<()> {
    fs::read_dir(root)?.next().transpose()?;
    let probe = root.join(PROBE_FILE);
    let written = fs::write(&probe, [b'?'; PROBE_BYTES]);
    // Also what was written in part: next time there must be room for it again.
    fs::remove_file(&probe)?;
    written
}

/// Removes files that were written aside and not renamed, if they are older than `before_ms`.
pub(super) async fn sweep_unfinished(folder: Arc<Folder>, before_ms: i64) -> Result<u64, ObjectError> {
    let sweeping = move || {
        let mut swept = 0;
        let mut folders = vec![folder.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    folders.push(entry.path());
                } else if is_unfinished(&entry.file_name()) && modified_ms(&entry)? < before_ms {
                    fs::remove_file(entry.path())?;
                    swept += 1;
                }
            }
        }
        Ok::<u64, io::Error>(swept)
    };
    match tokio::task::spawn_blocking(sweeping).await {
        Ok(Ok(swept)) => Ok(swept),
        Ok(Err(error)) => {
            tracing::warn!(objects.cause = %error, "the object folder could not be swept");
            Err(ObjectError::Unavailable)
        }
        Err(error) => Err(ObjectError::Other(error.into())),
    }
}

/// Files aside are named `<object>#<number>`.
fn is_unfinished(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.rsplit_once('#').is_some_and(|(_, number)| number.parse::<u64>().is_ok())
}

fn modified_ms(entry: &fs::DirEntry) -> io::Result<i64> {
    let since = entry.metadata()?.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
