//! The database is away for five seconds.

use super::{Node, behind_a_door, load::Load};
use crate::{
    gate::{Gate, Way},
    people::{House, PATIENCE, hears, listening, say},
};
use serde_json::{Value, json};
use snug_platform::db::{Db, DbConfig};
use snug_proto::{events::Event, instance::PartHealth};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// How long after its end a fault may be felt.
const BACK: Duration = Duration::from_secs(2);
/// Reads of which each asks the database for something else.
const READS: [&str; 3] = ["/spaces", "/me/unread", "/me/sessions"];

/// How the database goes.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Refused,
    Swallowed,
    /// Old lines lead nowhere and do not end: new ones work.
    LinesLost,
    /// The server ends all lines.
    Ended,
}

impl Fault {
    /// Breaks it for a while.
    async fn happens(self, gate: &Gate, server: &Db, node: &Node) {
        let way = match self {
            Self::Refused => Way::Refuse,
            Self::Swallowed => Way::Swallow,
            Self::LinesLost => {
                gate.lose();
                return;
            }
            Self::Ended => {
                let ends = "select count(pg_terminate_backend(pid)) as v from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()";
                let ended: i64 = server.read().await.unwrap().sql(ends).one().await.unwrap();
                assert!(ended > 0);
                return;
            }
        };
        let begun = Instant::now();
        gate.set(way);
        let noticed = node.health_is(503, |health| health.database == PartHealth::Answers(false)).await;
        assert!(noticed <= BACK, "{self:?}: noticed after {noticed:?}");
        tokio::time::sleep(Duration::from_secs(5).saturating_sub(begun.elapsed())).await;
        gate.set(Way::Pass);
    }

    /// How long after its end requests may meet it: who is on a lost line waits until that is given up.
    fn felt(self) -> Duration {
        match self {
            Self::LinesLost => Duration::from_secs(5),
            _ => BACK,
        }
    }
}

/// Waits until everything that the load asks succeeds again.
async fn recovers(house: &House) {
    let read = format!("/channels/{}/ack", house.general);
    let all = async {
        for path in READS {
            while house.olive.get::<Value>(path).await.is_err() {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        while !house
            .olive
            .send("POST".parse().unwrap(), &read, Some(&json!({ "seq": 1 })))
            .await
            .unwrap()
            .status
            .is_success()
        {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(PATIENCE, all).await.expect("all is well again");
}

// control: canis-72
#[tokio::test(flavor = "multi_thread")]
async fn the_database_is_away_and_nothing_hangs_or_is_lost() {
    let (ground, gate, url) = behind_a_door().await;
    let server = Db::open(&DbConfig::new(ground.url()), Arc::new(|_, _| ())).await.unwrap();
    let node = Node::up(&ground, &url, &[]).await;
    let house = House::open(&node.process.base).await;
    let (mut socket, _) = listening(&house.olive).await;
    let mut acknowledged = std::collections::BTreeMap::new();
    for (at, fault) in [Fault::Refused, Fault::Swallowed, Fault::LinesLost, Fault::Ended].into_iter().enumerate() {
        let load = Load::begin(&house.olive, house.general, 100 * at..100 * at + 8, &READS);
        tokio::time::sleep(Duration::from_millis(500)).await;
        fault.happens(&gate, &server, &node).await;
        let healthy = node.health_is(200, |health| health.database == PartHealth::Answers(true)).await;
        assert!(healthy <= BACK, "{fault:?}: healthy after {healthy:?}");
        tokio::time::sleep(fault.felt()).await;
        recovers(&house).await;
        let diary = load.end().await;
        let what = format!("{fault:?}");
        diary.assert_clean(&what);
        assert!(matches!(fault, Fault::Ended) || diary.refused() > 0, "{what}: nobody noticed");
        acknowledged.extend(diary.acknowledged);
    }
    assert_eq!(house.stands(&house.olive).await, acknowledged, "what was acknowledged stands, and nothing else");
    // The socket has stayed and hears.
    say(&house.olive, house.general, "and on").await.unwrap();
    hears(&mut socket, |event| match event {
        Event::MessageCreate { message, .. } => (message.content.as_deref() == Some("and on")).then_some(()),
        _ => None,
    })
    .await;
    drop((node, server));
    ground.end().await;
}
