//! What becomes of work when it fails, kills its worker, or is taken over; on both engines.

use super::*;
use crate::{
    clock::ManualClock,
    db::{
        Migration,
        tests::{Case, cases_with},
    },
};
use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

const TABLES: Migration = Migration::same(
    "0001_job",
    "create table job (
            id uuid primary key, kind text not null, payload text not null, state text not null, tries bigint not null,
            run_at_ms bigint not null, leased_until_ms bigint, lease uuid, error text, created_ms bigint not null)",
);

struct Place {
    case: Case,
    clock: ManualClock,
    jobs: Jobs,
    stop: CancellationToken,
}

async fn places() -> Vec<Place> {
    let place = |case| {
        let clock = ManualClock::at(1_000_000);
        let time = Clock::Manual(clock.clone());
        let jobs = Jobs::new(time.clone(), Ids::seeded(time, 1), Metrics::default());
        Place { case, clock, jobs, stop: CancellationToken::new() }
    };
    cases_with(TABLES).await.into_iter().map(place).collect()
}

impl Place {
    async fn leaves(&self, kind: &'static str, payload: &str) {
        let mut tx = self.case.db.write().await.unwrap();
        self.jobs.enqueue(&mut tx, kind, &payload).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn works(&self, handler: &Handler) -> usize {
        self.jobs.run_due(&self.case.db, std::slice::from_ref(handler), &self.stop).await.unwrap()
    }

    /// State, tries and error of the only job.
    async fn left(&self) -> Option<(String, i64, Option<String>)> {
        let rows = self.case.db.read().await.unwrap().sql("select state, tries, error from job").rows().await.unwrap();
        let row = rows.first()?;
        Some((row.get("state").unwrap(), row.get("tries").unwrap(), row.get("error").unwrap()))
    }
}

// control: canis-57
#[tokio::test]
async fn operators_see_what_waits_what_failed_and_what_lies_dead() {
    for place in places().await {
        let shows = |line: &str| {
            let text = place.jobs.metrics.render();
            assert!(text.lines().any(|shown| shown == line), "{line} is not in\n{text}");
        };
        place.leaves("work", "one").await;
        place.leaves("other", "two").await;
        place.jobs.count_rows(&place.case.db).await.unwrap();
        shows(r#"snug_jobs{kind="work",state="queued"} 1"#);
        shows(r#"snug_jobs{kind="other",state="queued"} 1"#);
        assert_eq!(place.works(&handler(|_| Err(GiveUp("never").into()))).await, 1);
        place.jobs.count_rows(&place.case.db).await.unwrap();
        shows(r#"snug_jobs{kind="work",state="dead"} 1"#);
        shows(r#"snug_job_tries_total{kind="work",ended="failed"} 1"#);
        shows(r#"snug_job_seconds_count{kind="work"} 1"#);
        assert!(!place.jobs.metrics.render().contains(r#"kind="work",state="queued""#), "it does not wait any more");
        place.case.end().await;
    }
}

fn handler(run: impl Fn(String) -> anyhow::Result<()> + Send + Sync + Copy + 'static) -> Handler {
    Handler::new("work", Arc::new(move |payload| Box::pin(async move { run(payload) })))
}

#[tokio::test]
async fn work_is_done_once_and_only_by_who_knows_it() {
    for place in places().await {
        static DONE: Mutex<Vec<String>> = Mutex::new(Vec::new());
        let handler = handler(|payload| {
            DONE.lock().unwrap().push(payload);
            Ok(())
        });
        place.leaves("work", "one").await;
        place.leaves("other", "two").await;
        assert_eq!(place.works(&handler).await, 1);
        assert_eq!(place.works(&handler).await, 0);
        assert_eq!(std::mem::take(&mut *DONE.lock().unwrap()), ["\"one\""]);
        assert_eq!(place.left().await.unwrap(), ("queued".into(), 0, None), "the other kind waits for its worker");
        place.case.end().await;
    }
}

#[tokio::test]
async fn failures_are_tried_again_after_longer_and_longer_waits_and_then_lie_dead() {
    for place in places().await {
        let failing = handler(|_| anyhow::bail!("no luck"));
        place.leaves("work", "x").await;
        for wait in SOON {
            assert_eq!(place.works(&failing).await, 1);
            place.clock.advance(*wait - Duration::from_millis(1));
            assert_eq!(place.works(&failing).await, 0, "{wait:?}");
            place.clock.advance(Duration::from_millis(1));
        }
        assert_eq!(place.works(&failing).await, 1);
        assert_eq!(place.left().await.unwrap(), ("dead".into(), 6, Some("no luck".into())));
        place.clock.advance(Duration::from_secs(1_000_000));
        assert_eq!(place.works(&failing).await, 0);
        place.case.end().await;
    }
}

#[tokio::test]
async fn what_cannot_be_mended_is_not_tried_again_and_a_panic_ends_nothing_else() {
    for place in places().await {
        place.leaves("work", "x").await;
        assert_eq!(place.works(&handler(|_| Err(GiveUp("refused").into()))).await, 1);
        assert_eq!(place.left().await.unwrap(), ("dead".into(), 1, Some("refused".into())));
        place.leaves("work", "panic").await;
        place.leaves("work", "fine").await;
        let panicking = handler(|payload| if payload.contains("panic") { panic!("oh") } else { Ok(()) });
        assert_eq!(place.works(&panicking).await, 2);
        place.case.end().await;
    }
}

/// Work that says that it began, and never ends.
fn endless(begun: &Arc<Notify>) -> Handler {
    let begun = begun.clone();
    let run: Run = Arc::new(move |_| {
        let begun = begun.clone();
        Box::pin(async move {
            begun.notify_one();
            std::future::pending().await
        })
    });
    Handler::new("work", run)
}

#[tokio::test]
async fn work_that_kills_its_worker_each_time_lies_dead_in_the_end() {
    for place in places().await {
        let begun = Arc::new(Notify::new());
        let endless = endless(&begun);
        place.leaves("work", "x").await;
        for _ in 0..=SOON.len() {
            // The worker is gone without a word as soon as the work has begun.
            tokio::select! {
                _ = place.works(&endless) => panic!("it never ends"),
                () = begun.notified() => {}
            }
            assert_eq!(place.works(&endless).await, 0, "the lease still runs");
            place.clock.advance(LEASE);
        }
        assert_eq!(place.works(&endless).await, 1);
        assert_eq!(place.left().await.unwrap(), ("dead".into(), 7, Some("its workers died of it".into())));
        place.case.end().await;
    }
}

#[tokio::test]
async fn a_worker_that_stops_hands_its_job_back() {
    for place in places().await {
        let begun = Arc::new(Notify::new());
        let endless = endless(&begun);
        place.leaves("work", "x").await;
        let stopping = async {
            begun.notified().await;
            place.stop.cancel();
        };
        let (count, ()) = tokio::join!(place.works(&endless), stopping);
        assert_eq!((count, place.left().await.unwrap()), (1, ("queued".into(), 0, None)));
        let next = place.jobs.run_due(&place.case.db, &[handler(|_| Ok(()))], &CancellationToken::new()).await.unwrap();
        assert_eq!((next, place.left().await), (1, None));
        place.case.end().await;
    }
}

#[tokio::test]
async fn who_was_taken_for_dead_changes_nothing_any_more() {
    for place in places().await {
        let begun = Arc::new(Notify::new());
        let endless = endless(&begun);
        place.leaves("work", "x").await;
        let taking_over = async {
            begun.notified().await;
            // For the other worker the lease is over while the first one still sleeps.
            let later = Clock::Manual(ManualClock::at(1_000_000 + millis(LEASE)));
            let other = Jobs::new(later.clone(), Ids::seeded(later, 2), Metrics::default());
            let work = [handler(|_| anyhow::bail!("mine now"))];
            assert_eq!(other.run_due(&place.case.db, &work, &place.stop).await.unwrap(), 1);
            // The first worker wakes to renew its lease, and learns that it is gone.
            place.clock.advance(LEASE / 3);
        };
        let (count, ()) = tokio::join!(place.works(&endless), taking_over);
        assert_eq!(count, 1);
        assert_eq!(place.left().await.unwrap(), ("queued".into(), 2, Some("mine now".into())));
        place.case.end().await;
    }
}

#[tokio::test]
async fn a_worker_that_works_long_keeps_its_job() {
    for place in places().await {
        let begun = Arc::new(Notify::new());
        let endless = endless(&begun);
        place.leaves("work", "x").await;
        let waiting = async {
            begun.notified().await;
            let until_ms = || async {
                let mut conn = place.case.db.read().await.unwrap();
                conn.sql("select leased_until_ms as v from job").one::<i64>().await.unwrap()
            };
            let first_ms = until_ms().await;
            place.clock.advance(LEASE / 3);
            while until_ms().await == first_ms {
                tokio::task::yield_now().await;
            }
            place.clock.advance(LEASE - Duration::from_secs(1));
            assert_eq!(place.works(&endless).await, 0);
        };
        tokio::select! {
            _ = place.works(&endless) => panic!("it never ends"),
            () = waiting => {}
        }
        place.case.end().await;
    }
}

#[tokio::test]
async fn what_comes_round_does_so_however_often_it_is_begun_and_whether_or_not_it_fails() {
    for place in places().await {
        const DAY: Duration = Duration::from_secs(24 * 3600);
        static RUNS: AtomicUsize = AtomicUsize::new(0);
        let mut daily = handler(|_| {
            if RUNS.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) { Ok(()) } else { Err(GiveUp("no luck").into()) }
        });
        daily.every = Some(DAY);
        place.jobs.begin_rounds(&place.case.db, std::slice::from_ref(&daily)).await.unwrap();
        place.clock.advance(DAY / 2);
        place.jobs.begin_rounds(&place.case.db, std::slice::from_ref(&daily)).await.unwrap();
        assert_eq!(place.works(&daily).await, 0);
        place.clock.advance(DAY / 2);
        for _ in 0..4 {
            assert_eq!(place.works(&daily).await, 1);
            assert_eq!(place.works(&daily).await, 0);
            place.clock.advance(DAY);
        }
        place.case.end().await;
    }
}

#[tokio::test]
async fn what_is_asked_for_twice_is_done_once_and_begins_anew_when_it_lay_dead() {
    for place in places().await {
        let ask = async || {
            let mut tx = place.case.db.write().await.unwrap();
            place.jobs.enqueue_once(&mut tx, "work").await.unwrap();
            tx.commit().await.unwrap();
        };
        let failing = handler(|_| Err(GiveUp("no luck").into()));
        ask().await;
        ask().await;
        assert_eq!(place.works(&failing).await, 1);
        assert_eq!(place.left().await.map(|(state, ..)| state), Some("dead".into()));
        ask().await;
        assert_eq!(place.works(&handler(|_| Ok(()))).await, 1);
        assert!(place.left().await.is_none());
        place.case.end().await;
    }
}
