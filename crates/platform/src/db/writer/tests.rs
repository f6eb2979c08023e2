//! What transactions that share a commit may count on.

use super::*;
use std::sync::{Mutex as Sync, PoisonError};

const TABLE: &str = "create table word (v text not null unique)";

type Log = Arc<Sync<Vec<String>>>;

/// A file of its own, and what was told about its transactions.
struct Case {
    writer: Writer,
    log: Log,
    options: SqliteConnectOptions,
    _folder: tempfile::TempDir,
}

async fn case() -> Case {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("test.db"))
        .create_if_missing(true)
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal);
    let writer = Writer::open(options.clone(), Duration::from_secs(10)).await.unwrap();
    let mut turn = writer.begin().await.unwrap();
    turn.conn().unwrap().execute(TABLE).await.unwrap();
    turn.finish(Box::new(|| {})).await.unwrap();
    Case { writer, log: Log::default(), options, _folder: folder }
}

impl Case {
    /// Writes a word; what happens when it is durable goes into the log.
    async fn write(&self, word: &str) -> Committed {
        let mut turn = self.writer.begin().await?;
        self.insert(&mut turn, word).await?;
        turn.finish(self.note(word)).await
    }

    async fn insert(&self, turn: &mut Turn, word: &str) -> Result<(), sqlx::Error> {
        turn.conn()?.execute(sqlx::query("insert into word (v) values ($1)").bind(word.to_owned())).await.map(drop)
    }

    fn note(&self, word: &str) -> Afterwards {
        let (log, word) = (self.log.clone(), word.to_owned());
        Box::new(move || log.lock().unwrap_or_else(PoisonError::into_inner).push(word))
    }

