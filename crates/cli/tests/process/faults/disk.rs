//! The disk is full, and has room again.

use super::{Node, told};
use crate::{
    people::{House, PATIENCE, say},
    place::Ground,
};
use snug_client::Client;
use snug_platform::db::{Db, DbConfig};
use snug_proto::{Code, files::UploadPurpose, instance::PartHealth};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

/// How long after there is room again something may fail still.
const BACK: Duration = Duration::from_secs(2);
/// Messages are small: so many fit at most into what is left.
const FIT: usize = 2_000;

/// The program in a cage: its data folder is a disk of 24 MB, and its log is on that disk.
fn caged(command: &Command, folder: &str) -> Command {
    let mut cage = Command::new("unshare");
    let script = format!("mount -t tmpfs -o size=24m,mode=0700 tmpfs {folder} && exec \"$@\" 2>{folder}/log");
    cage.args(["-Urm", "sh", "-c", &script, "sh"]).arg(command.get_program()).args(command.get_args());
    cage.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    cage.envs(command.get_envs().filter_map(|(name, value)| value.map(|value| (name, value)))).stderr(Stdio::null());
    cage
}

/// Whether the kernel lets somebody have a disk of their own.
fn has_cage() -> bool {
    let mount = ["-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"];
    Command::new("unshare").args(mount).stderr(Stdio::null()).status().is_ok_and(|done| done.success())
}

/// Takes all the room that is left.
fn fill(path: &PathBuf) {
    let mut filler = File::create(path).unwrap();
    for size in [1 << 20, 4096, 1] {
        while filler.write_all(&vec![b'x'; size]).is_ok() {}
    }
}

/// Says one thing after another until it is refused; what was acknowledged is kept.
async fn says_until_refused(house: &House, acknowledged: &mut BTreeMap<String, i64>) {
    for at in 0..FIT {
        let words = format!("{at} {}", "with many words ".repeat(100));
        match say(&house.olive, house.general, &words).await {
            Ok(message) => acknowledged.insert(words.trim().to_owned(), message.seq),
            Err(refused) => return assert_eq!(refused.code(), Some(Code::Unavailable), "{refused}"),
        };
    }
    panic!("the disk is not full");
}

async fn uploads(client: &Client, house: &House) -> Option<Code> {
    let bytes = vec![b'a'; 64 << 10];
    let upload = client.upload(UploadPurpose::Attachment, Some(house.general), "a.txt", bytes).await;
    upload.err().map(|refused| refused.code().expect("a refusal with a code"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_to_be_full_and_nothing_is_lost() {
    if !has_cage() {
        // CI lets it; elsewhere a kernel may refuse a disk of one's own, and there is nothing to fill.
        assert!(std::env::var("SNUG_TEST_CAGE").is_err(), "this kernel must allow `unshare -Urm`");
        eprintln!("skipped: this kernel does not allow `unshare -Urm` with a tmpfs");
        return;
    }
    let ground = Ground::fresh().await;
    let folder = ground.folder.path().display().to_string();
    // On SQLite the rows are on the full disk as well.
    let (command, port) = told(&ground, "sqlite", &[("SNUG_LOG", "debug")]);
    let node = Node::of(caged(&command, &folder), port).await;
    let within = PathBuf::from(format!("/proc/{}/root{folder}", node.process.child.id()));
    let house = House::open(&node.process.base).await;
    let mut acknowledged = BTreeMap::new();
    assert_eq!(uploads(&house.olive, &house).await, None);
    for round in 0..2 {
        fill(&within.join("filler"));
        says_until_refused(&house, &mut acknowledged).await;
        assert_eq!(uploads(&house.olive, &house).await, Some(Code::Unavailable), "round {round}");
        assert_eq!(house.stands(&house.olive).await, acknowledged, "reading goes on");
        node.health_is(503, |health| health.objects == PartHealth::Answers(false)).await;
        fs::remove_file(within.join("filler")).unwrap();
        let whole = Instant::now();
        let words = format!("round {round}");
        let message = loop {
            match say(&house.olive, house.general, &words).await {
                Ok(message) => break message,
                Err(refused) => assert!(whole.elapsed() <= BACK, "{refused}"),
            }
        };
        acknowledged.insert(words, message.seq);
        node.health_is(200, |health| health.objects == PartHealth::Answers(true)).await;
        assert_eq!(uploads(&house.olive, &house).await, None, "round {round}");
        // Room for the next round: the words of this one stay.
        tokio::time::timeout(PATIENCE, house.stands(&house.olive)).await.expect("it answers");
    }
    assert_eq!(house.stands(&house.olive).await, acknowledged);
    assert_whole(&node, &within).await;
    drop(node);
    ground.end().await;
}

/// The database is what a database should be, as it lies there at this moment.
async fn assert_whole(node: &Node, within: &std::path::Path) {
    let copy = tempfile::tempdir().unwrap();
    node.process.signal("STOP");
    for file in ["snug.db", "snug.db-wal"] {
        fs::copy(within.join(file), copy.path().join(file)).unwrap();
    }
    node.process.signal("CONT");
    let url = format!("sqlite:{}", copy.path().join("snug.db").display());
    let db = Db::open(&DbConfig::new(url), Arc::new(|_, _| ())).await.unwrap();
    let sql = "select integrity_check as v from pragma_integrity_check";
    assert_eq!(db.read().await.unwrap().sql(sql).all::<String>().await.unwrap(), ["ok"]);
    db.close().await;
}
