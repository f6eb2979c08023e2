//! Loading worlds from the database.

use super::*;
use crate::testkit::World as Place;
use snug_proto::SpaceId;
use std::{pin::pin, task::Poll, time::Duration};

/// Longer than anything here takes; only a failing story waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Loads the world of a space, which changes whenever the loading waits; answers which version was taken, and the newest.
async fn chase(place: &Place, space: SpaceId) -> (i64, i64) {
    place.app.worlds.outdate_all();
    let mut conn = place.app.db.read().await.unwrap();
    let mut loading = pin!(world(&mut conn, &place.app, space));
    let mut newest = 0;
    loop {
        if let Poll::Ready(loaded) = futures_util::poll!(&mut loading) {
            return (loaded.unwrap().version, newest);
        }
        let mut tx = place.app.db.write().await.unwrap();
        let raise = "update space set access_version = access_version + 1 where id = $1
                     returning access_version as v";
        newest = tx.sql(raise).id(space).one().await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Whoever asks for rights gets an answer, also where they change faster than they can be read.
#[tokio::test]
async fn a_world_that_never_stands_still_is_read_a_few_times_and_then_taken() {
    let place = Place::start().await;
    let (space, _) = place.space(&place.owner(), &[]).await;
    let chasing = async {
        loop {
            let (taken, newest) = chase(&place, space.id).await;
            // An engine may answer so fast that nothing changes meanwhile: then it is chased again.
            if taken < newest {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, chasing).await.expect("somebody gets an answer");
    place.stop().await;
}
