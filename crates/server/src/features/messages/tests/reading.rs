//! How far was read.

use super::*;
use snug_proto::{Code, reads::ReadState};

async fn read_of(person: &Person, channel: ChannelId) -> ReadState {
    let reads: Vec<ReadState> = person.get("/me/unread").await.ok();
    reads.into_iter().find(|read| read.channel_id == channel).unwrap()
}

fn counts(read: &ReadState) -> (i64, i64, i64, i64) {
    (read.last_read_seq, read.last_seq, read.unread, read.mentions)
}

// control: canis-x20
#[tokio::test]
async fn own_and_deleted_messages_are_not_unread() {
    let (world, [ada, ben, _], _, general) = room().await;
    ben.said(general.id, "mine").await;
    assert_eq!(counts(&read_of(&ben, general.id).await), (1, 1, 0, 0));
    let gone = ada.said(general.id, &format!("<@{}>", ben.id)).await;
    ada.said(general.id, "stays").await;
    assert_eq!(counts(&read_of(&ben, general.id).await), (1, 3, 2, 1));
    ada.deletes(gone.id).await;
    assert_eq!(counts(&read_of(&ben, general.id).await), (1, 3, 1, 0));
    let unread = json!({ "seq": 0, "unread": true });
    ben.post(&format!("/channels/{}/ack", general.id), unread).await.done();
    assert_eq!(counts(&read_of(&ben, general.id).await), (0, 3, 1, 0));
    ada.put(&format!("/messages/{}/pin", ada.said(general.id, "last").await.id), Value::Null).await.done();
    world.run_jobs().await;
    assert_eq!(
        counts(&read_of(&ben, general.id).await),
        (0, 5, 2, 0),
        "what the place says by itself waits for nobody"
    );
    world.stop().await;
}

