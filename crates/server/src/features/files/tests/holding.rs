//! Uploads that mean to hold what they can get.

use super::*;
use crate::features::files::{
    gate::{self, Arrival},
    lane,
    model::Claim,
};
use crate::testkit::contract;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use snug_proto::Code;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Longer than anything here takes; only a failing story waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A form that begins like this and never ends.
async fn begins(world: &World, person: &Person, body: &[u8]) -> TcpStream {
    let mut line = TcpStream::connect(world.base.trim_start_matches("http://")).await.unwrap();
    let head = format!(
        "POST /api/v1/uploads HTTP/1.1\r\nhost: snug\r\nauthorization: Bearer {}\r\ncontent-length: 50000000\r\n\
         content-type: multipart/form-data; boundary=x\r\n\r\n",
        person.token()
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(body).await.unwrap();
    line
}

/// The answer, while the clock goes on by so much each time nothing came.
async fn answered(world: &World, mut line: TcpStream, step: Duration) -> String {
    let mut answer = vec![0; 4096];
    let reading = async {
        let mut length = 0;
        while !String::from_utf8_lossy(&answer[..length]).contains('}') {
            let more = loop {
                tokio::select! {
                    biased;
                    more = line.read(&mut answer[length..]) => break more.unwrap(),
                    () = tokio::task::yield_now() => world.wait(step),
                }
            };
            assert!(more > 0, "closed without an answer");
            length += more;
        }
        String::from_utf8_lossy(&answer[..length]).into_owned()
    };
    tokio::time::timeout(PATIENCE, reading).await.expect("an answer")
}

const PURPOSE: &str = "--x\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\navatar\r\n";
const FILE: &str = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";

// control: canis-69
#[tokio::test]
async fn a_form_whose_file_never_begins_is_refused_after_a_few_kilobytes() {
    let (world, [ada, ..], ..) = room().await;
    let filler = "a".repeat(64 * 1024);
    for body in [filler.clone(), format!("--x\r\nA: {filler}"), format!("{PURPOSE}--x\r\nA: {filler}")] {
        let line = begins(&world, &ada, body.as_bytes()).await;
        let answer = answered(&world, line, Duration::ZERO).await;
        assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("16 KiB"), "{answer}");
    }
    world.stop().await;
}

#[tokio::test]
async fn a_client_that_falls_silent_is_not_waited_for() {
    let (world, [ada, ..], ..) = room().await;
    let picture = samples::picture(Raster::Png, 64, 48);
    let half = [PURPOSE.as_bytes(), FILE.as_bytes(), &picture[..picture.len() / 2]].concat();
    for (body, why) in [(b"--x".as_slice(), "in time"), (PURPOSE.as_bytes(), "in time"), (&half, "half-way")] {
        let line = begins(&world, &ada, body).await;
        let answer = answered(&world, line, Duration::from_secs(1)).await;
        assert!(answer.starts_with("HTTP/1.1 400") && answer.contains(why), "{answer}");
    }
    world.stop().await;
}

#[tokio::test]
async fn who_still_sends_after_a_refusal_gets_to_read_it() {
    let (world, [ada, ..], ..) = room().await;
    let nameless = FILE.replace("a.png", "\u{200b}");
    // More than the buffers of any connection hold.
    let rest = vec![7; 12 << 20];
    let mut line = begins(&world, &ada, format!("{PURPOSE}{nameless}").as_bytes()).await;
    let sending = async { line.write_all(&rest).await };
    tokio::time::timeout(PATIENCE, sending).await.expect("it is taken in").expect("nothing is cut off");
    let answer = answered(&world, line, Duration::ZERO).await;
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    world.stop().await;
}

