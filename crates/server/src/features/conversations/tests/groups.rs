//! Who comes into a group, who leaves it, and what they find there.

use super::*;
use crate::testkit::{one_got_it, walk};
use futures_util::future::join_all;
use snug_proto::{
    Code,
    files::UploadPurpose,
    messages::{MessagePage, SystemEvent},
    reads::ReadState,
    search::Hit,
};

/// A plain group of the first, who made it, with the next ones.
async fn group<const N: usize>(world: &World, people: &[Person; N]) -> Channel {
    let [maker, others @ ..] = people.as_slice() else { panic!("nobody") };
    let others: Vec<&Person> = others.iter().collect();
    world.space(maker, &others).await;
    maker.opens(&others).await.created()
}

#[tokio::test]
async fn everybody_adds_and_the_maker_takes_out() {
    let world = plain().await;
    let [ada, ben, cleo, dan, eve] = world.people(["ada", "ben", "cleo", "dan", "eve"]).await;
    let group = group(&world, &[ada.clone(), ben.clone(), cleo.clone()]).await;
    let at = format!("/channels/{}", group.id);
    let named: Channel = cleo.patch(&at, json!({ "name": " Lamps " })).await.ok();
    assert_eq!(named.name.as_deref(), Some("Lamps"));
    cleo.patch(&at, json!({ "topic": "light" })).await.refused(Code::Forbidden);
    world.run_jobs().await;
    ben.adds(group.id, &dan).await.refused(Code::CannotMessage);
    dan.welcomes_everyone().await;
    world.wait(std::time::Duration::from_secs(1));
    ben.adds(group.id, &dan).await.done();
    ben.adds(group.id, &dan).await.done();
    eve.adds(group.id, &eve).await.refused(Code::NotFound);
    ben.takes_out(group.id, &dan).await.refused(Code::Forbidden);
    // What happened is said, in the order in which it did.
    world.run_jobs().await;
    let page: MessagePage = ben.get(&format!("{at}/messages")).await.ok();
    let mut said: Vec<SystemEvent> = page.items.into_iter().filter_map(|message| message.system).collect();
    said.reverse();
    assert!(
        matches!(&said[..], [SystemEvent::ChannelName { .. }, SystemEvent::GroupMemberAdd { user, by }]
        if (user.id, by.id) == (dan.id, ben.id)),
        "{said:?}"
    );
    // The maker leaves: who is there for longest stands in their place.
    ada.takes_out(group.id, &ada).await.done();
    ada.get(&at).await.refused(Code::NotFound);
    let left: Channel = dan.get(&at).await.ok();
    let part = left.conversation.unwrap();
    let first = part.participants[0].id;
    assert_eq!(part.creator_id, Some(first));
    let heir = if first == ben.id { &ben } else { &cleo };
    heir.takes_out(group.id, &dan).await.done();
    heir.takes_out(group.id, &dan).await.done();
    dan.says(group.id, "still here?").await.refused(Code::NotFound);
    // The last one out ends it.
    for person in [&ben, &cleo] {
        person.takes_out(group.id, person).await.done();
    }
    world.run_jobs().await;
    let mut conn = world.app.db.read().await.unwrap();
    for sql in ["select 1 as v from channel where id = $1", "select 1 as v from message where channel_id = $1"] {
        assert!(conn.sql(sql).id(group.id).rows().await.unwrap().is_empty(), "{sql}");
    }
    drop(conn);
    world.stop().await;
}

