//! The same promises in a folder and in a bucket, and what happens when the store hangs.
//!
//! A bucket is used when `SNUG_TEST_S3` holds its address.

use super::{MAX_KEY_BYTES, Object, ObjectError, Objects};
use crate::{
    clock::{Clock, ManualClock},
    lifecycle::Lifecycle,
    net::proxy::{Line, Proxy, test_prefix},
};
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use std::{convert::Infallible, time::Duration};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const MIB: usize = 1 << 20;

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment which server to use")]
fn kinds(folder: &TempDir) -> Vec<Objects> {
    let mut kinds = vec![Objects::folder(folder.path().join("objects"), Clock::Real).unwrap()];
    if let Ok(url) = std::env::var("SNUG_TEST_S3") {
        let mut url = url::Url::parse(&url).unwrap();
        url.set_path(&format!("{}/{}", url.path().trim_end_matches('/'), test_prefix()));
        kinds.push(Objects::s3(url.as_str(), Clock::Real).unwrap());
    }
    kinds
}

async fn read(object: Object) -> Vec<u8> {
    object.bytes.try_collect::<Vec<Bytes>>().await.unwrap().concat()
}

async fn keys(objects: &Objects, prefix: &str) -> Vec<String> {
    let mut keys: Vec<String> = objects.list(prefix).map_ok(|listed| listed.key).try_collect().await.unwrap();
    keys.sort();
    keys
}

fn files(folder: &TempDir) -> usize {
    let mut folders = vec![folder.path().to_path_buf()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() { folders.push(entry.path()) } else { files += 1 }
        }
    }
    files
}

/// Bytes that differ from one another, in pieces of awkward sizes.
fn pieces(size: usize) -> (Vec<u8>, Vec<Result<Bytes, Infallible>>) {
    let all: Vec<u8> = (0..size).map(|at| u8::try_from(at % 251).unwrap()).collect();
    let pieces = all.chunks(77_777).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    (all, pieces)
}

#[tokio::test]
async fn what_is_stored_is_read_back() {
    let folder = TempDir::new().unwrap();
    for objects in kinds(&folder) {
        for size in [0, 1, 256 << 10, (256 << 10) + 1, 3 * MIB, 5 * MIB, 12 * MIB + 5] {
            let (all, pieces) = pieces(size);
            assert_eq!(objects.put_stream("files/ab/one", stream::iter(pieces)).await.unwrap(), size as u64);
            let object = objects.get("files/ab/one").await.unwrap();
            assert_eq!((object.size, object.range.clone()), (size as u64, 0..size as u64));
            assert!(read(object).await == all, "{size} bytes");
        }
        objects.put("files/ab/one", Bytes::from_static(b"replaced")).await.unwrap();
        assert_eq!(read(objects.get("files/ab/one").await.unwrap()).await, b"replaced");
    }
}

#[tokio::test]
async fn a_part_is_read() {
    let folder = TempDir::new().unwrap();
    for objects in kinds(&folder) {
        objects.put("one", Bytes::from_static(b"0123456789")).await.unwrap();
        let part = objects.get_range("one", 2..5).await.unwrap();
        assert_eq!((part.size, part.range.clone()), (10, 2..5));
        assert_eq!(read(part).await, b"234");
        let rest = objects.get_range("one", 7..100).await.unwrap();
        assert_eq!(rest.range, 7..10);
        assert_eq!(read(rest).await, b"789");
        assert!(matches!(objects.get_range("one", 5..5).await, Err(ObjectError::Other(_))));
        assert!(objects.get_range("one", 10..11).await.is_err());
        assert!(matches!(objects.get_range("none", 0..1).await, Err(ObjectError::NotFound)));
    }
}

#[tokio::test]
async fn what_is_deleted_is_gone_and_may_be_deleted_again() {
    let folder = TempDir::new().unwrap();
    for objects in kinds(&folder) {
        objects.put("files/one", Bytes::from_static(b"1")).await.unwrap();
        for _ in 0..3 {
            objects.delete("files/one").await.unwrap();
        }
        assert!(matches!(objects.get("files/one").await, Err(ObjectError::NotFound)));
        assert!(objects.is_up(), "what is not there is no failure of the store");
    }
}