#[tokio::test]
async fn a_refusal_is_told_also_when_nothing_is_left_to_give_up() {
    let (world, [ada, ..], ..) = room().await;
    let mut line = begins(&world, &ada, format!("{PURPOSE}{FILE}").as_bytes()).await;
    let swept = async {
        loop {
            let mut tx = world.app.db.write().await.unwrap();
            let gone = tx.sql("delete from file where owner_id = $1").id(ada.id).run().await.unwrap();
            tx.commit().await.unwrap();
            if gone > 0 {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, swept).await.expect("a place is reserved");
    line.write_all(b"#!/bin/sh\nrm -rf /\r\n--x--\r\n").await.unwrap();
    line.write_all(&[b' '; 8 << 10]).await.unwrap();
    let answer = answered(&world, line, Duration::ZERO).await;
    assert!(answer.starts_with("HTTP/1.1 415"), "{answer}");
    world.stop().await;
}

#[tokio::test]
async fn a_form_in_small_pieces_is_a_form() {
    let (world, [ada, ..], ..) = room().await;
    let picture = samples::picture(Raster::Png, 64, 48);
    let body = [PURPOSE.as_bytes(), FILE.as_bytes(), &picture, b"\r\n--x--\r\n"].concat();
    let pieces: Vec<Result<Bytes, std::io::Error>> =
        body.chunks(7).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let answer = reqwest::Client::new()
        .post(format!("{}/api/v1/uploads", world.base))
        .bearer_auth(ada.token())
        .header("content-type", "multipart/form-data; boundary=x")
        .body(reqwest::Body::wrap_stream(stream::iter(pieces)))
        .send()
        .await
        .unwrap();
    assert_eq!(contract::kept("POST", answer).await.status, 201);
    world.stop().await;
}

#[tokio::test]
async fn an_account_uploads_three_files_at_once_and_is_in_nobodys_way() {
    let (world, [ada, ben, _], _, general) = room().await;
    let mut lanes = Vec::new();
    for _ in 0..3 {
        lanes.push(lane::enter(&world.app, ada.id).await.unwrap());
    }
    ben.attaches(general.id, "a.txt", b"words").await.created::<Upload>();
    let mut fourth = Box::pin(ada.attaches(general.id, "a.txt", b"words"));
    let refused = loop {
        tokio::select! {
            biased;
            answer = &mut fourth => break answer,
            () = tokio::task::yield_now() => world.wait(Duration::from_secs(1)),
        }
    };
    assert_eq!(refused.refused(Code::RateLimited).retry_after_ms, Some(1_000));
    lanes.pop();
    ada.attaches(general.id, "a.txt", b"words").await.created::<Upload>();
    world.stop().await;
}

#[tokio::test]
async fn an_account_has_its_share_of_the_memory_for_pictures() {
    let (world, [ada, ben, _], ..) = room().await;
    let (first, second) =
        (lane::enter(&world.app, ada.id).await.unwrap(), lane::enter(&world.app, ada.id).await.unwrap());
    let held: Vec<_> = (0..64).map(|_| first.piece().unwrap()).collect();
    assert_eq!(second.piece().unwrap_err().code(), Code::Unavailable);
    drop(lane::enter(&world.app, ben.id).await.unwrap().piece().unwrap());
    drop(held);
    drop(second.piece().unwrap());
    world.stop().await;
}

#[tokio::test]
async fn a_picture_that_trickles_in_is_given_up() {
    let (world, [ada, ..], ..) = room().await;
    let lane = lane::enter(&world.app, ada.id).await.unwrap();
    let arrival = Arrival {
        id: world.app.ids.uuid().into(),
        purpose: UploadPurpose::Attachment,
        name: "a.png".into(),
        claim: Claim::Nothing,
    };
    let picture = samples::picture(Raster::Png, 64, 48);
    let clock = world.clock.clone();
    let pieces: Vec<Bytes> = picture.chunks(40).map(Bytes::copy_from_slice).collect();
    let bytes = pieces.into_iter().map(move |piece| {
        clock.advance(Duration::from_secs(20));
        Ok(piece)
    });
    let refused = gate::admit(&world.app, &lane, arrival, stream::iter(bytes).boxed()).await.unwrap_err();
    assert_eq!(refused.code(), Code::Malformed);
    world.stop().await;
}

#[tokio::test]
async fn bytes_count_for_an_hour_also_when_nothing_comes_of_them() {
    let world = World::start_with(|config| config.rate_factor = 1).await;
    let ada = world.owner();
    let (_, general) = world.space(&ada, &[]).await;
    for _ in 0..4096 - 3 {
        lane::charge(&world.app, ada.id).await.unwrap();
    }
    let most = vec![7; 2 * 256 * 1024 + 1];
    let upload: Upload = ada.attaches(general.id, "a.bin", &most).await.created();
    ada.delete(&format!("/uploads/{}", upload.id)).await.done();
    assert_eq!(super::super::sweep(&world.app).await.unwrap(), 1);
    ada.attaches(general.id, "a.bin", b"words").await.refused(Code::RateLimited);
    world.wait(Duration::from_secs(60));
    ada.attaches(general.id, "a.bin", b"words").await.created::<Upload>();
    world.stop().await;
}

#[tokio::test]
async fn one_object_that_cannot_be_deleted_is_in_no_others_way() {
    let (world, [ada, ..], _, general) = room().await;
    let mut uploads = Vec::new();
    for number in 0..3 {
        let upload: Upload = ada.attaches(general.id, &format!("{number}.txt"), b"words").await.created();
        uploads.push(upload.id);
    }
    uploads.sort();
    let stuck = objects(&world).into_iter().find(|path| path.contains(&uploads[0].0.simple().to_string())).unwrap();
    std::fs::remove_file(&stuck).unwrap();
    std::fs::create_dir(&stuck).unwrap();
    std::fs::write(format!("{stuck}/inside"), "x").unwrap();
    for upload in &uploads {
        ada.delete(&format!("/uploads/{upload}")).await.done();
    }
    assert_eq!(super::super::sweep(&world.app).await.unwrap(), 2);
    std::fs::remove_dir_all(&stuck).unwrap();
    assert_eq!(super::super::sweep(&world.app).await.unwrap(), 1, "and goes when it can");
    world.stop().await;
}

#[tokio::test]
async fn a_failure_to_find_out_who_asks_makes_nobody_a_stranger() {
    let (world, [ada, ..], _, general) = room().await;
    let said = ada.said_file(general.id, "a.txt", b"words").await;
    let address = format!("/files/{}/original", said.attachments[0].id);
    let renewed = json!({ "ids": [said.attachments[0].id] });
    rename(&world, "channel_override", "elsewhere").await;
    world.app.worlds.outdate_all();
    ada.post("/files/urls", renewed.clone()).await.refused(Code::Internal);
    rename(&world, "elsewhere", "channel_override").await;
    ada.post("/files/urls", renewed).await.ok::<RenewedUrls>();
    assert_eq!(ada.get(&address).await.status, 200);
    rename(&world, "session", "elsewhere").await;
    // What is remembered of a session is not trusted for long.
    world.wait(Duration::from_secs(31));
    ada.get(&address).await.refused(Code::Internal);
    rename(&world, "elsewhere", "session").await;
    assert_eq!(ada.get(&address).await.status, 200);
    asking(&world, None, &address, &[]).await.refused(Code::NotFound);
    world.stop().await;
}

/// Takes a table away from the server, or gives it back.
async fn rename(world: &World, from: &str, to: &str) {
    let mut tx = world.app.db.write().await.unwrap();
    let sql: &'static str = Box::leak(format!("alter table \"{from}\" rename to \"{to}\"").into_boxed_str());
    tx.sql(sql).run().await.unwrap();
    tx.commit().await.unwrap();
}