#[tokio::test]
async fn without_a_name_a_group_goes_by_its_people_again() {
    let world = plain().await;
    let [ada, ben, cleo] = world.people(["ada", "ben", "cleo"]).await;
    let group = group(&world, &[ada.clone(), ben.clone(), cleo.clone()]).await;
    let at = format!("/channels/{}", group.id);
    for (asked, known) in [(json!("Lamps"), Some("Lamps")), (json!(null), None), (json!(null), None)] {
        let channel: Channel = ben.patch(&at, json!({ "name": asked })).await.ok();
        assert_eq!(channel.name.as_deref(), known);
        world.run_jobs().await;
    }
    ben.patch(&at, json!({ "name": "" })).await.refused(Code::Invalid);
    let page: MessagePage = ada.get(&format!("{at}/messages")).await.ok();
    let said: Vec<_> = page.items.into_iter().rev().filter_map(|message| message.system).collect();
    let names: Vec<_> = said
        .iter()
        .map(|event| if let SystemEvent::ChannelName { name, .. } = event { &**name } else { "?" })
        .collect();
    assert_eq!(names, ["Lamps", ""], "said once each");
    world.stop().await;
}

#[tokio::test]
async fn a_group_has_a_picture() {
    let world = plain().await;
    let [ada, ben, cleo] = world.people(["ada", "ben", "cleo"]).await;
    let group = group(&world, &[ada.clone(), ben.clone(), cleo.clone()]).await;
    let at = format!("/channels/{}", group.id);
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(8, 8).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let upload = ben.client.upload(UploadPurpose::GroupIcon, None, "lamp.png", png.into_inner()).await.unwrap();
    ada.patch(&at, json!({ "icon": upload.id })).await.refused(Code::Invalid);
    let drawn: Channel = ben.patch(&at, json!({ "icon": upload.id })).await.ok();
    assert!(drawn.conversation.unwrap().icon.is_some());
    let bare: Channel = cleo.patch(&at, json!({ "icon": null })).await.ok();
    assert_eq!(bare.conversation.unwrap().icon, None);
    world.stop().await;
}