#[tokio::test]
async fn the_mark_only_grows_unless_it_is_set_back() {
    let (world, [ada, ben, eve], _, general) = room().await;
    for number in 0..5 {
        ada.said(general.id, &number.to_string()).await;
    }
    let mut ears = Ears::of(&world);
    let path = format!("/channels/{}/ack", general.id);
    let ack = |seq: i64, unread: bool| json!({ "seq": seq, "unread": unread });
    ben.post(&path, ack(3, false)).await.done();
    ben.post(&path, ack(3, false)).await.done();
    ben.post(&path, ack(2, false)).await.done();
    ben.post(&path, ack(2, true)).await.done();
    ben.post(&path, ack(99, false)).await.done();
    let marks: Vec<(i64, i64)> = ears
        .heard()
        .iter()
        .map(|heard| match heard {
            (To::Person(own), Event::ReadUpdate(read)) if *own == ben.id => (read.last_read_seq, read.unread),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(marks, [(3, 2), (2, 3), (5, 0)]);
    ben.post(&path, ack(-1, false)).await.refused(Code::Invalid);
    eve.post(&path, ack(1, false)).await.refused(Code::NotFound);
    world.stop().await;
}

#[tokio::test]
async fn a_space_and_everything_are_read_at_once() {
    let (world, [ada, ben, eve], space, general) = room().await;
    let other = ada.makes_channel(space.id, "other").await;
    let hidden = ada.makes_channel(space.id, "hidden").await;
    ada.denies(&space, hidden.id, &["view_channel"]).await;
    for channel in [general.id, other.id, hidden.id] {
        ada.said(channel, "hello").await;
    }
    let mut ears = Ears::of(&world);
    ben.post(&format!("/spaces/{}/ack", space.id), Value::Null).await.done();
    ben.post(&format!("/spaces/{}/ack", space.id), Value::Null).await.done();
    let mut told: Vec<ChannelId> = ears
        .heard()
        .into_iter()
        .filter_map(|(_, event)| if let Event::ReadUpdate(read) = event { Some(read.channel_id) } else { None })
        .collect();
    told.sort();
    let mut expected = vec![general.id, other.id];
    expected.sort();
    assert_eq!(told, expected);
    eve.post(&format!("/spaces/{}/ack", space.id), Value::Null).await.refused(Code::NotFound);
    ada.said(general.id, "again").await;
    ben.post("/me/ack-all", Value::Null).await.done();
    let reads: Vec<ReadState> = ben.get("/me/unread").await.ok();
    assert!(reads.iter().all(|read| read.unread == 0 && read.channel_id != hidden.id));
    world.stop().await;
}

// control: canis-x20
#[tokio::test]
async fn counts_stop_at_a_hundred_and_cost_the_same_for_any_number_of_channels() {
    let (world, [ada, ben, _], space, general) = room().await;
    for number in 0..103 {
        ada.said(general.id, &format!("{number} @everyone")).await;
    }
    assert_eq!(counts(&read_of(&ben, general.id).await), (0, 103, 100, 100));
    let cost = async || {
        read_of(&ben, general.id).await;
        let before = world.app.db.statements();
        read_of(&ben, general.id).await;
        world.app.db.statements() - before
    };
    let few = cost().await;
    for number in 0..20 {
        ada.makes_channel(space.id, &format!("room {number}")).await;
    }
    let many = cost().await;
    assert!(few == many && many <= 3, "{few} and {many} statements");
    world.stop().await;
}

/// Says many things at once, as rows: what is counted here is rows.
async fn fill(world: &World, author: &Person, channel: ChannelId, seqs: std::ops::Range<i64>) {
    let mut tx = world.app.db.write().await.unwrap();
    for seq in seqs {
        tx.sql(
            "insert into message (id, channel_id, seq, kind, author_id, content, mention_everyone, revision, created_ms)
             values ($1, $2, $3, 'user', $4, 'x', false, 0, 0)",
        )
        .id(world.app.ids.uuid())
        .id(channel)
        .bind(seq)
        .id(author.id)
        .run()
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

// control: canis-x20
#[tokio::test]
async fn a_count_looks_at_the_newest_thousand_and_no_further() {
    let (world, [ada, ben, eve], space, general) = room().await;
    eve.joins(&ada.invites(space.id).await.code).await;
    ada.said(general.id, "long ago").await;
    ben.put(&format!("/blocks/{}", eve.id), Value::Null).await.done();
    fill(&world, &eve, general.id, 2..1_001).await;
    assert_eq!(read_of(&ben, general.id).await.unread, 1, "behind 999 of somebody who is blocked");
    fill(&world, &eve, general.id, 1_001..1_002).await;
    assert_eq!(read_of(&ben, general.id).await.unread, 0, "behind 1,000 nobody looks");
    world.stop().await;
}

#[tokio::test]
async fn for_who_comes_in_unread_is_what_comes_after() {
    let (world, [ada, ben, eve], space, general) = room().await;
    let hidden = ada.makes_channel(space.id, "hidden").await;
    ada.denies(&space, hidden.id, &["view_channel"]).await;
    for channel in [general.id, hidden.id] {
        ada.said(channel, &format!("<@{}> early", eve.id)).await;
        ada.said(channel, "@everyone").await;
    }
    ada.post(&format!("/channels/{}/ack", general.id), json!({ "seq": 0, "unread": true })).await.done();
    let invite = ada.invites(space.id).await;
    eve.joins(&invite.code).await;
    assert_eq!(counts(&read_of(&eve, general.id).await), (2, 2, 0, 0));
    ada.said(general.id, &format!("<@{}> welcome", eve.id)).await;
    assert_eq!(counts(&read_of(&eve, general.id).await), (2, 3, 1, 1));
    assert_eq!(read_of(&ben, general.id).await.unread, 3, "who was there before has it all");
    // What comes into sight later begins at the same moment.
    ada.said(hidden.id, "late").await;
    let everyone = ada.everyone(&space).await;
    ada.delete(&format!("/channels/{}/overrides/role/{everyone}", hidden.id)).await.done();
    assert_eq!(counts(&read_of(&eve, hidden.id).await), (2, 3, 1, 0));
    let fresh = ada.makes_channel(space.id, "fresh").await;
    ada.said(fresh.id, "first").await;
    assert_eq!(read_of(&eve, fresh.id).await.unread, 1);
    // Coming back is coming in.
    eve.leaves(space.id).await;
    ada.said(general.id, "meanwhile").await;
    eve.joins(&invite.code).await;
    assert_eq!(read_of(&eve, general.id).await.unread, 0);
    world.stop().await;
}