#[tokio::test]
async fn a_listing_knows_whole_parts_of_keys() {
    let folder = TempDir::new().unwrap();
    for objects in kinds(&folder) {
        assert!(objects.probe().await, "its file is no object");
        for key in ["files/a/one", "files/a/two", "files/ab/three", "pictures/four"] {
            objects.put(key, Bytes::from_static(b"12345")).await.unwrap();
        }
        assert_eq!(keys(&objects, "files/a").await, ["files/a/one", "files/a/two"]);
        assert_eq!(keys(&objects, "").await.len(), 4);
        assert_eq!(keys(&objects, "none").await, [""; 0]);
        let listed = objects.list("pictures").next().await.unwrap().unwrap();
        assert_eq!(listed.size, 5);
        assert!((listed.stored_ms - Clock::Real.now_ms()).abs() < 3_600_000);
    }
}

#[tokio::test]
async fn keys_of_people_are_refused() {
    let folder = TempDir::new().unwrap();
    let long = "a".repeat(MAX_KEY_BYTES + 1);
    for objects in kinds(&folder) {
        for key in
            ["", "/a", "a/", "a//b", "..", "a/../b", "A", "a.b", "a b", "ä", "a#1", "a\\b", "a%2fb", "a\0", &long]
        {
            assert!(matches!(objects.put(key, Bytes::new()).await, Err(ObjectError::Other(_))), "{key:?}");
            assert!(matches!(objects.get(key).await, Err(ObjectError::Other(_))), "{key:?}");
            assert!(matches!(objects.delete(key).await, Err(ObjectError::Other(_))), "{key:?}");
        }
    }
}

#[tokio::test]
async fn an_object_is_visible_only_when_complete() {
    let folder = TempDir::new().unwrap();
    for objects in kinds(&folder) {
        let (all, pieces) = pieces(6 * MIB);
        let watched = stream::iter(pieces).then(async |piece| {
            assert!(matches!(objects.get("one").await, Err(ObjectError::NotFound)));
            piece
        });
        objects.put_stream("one", watched).await.unwrap();
        assert_eq!(objects.get("one").await.unwrap().size, all.len() as u64);
    }
}

#[tokio::test]
async fn a_source_that_fails_leaves_what_was_there() {
    let folder = TempDir::new().unwrap();
    for objects in kinds(&folder) {
        objects.put("one", Bytes::from_static(b"before")).await.unwrap();
        for size in [10, 7 * MIB] {
            for key in ["one", "two"] {
                let error = objects.put_stream(key, failing(size)).await.unwrap_err();
                assert!(matches!(&error, ObjectError::Source(cause) if cause.to_string() == "too large"), "{error}");
            }
        }
        assert_eq!(read(objects.get("one").await.unwrap()).await, b"before");
        assert_eq!(keys(&objects, "").await, ["one"]);
        assert!(objects.is_up(), "the source is no failure of the store");
    }
    assert_eq!(files(&folder), 1);
}

/// A stream of so many bytes that then fails.
fn failing(size: usize) -> impl futures_util::Stream<Item = anyhow::Result<Bytes>> + Send {
    let pieces = pieces(size).1.into_iter().map(|piece| piece.map_err(anyhow::Error::from));
    stream::iter(pieces.chain([Err(anyhow::anyhow!("too large"))]))
}

#[tokio::test]
async fn an_upload_given_up_half_way_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    for objects in kinds(&folder) {
        let endless = stream::iter(pieces(6 * MIB).1).chain(stream::pending());
        let upload = objects.put_stream("one", endless);
        tokio::time::timeout(Duration::from_millis(300), upload).await.unwrap_err();
        assert!(matches!(objects.get("one").await, Err(ObjectError::NotFound)));
        objects.put("one", Bytes::from_static(b"1")).await.unwrap();
    }
}

#[tokio::test]
async fn uploads_to_the_same_key_do_not_mix() {
    let folder = TempDir::new().unwrap();
    for objects in kinds(&folder) {
        let uploads = (0..8_u8).map(|who| {
            let pieces = (0..30).map(move |_| Ok::<_, Infallible>(Bytes::from(vec![who; 50_000])));
            objects.put_stream("one", stream::iter(pieces))
        });
        for upload in futures_util::future::join_all(uploads).await {
            assert_eq!(upload.unwrap(), 1_500_000);
        }
        let all = read(objects.get("one").await.unwrap()).await;
        assert!(all.len() == 1_500_000 && all.iter().all(|byte| *byte == all[0]));
    }
}