#[tokio::test]
async fn who_joins_late_sees_nothing_before() {
    let world = plain().await;
    let [ada, ben, cleo, dan] = world.people(["ada", "ben", "cleo", "dan"]).await;
    let group = group(&world, &[ada.clone(), ben.clone(), cleo.clone()]).await;
    let at = format!("/channels/{}", group.id);
    let file = ada.client.upload(UploadPurpose::Attachment, Some(group.id), "plan.txt", "hush").await.unwrap();
    let with_file = json!({ "content": "an early lantern", "attachments": [{ "upload_id": file.id }] });
    let early: Message = ada.post(&format!("{at}/messages"), with_file).await.created();
    ada.put(&format!("/messages/{}/pin", early.id), Value::Null).await.done();
    dan.welcomes_everyone().await;
    ada.adds(group.id, &dan).await.done();
    world.run_jobs().await;
    let late = ben.utters(group.id, "a late lantern").await;
    let reply = json!({ "content": "as said", "reply_to": early.id });
    let reply: Message = ben.post(&format!("{at}/messages"), reply).await.created();
    let _: Message =
        ada.patch(&format!("/messages/{}", early.id), json!({ "content": "an edited lantern" })).await.ok();

    let seen = |page: MessagePage| page.items.into_iter().map(|message| message.seq).collect::<Vec<_>>();
    // The line about the newcomer comes first.
    let all = [reply.seq, late.seq, late.seq - 1];
    for query in ["", "?around=1", "?after=0", "?around=2&limit=1", "?limit=100"] {
        let found = seen(dan.get(&format!("{at}/messages{query}")).await.ok());
        assert!(found.iter().all(|seq| all.contains(seq)), "{query}: {found:?}");
    }
    assert_eq!(seen(dan.get(&format!("{at}/messages")).await.ok()), all);
    assert_eq!(seen(dan.get(&format!("{at}/messages?before={}", late.seq - 1)).await.ok()), [0; 0]);
    let walked: Vec<Message> = walk(&dan, &format!("{at}/messages"), &[1]).await;
    assert_eq!(walked.len(), all.len());
    let found: MessagePage = dan.get(&format!("{at}/messages")).await.ok();
    assert_eq!(found.items[0].reply_to.as_ref().unwrap().excerpt, "", "nothing earlier is quoted");
    let whole: MessagePage = cleo.get(&format!("{at}/messages")).await.ok();
    assert_eq!(whole.items[0].reply_to.as_ref().unwrap().excerpt, "an edited lantern", "others have read it");
    let path = format!("/messages/{}", early.id);
    for closed in [
        dan.get(&path).await,
        dan.put(&format!("{path}/reactions/%F0%9F%91%8D"), Value::Null).await,
        dan.put(&format!("{path}/pin"), Value::Null).await,
        dan.delete(&format!("{path}/pin")).await,
        dan.delete(&path).await,
        dan.get(&format!("/files/{}/original", file.id)).await,
        dan.post("/files/urls", json!({ "ids": [file.id] })).await,
    ] {
        closed.refused(Code::NotFound);
    }
    let answer = json!({ "content": "what?", "reply_to": early.id });
    let problem = dan.post(&format!("{at}/messages"), answer).await.refused(Code::Invalid);
    assert_eq!(problem.field.as_deref(), Some("reply_to"));
    let pins: Page<Message> = dan.get(&format!("{at}/pins")).await.ok();
    assert_eq!(pins.items, []);
    for search in [format!("{at}/search?q=lantern"), "/search?q=lantern".into()] {
        let hits: Page<Hit> = dan.get(&search).await.ok();
        assert_eq!(hits.items.iter().map(|hit| hit.message.id).collect::<Vec<_>>(), [late.id], "{search}");
        let hits: Page<Hit> = ben.get(&search).await.ok();
        assert_eq!(hits.items.iter().map(|hit| hit.message.id).collect::<Vec<_>>(), [late.id, early.id], "{search}");
    }
    let few = format!("/search?q=lantern&channel_id={}", group.id);
    assert_eq!(dan.get(&few).await.ok::<Page<Hit>>().items.len(), 1);
    // Nobody finds what they are not in.
    assert_eq!(world.owner().get("/search?q=lantern").await.ok::<Page<Hit>>().items, []);
    // Marking unread goes back no further than the beginning.
    dan.post(&format!("{at}/ack"), json!({ "seq": 0, "unread": true })).await.done();
    let unread: Vec<ReadState> = dan.get("/me/unread").await.ok();
    assert_eq!(unread.iter().find(|read| read.channel_id == group.id).unwrap().last_read_seq, late.seq - 2);
    assert_eq!(ben.get(&format!("/files/{}/original", file.id)).await.status, 200);
    world.stop().await;
}

// control: canis-x22
#[tokio::test]
async fn counts_hold_under_parallel_requests() {
    let names = ["ada", "p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08", "p09", "p10", "p11", "p12"];
    let world = World::start_with(|config| {
        config.allows_plain_conversations = true;
        config.counts.conversations = 3;
    })
    .await;
    let people = world.people(names).await;
    let [ada, others @ ..] = &people;
    for person in &people {
        person.welcomes_everyone().await;
    }
    let group: Channel = ada.opens(&others[..8].iter().collect::<Vec<_>>()).await.created();
    let adding = others[8..].iter().map(|other| ada.adds(group.id, other));
    one_got_it(join_all(adding).await, "conversation_members");
    let full: Channel = ada.get(&format!("/channels/{}", group.id)).await.ok();
    assert_eq!(full.conversation.unwrap().participants.len(), 10);

    let _: Channel = ada.opens(&[&others[0]]).await.created();
    let opening = others[8..].iter().map(|other| {
        let ids = [other];
        async move { ada.opens(&ids).await }
    });
    one_got_it(join_all(opening).await, "conversations");
    assert_eq!(ada.conversations().await.len(), 3);
    let _: Channel = ada.opens(&[&others[0]]).await.ok();
    others[11].opens(&[ada]).await.refused(Code::CannotMessage);
    world.stop().await;
}
