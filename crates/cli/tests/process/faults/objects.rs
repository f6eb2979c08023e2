//! The object store takes connections in and never answers.

use super::{
    Node,
    load::{Answered, LONGEST, Load, timed},
};
use crate::{
    gate::{Gate, Way},
    people::House,
    place::Ground,
};
use serde_json::json;
use snug_client::Client;
use snug_proto::{
    ChannelId, Code,
    files::{Upload, UploadPurpose},
    instance::PartHealth,
    messages::Message,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// Uploads of one account at the same time. With the read before them and one more, the store has failed five times and
/// is not asked any more.
const AT_ONCE: usize = 3;
/// An answer that did not ask the store.
const UNASKED: Duration = Duration::from_secs(1);
/// After so long the store is asked again.
const ASKED_AGAIN: Duration = Duration::from_secs(15);

type Objects = Arc<Mutex<HashMap<String, Vec<u8>>>>;

/// As much of an S3 server as the program asks for here: objects are put, read, listed as none, and deleted.
async fn bucket() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let objects = Objects::default();
    tokio::spawn(async move {
        while let Ok((line, _)) = listener.accept().await {
            tokio::spawn(serve(line, objects.clone()));
        }
    });
    address
}

async fn serve(line: TcpStream, objects: Objects) {
    let mut line = BufReader::new(line);
    loop {
        let (mut first, mut length) = (String::new(), 0);
        if line.read_line(&mut first).await.unwrap_or(0) == 0 {
            return;
        }
        loop {
            let mut header = String::new();
            line.read_line(&mut header).await.ok();
            match header.trim().to_ascii_lowercase().split_once(": ") {
                Some(("content-length", value)) => length = value.parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        line.read_exact(&mut body).await.ok();
        let mut words = first.split(' ');
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let (status, body) = answer(method, path, body, &objects);
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-length: {}\r\netag: \"1\"\r\nlast-modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n\r\n",
            body.len()
        );
        line.write_all(&[head.as_bytes(), &body].concat()).await.ok();
    }
}

fn answer(method: &str, path: &str, body: Vec<u8>, objects: &Objects) -> (&'static str, Vec<u8>) {
    let mut objects = objects.lock().unwrap();
    match method {
        "PUT" => {
            objects.insert(path.into(), body);
            ("200 OK", Vec::new())
        }
        "GET" if path.contains("list-type") => ("200 OK", b"<ListBucketResult></ListBucketResult>".to_vec()),
        "GET" => objects.get(path).map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body.clone())),
        "DELETE" => {
            objects.remove(path);
            ("204 No Content", Vec::new())
        }
        _ => ("501 Not Implemented", Vec::new()),
    }
}

async fn uploads(client: Client, channel: ChannelId) -> (Answered, Option<Upload>) {
    let bytes = "a line of text".into();
    let (answered, answer) =
        timed("an upload", client.upload_raw(UploadPurpose::Attachment, Some(channel), "a.txt", bytes)).await;
    (answered, answer.json().ok())
}

/// The bytes of what was uploaded before.
async fn reads(client: &Client, upload: &Upload) -> (Answered, Vec<u8>) {
    let path = format!("/files/{}/original", upload.id);
    let (answered, answer) = timed("a file", client.send("GET".parse().unwrap(), &path, None)).await;
    (answered, answer.bytes.to_vec())
}

fn assert_refused(answered: &Answered, longest: Duration) {
    assert_eq!((answered.status, answered.code), (503, Some(Code::Unavailable)), "{answered:?}");
    assert!(answered.took <= longest, "{answered:?}");
}

// control: canis-71
#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_never_answers_hangs_nobody() {
    let ground = Ground::fresh().await;
    let gate = Gate::before(bucket().await).await;
    let objects = format!("s3://key:secret@{}/snug?tls=false", gate.address);
    let node = Node::up(&ground, &ground.url(), &[("SNUG_OBJECTS", &objects)]).await;
    let house = House::open(&node.process.base).await;
    let (olive, general) = (&house.olive, house.general);
    let (_, kept) = uploads(olive.clone(), general).await;
    let kept = kept.expect("the store works");
    let body = json!({ "content": "with a file", "attachments": [{ "upload_id": kept.id }] });
    olive.post::<Message>(&format!("/channels/{general}/messages"), &body).await.unwrap();
    assert_eq!(reads(olive, &kept).await.1, b"a line of text");

    gate.set(Way::Swallow);
    let load = Load::begin(olive, general, 0..4, &["/me/unread"]);
    node.health_is(503, |health| health.objects == PartHealth::Answers(false)).await;
    let (read, _) = reads(olive, &kept).await;
    assert_refused(&read, LONGEST);
    let many: Vec<_> = (0..AT_ONCE).map(|_| tokio::spawn(uploads(olive.clone(), general))).collect();
    for upload in many {
        assert_refused(&upload.await.unwrap().0, LONGEST);
    }
    assert_refused(&uploads(olive.clone(), general).await.0, LONGEST);
    assert_refused(&uploads(olive.clone(), general).await.0, UNASKED);
    let diary = load.end().await;
    assert_eq!(diary.refused(), 0, "talk without files goes on");
    diary.assert_clean("without files");

    gate.set(Way::Pass);
    let whole = Instant::now();
    node.health_is(200, |health| health.objects == PartHealth::Answers(true)).await;
    let again = loop {
        let (answered, upload) = uploads(olive.clone(), general).await;
        match upload {
            Some(upload) => break upload,
            None => assert_refused(&answered, UNASKED),
        }
        assert!(whole.elapsed() <= ASKED_AGAIN, "an upload succeeds again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    olive.delete(&format!("/uploads/{}", again.id)).await.unwrap();
    assert_eq!(reads(olive, &kept).await.1, b"a line of text", "what was acknowledged is there");
    drop(node);
    ground.end().await;
}
