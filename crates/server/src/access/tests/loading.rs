//! Loading worlds from the database.

use super::*;
use crate::testkit::World as Place;
use std::{pin::pin, time::Duration};

/// Longer than anything here takes; only a failing story waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whoever asks for rights gets an answer, also where they change faster than they can be read.
#[tokio::test]
async fn a_world_that_never_stands_still_is_read_a_few_times_and_then_taken() {
    let place = Place::start().await;
    let ada = place.owner();
    let (space, _) = place.space(&ada, &[]).await;
    place.app.worlds.outdate_all();
    let mut conn = place.app.db.read().await.unwrap();
    let mut version = 0;
    let loaded = {
        let mut loading = pin!(world(&mut conn, &place.app, space.id));
        let chasing = async {
            loop {
                if let std::task::Poll::Ready(loaded) = futures_util::poll!(&mut loading) {
                    return loaded.unwrap();
                }
                let mut tx = place.app.db.write().await.unwrap();
                let raise = "update space set access_version = access_version + 1 where id = $1
                             returning access_version as v";
                version = tx.sql(raise).id(space.id).one().await.unwrap();
                tx.commit().await.unwrap();
            }
        };
        tokio::time::timeout(PATIENCE, chasing).await.expect("somebody gets an answer")
    };
    assert!(loaded.version < version, "{} of {version}: it was never still", loaded.version);
    drop(conn);
    place.stop().await;
}