#[tokio::test]
async fn what_a_crash_left_is_no_object_and_is_swept() {
    let folder = TempDir::new().unwrap();
    let objects = Objects::folder(folder.path(), Clock::Real).unwrap();
    objects.put("files/one", Bytes::from_static(b"1")).await.unwrap();
    // As an upload leaves it that was killed before its end.
    std::fs::write(folder.path().join("files/two#1"), b"half").unwrap();
    assert_eq!(keys(&objects, "").await, ["files/one"]);
    assert!(matches!(objects.get("files/two").await, Err(ObjectError::NotFound)));
    assert_eq!(objects.sweep_unfinished(Clock::Real.now_ms() - 3_600_000).await.unwrap(), 0);
    assert_eq!(objects.sweep_unfinished(Clock::Real.now_ms() + 3_600_000).await.unwrap(), 1);
    assert_eq!(files(&folder), 1);
    objects.put("files/two", Bytes::from_static(b"2")).await.unwrap();
}

// control: canis-56
#[tokio::test]
async fn a_folder_that_is_gone_fails_the_probe_until_it_is_back() {
    let folder = TempDir::new().unwrap();
    let (there, away) = (folder.path().join("objects"), folder.path().join("away"));
    let objects = Objects::folder(&there, Clock::Real).unwrap();
    objects.put("one", Bytes::from_static(b"1")).await.unwrap();
    assert!(objects.probe().await);
    std::fs::rename(&there, &away).unwrap();
    std::fs::write(&there, b"not a folder").unwrap();
    assert!(!objects.probe().await);
    assert!(matches!(objects.put("two", Bytes::new()).await, Err(ObjectError::Unavailable)));
    std::fs::remove_file(&there).unwrap();
    std::fs::rename(&away, &there).unwrap();
    assert!(objects.probe().await);
    assert_eq!(read(objects.get("one").await.unwrap()).await, b"1");
}

// control: canis-56
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment which server to use")]
async fn a_bucket_that_is_not_there_fails_the_probe() {
    let Ok(url) = std::env::var("SNUG_TEST_S3") else { return };
    let mut url = url::Url::parse(&url).unwrap();
    url.set_path("no-such-bucket");
    let objects = Objects::s3(url.as_str(), Clock::Real).unwrap();
    assert!(!objects.probe().await);
    assert!(objects.put("one", Bytes::new()).await.is_err());
}

/// A server that agrees to every upload.
async fn agreeing_store(life: &Lifecycle) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let token = life.token();
    life.spawn("store", async move {
        let serving = async {
            while let Ok((mut socket, _)) = listener.accept().await {
                let mut request = [0; 4096];
                let _bytes = socket.read(&mut request).await.unwrap_or(0);
                let answer = b"HTTP/1.1 200 OK\r\nETag: \"1\"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
                socket.write_all(answer).await.ok();
            }
        };
        token.run_until_cancelled(serving).await;
    });
    address
}

// control: canis-71
#[tokio::test]
async fn a_bucket_that_hangs_is_given_up_in_time_and_found_again_by_one_probe() {
    let life = Lifecycle::default();
    let line = Proxy::to(agreeing_store(&life).await, Line::Hangs, &life).await;
    let manual = ManualClock::at(0);
    let url = format!("s3://key:secret@{}/bucket?tls=false", line.address);
    let objects = Objects::s3(&url, Clock::Manual(manual.clone())).unwrap();
    let small = || objects.put("one", Bytes::from_static(b"1"));
    let (log, _guard) = crate::telemetry::Captured::start(tracing::Level::TRACE);

    // The deadlines are real time, so the test lets that run ahead.
    tokio::time::pause();
    let start = tokio::time::Instant::now();
    for _ in 0..5 {
        let began = tokio::time::Instant::now();
        assert!(matches!(small().await, Err(ObjectError::Unavailable)));
        assert!(began.elapsed() <= Duration::from_secs(30), "{:?}", began.elapsed());
    }
    assert!(start.elapsed() >= Duration::from_secs(5), "it was asked: {}", log.text());
    assert!(!objects.probe().await);
    tokio::time::resume();

    assert!(!objects.is_up());
    assert!(matches!(small().now_or_never(), Some(Err(ObjectError::Unavailable))), "at once, without asking");
    manual.advance(Duration::from_secs(9));
    assert!(matches!(small().now_or_never(), Some(Err(ObjectError::Unavailable))));

    line.cut().await;
    line.set(Line::Open);
    manual.advance(Duration::from_secs(1));
    let (probe, other) = tokio::join!(small(), small());
    assert_eq!(probe.unwrap(), 1);
    assert!(matches!(other, Err(ObjectError::Unavailable)), "only one probe");
    assert!(objects.is_up());
    assert_eq!(small().await.unwrap(), 1);
    life.stop().await;
}