    fn told(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    /// What somebody else finds in the file.
    async fn stored(&self) -> Vec<String> {
        let mut other = SqliteConnection::connect_with(&self.options).await.unwrap();
        let rows: Vec<(String,)> =
            sqlx::query_as("select v from word order by rowid").fetch_all(&mut other).await.unwrap();
        rows.into_iter().map(|(word,)| word).collect()
    }

    /// Until so many wait for their turn.
    async fn waiting(&self, count: usize) {
        while self.writer.0.waiting.load(Ordering::Acquire) < count {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn nothing_is_durable_and_nobody_is_told_before_those_who_waited_are_through() {
    let case = case().await;
    let mut first = case.writer.begin().await.unwrap();
    case.insert(&mut first, "first").await.unwrap();
    let second = async {
        let mut turn = case.writer.begin().await.unwrap();
        case.insert(&mut turn, "second").await.unwrap();
        // The first one has ended, and waits for this one.
        assert_eq!((case.stored().await, case.told()), (vec![], vec![]));
        turn.finish(case.note("second")).await
    };
    let first = async {
        case.waiting(1).await;
        first.finish(case.note("first")).await
    };
    let (second, first) = tokio::join!(second, first);
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(case.stored().await, ["first", "second"]);
    assert_eq!(case.told(), ["first", "second"], "told in the order of their changes");
}

#[tokio::test]
async fn of_a_batch_only_the_one_that_is_dropped_never_happened() {
    let case = case().await;
    let mut first = case.writer.begin().await.unwrap();
    case.insert(&mut first, "kept").await.unwrap();
    let dropped = async {
        let mut turn = case.writer.begin().await.unwrap();
        case.insert(&mut turn, "dropped").await.unwrap();
    };
    let third = case.write("kept too");
    let first = async {
        case.waiting(2).await;
        first.finish(case.note("kept")).await
    };
    let (first, (), third) = tokio::join!(first, dropped, third);
    assert!(first.is_ok() && third.is_ok());
    assert_eq!(case.stored().await, ["kept", "kept too"]);
    assert_eq!(case.told(), ["kept", "kept too"]);
}

#[tokio::test]
async fn a_first_one_that_is_dropped_leaves_the_way_free() {
    let case = case().await;
    let mut turn = case.writer.begin().await.unwrap();
    case.insert(&mut turn, "dropped").await.unwrap();
    drop(turn);
    case.write("kept").await.unwrap();
    assert_eq!(case.stored().await, ["kept"]);
}

#[tokio::test]
async fn a_refused_row_spoils_nobody_elses_transaction() {
    let case = case().await;
    case.write("taken").await.unwrap();
    let mut first = case.writer.begin().await.unwrap();
    case.insert(&mut first, "first").await.unwrap();
    let refused = case.write("taken");
    let first = async {
        case.waiting(1).await;
        first.finish(case.note("first")).await
    };
    let (first, refused) = tokio::join!(first, refused);
    assert!(first.is_ok());
    assert!(refused.unwrap_err().as_database_error().unwrap().is_unique_violation());
    assert_eq!(case.stored().await, ["taken", "first"]);
}

// control: canis-72
#[tokio::test]
async fn when_the_disk_is_full_each_is_told_what_became_of_its_own() {
    let case = case().await;
    let mut turn = case.writer.begin().await.unwrap();
    turn.conn().unwrap().execute("pragma max_page_count = 1").await.unwrap();
    turn.finish(Box::new(|| {})).await.unwrap();
    let long = "long".repeat(4_000);
    let mut first = case.writer.begin().await.unwrap();
    case.insert(&mut first, "first").await.unwrap();
    let full = case.write(&long);
    let third = case.write("third");
    let first = async {
        case.waiting(2).await;
        first.finish(case.note("first")).await
    };
    let (first, full, third) = tokio::join!(first, full, third);
    let full = full.unwrap_err();
    assert_eq!(full.as_database_error().unwrap().code().as_deref(), Some("13"), "{full}");
    let stored = case.stored().await;
    assert_eq!(stored, case.told());
    for (word, done) in [("first", first), ("third", third)] {
        assert_eq!(done.is_ok(), stored.iter().any(|stored| stored == word), "{word}: {done:?}");
    }
    case.write("later").await.unwrap();
}

#[tokio::test]
async fn a_commit_that_fails_is_told_to_all_who_shared_it() {
    let case = case().await;
    let mut turn = case.writer.begin().await.unwrap();
    let parent = "create table part (v text references word (v) deferrable initially deferred)";
    turn.conn().unwrap().execute(parent).await.unwrap();
    turn.finish(Box::new(|| {})).await.unwrap();
    let mut first = case.writer.begin().await.unwrap();
    case.insert(&mut first, "first").await.unwrap();
    let orphan = async {
        let mut turn = case.writer.begin().await?;
        turn.conn()?.execute("insert into part (v) values ('nobody')").await?;
        turn.finish(case.note("orphan")).await
    };
    let first = async {
        case.waiting(1).await;
        first.finish(case.note("first")).await
    };
    let (first, orphan) = tokio::join!(first, orphan);
    let (first, orphan) = (first.unwrap_err(), orphan.unwrap_err());
    assert!(Arc::ptr_eq(&first, &orphan), "{first}, {orphan}");
    assert_eq!((case.stored().await, case.told()), (vec![], vec![]));
    case.write("later").await.unwrap();
    assert_eq!(case.stored().await, ["later"]);
}

#[tokio::test]
async fn who_goes_away_while_waiting_holds_nobody_up() {
    let case = case().await;
    let mut first = case.writer.begin().await.unwrap();
    case.insert(&mut first, "first").await.unwrap();
    let mut gone = Box::pin(case.write("gone"));
    assert!(futures_util::poll!(&mut gone).is_pending());
    let mut finish = Box::pin(first.finish(case.note("first")));
    // It ends while somebody waits, leaves the commit to those behind, and these never come.
    assert!(futures_util::poll!(&mut finish).is_pending());
    drop(gone);
    finish.await.unwrap();
    assert_eq!(case.stored().await, ["first"]);
}

#[tokio::test]
async fn many_writers_lose_nothing_and_share_commits() {
    let case = Arc::new(case().await);
    let words: Vec<String> = (0..200).map(|number| format!("word {number}")).collect();
    let mut writers = tokio::task::JoinSet::new();
    for word in words.clone() {
        let case = case.clone();
        writers.spawn(async move { case.write(&word).await.unwrap() });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    let (mut stored, told) = (case.stored().await, case.told());
    assert_eq!(stored, told);
    stored.sort();
    let mut words = words;
    words.sort();
    assert_eq!(stored, words);
}

#[tokio::test]
async fn a_closed_writer_says_so() {
    let case = case().await;
    case.write("kept").await.unwrap();
    case.writer.close().await;
    assert!(matches!(case.writer.begin().await.map(|_| ()), Err(sqlx::Error::PoolClosed)));
    assert_eq!(case.stored().await, ["kept"]);
}
