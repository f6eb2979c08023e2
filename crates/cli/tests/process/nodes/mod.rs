//! Two nodes of one place: what is done at one holds at the other, also while they cannot hear each other.

mod blocks;
mod chatter;
mod presence;
mod sessions;
mod sight;
mod silence;

use crate::{gate::Way, people::PATIENCE, stage::Stage};
use snug_client::Client;
use snug_proto::instance::{Health, PartHealth};
use std::time::{Duration, Instant};

/// What becomes of the bus while somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bus {
    Works,
    /// Its lines are cut just then.
    Cut,
    /// It falls silent just before, which nobody has noticed yet.
    Silent,
}

const EVERY: [Bus; 3] = [Bus::Works, Bus::Cut, Bus::Silent];
/// How long a cut may take on every node.
const AT_ONCE: Duration = Duration::from_secs(1);

impl Bus {
    fn begins(self, stage: &Stage) {
        match self {
            Self::Works => {}
            Self::Cut => stage.bus.cut(),
            Self::Silent => stage.bus.set(Way::Swallow),
        }
    }

    /// The nodes hear each other again.
    async fn ends(self, stage: &Stage) {
        stage.bus.set(Way::Pass);
        for node in [&stage.a, &stage.b] {
            let client = Client::new(&node.base).unwrap();
            let hears = async {
                while client.get::<Health>("//health").await.map(|health| health.bus).ok()
                    != Some(PartHealth::Answers(true))
                {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            };
            tokio::time::timeout(PATIENCE, hears).await.expect("the bus is back");
        }
    }
}

/// Asks until it is refused with this status; answers when it was last granted, if ever.
async fn last_granted(client: &Client, path: &str, refusal: u16) -> Option<Instant> {
    let mut last = None;
    let asking = async {
        loop {
            let answer = client.send("GET".parse().unwrap(), path, None).await.unwrap();
            match answer.status.as_u16() {
                200 => last = Some(Instant::now()),
                status => return assert_eq!(status, refusal, "{path}"),
            }
        }
    };
    tokio::time::timeout(PATIENCE, asking).await.expect("it is refused in the end");
    last
}

/// Nothing was granted more than a second after the act was answered.
fn assert_at_once(answered: Instant, granted: Option<Instant>, what: &str) {
    let late = granted.map_or(Duration::ZERO, |granted| granted.saturating_duration_since(answered));
    assert!(late <= AT_ONCE, "{what}: granted {late:?} afterwards");
}
