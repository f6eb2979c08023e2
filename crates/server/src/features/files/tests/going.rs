//! Bytes that go out.

use super::*;
use snug_proto::Code;
use std::time::Duration;

async fn denies_sight(ada: &Person, space: &Space, channel: ChannelId) {
    let roles: Vec<Value> = ada.get(&format!("/spaces/{}/roles", space.id)).await.ok();
    let everyone = roles.iter().find(|role| role["everyone"] == true).unwrap()["id"].as_str().unwrap().to_owned();
    let deny = json!({ "allow": [], "deny": ["view_channel"] });
    let denied = ada.put(&format!("/channels/{channel}/overrides/role/{everyone}"), deny).await;
    assert!(denied.status < 300, "{}", denied.text());
}

// control: canis-x10
#[tokio::test]
async fn files_follow_the_sight_of_their_channel() {
    let (world, [ada, ben, eve], space, general) = room().await;
    let said = ada.said_file(general.id, "a.png", &samples::picture(Raster::Png, 400, 300)).await;
    let file = said.attachments[0].id;
    let forms = ["original", "preview", "thumb"].map(|form| format!("/files/{file}/{form}"));
    let renew = json!({ "ids": [file] });
    for form in &forms {
        assert_eq!(ben.get(form).await.status, 200);
        eve.get(form).await.refused(Code::NotFound);
        anybody(&world, form).await.refused(Code::NotFound);
    }
    ben.post("/files/urls", renew.clone()).await.ok::<RenewedUrls>();
    eve.post("/files/urls", renew.clone()).await.refused(Code::NotFound);
    denies_sight(&ada, &space, general.id).await;
    let absent = ben.get(&format!("/files/{}/original", world.app.ids.uuid())).await.refused(Code::NotFound);
    for form in &forms {
        assert_eq!(ben.get(form).await.refused(Code::NotFound), absent);
    }
    ben.post("/files/urls", renew).await.refused(Code::NotFound);
    world.stop().await;
}

// control: canis-x10
// control: teamshots-H5
#[tokio::test]
async fn a_signature_opens_one_form_of_one_file_for_half_an_hour_at_most() {
    let (world, [ada, ..], _, general) = room().await;
    let first = ada.said_file(general.id, "a.png", &samples::picture(Raster::Png, 400, 300)).await;
    let second = ada.said_file(general.id, "b.png", &samples::picture(Raster::Png, 40, 30)).await;
    let (file, other) = (&first.attachments[0], &second.attachments[0]);
    let address = file.urls.original.clone();
    assert_eq!(anybody(&world, &address).await.status, 200);
    let absent = anybody(&world, &format!("/files/{}/original", world.app.ids.uuid())).await.refused(Code::NotFound);
    let (path, query) = address.split_once('?').unwrap();
    let signature = query.split_once("sig=").unwrap().1;
    let expiry: i64 = query.split(['=', '&']).nth(1).unwrap().parse().unwrap();
    let left_ms = expiry * 1000 - world.app.clock.now_ms();
    assert!((15 * 60_000..=30 * 60_000).contains(&left_ms));
    let mut wrong = vec![
        address.replace("original", "preview"),
        address.replace(&file.id.to_string(), &other.id.to_string()),
        address.replace(&format!("exp={expiry}"), &format!("exp={}", expiry + 900)),
        format!("{path}?exp={expiry}"),
        format!("{path}?sig={signature}"),
        format!("{path}?exp={expiry}&sig="),
    ];
    for at in 0..signature.len() {
        let mut changed = signature.to_owned().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        wrong.push(format!("{path}?exp={expiry}&sig={}", String::from_utf8(changed).unwrap()));
    }
    for address in &wrong {
        assert_eq!(anybody(&world, address).await.refused(Code::NotFound), absent, "{address}");
    }
    let renewed: RenewedUrls = ada.post("/files/urls", json!({ "ids": [file.id] })).await.ok();
    assert_eq!(renewed.urls[&file.id], file.urls, "the same within a quarter of an hour");
    world.wait(Duration::from_millis(u64::try_from(left_ms).unwrap() - 1));
    assert_eq!(anybody(&world, &address).await.status, 200);
    world.wait(Duration::from_millis(1));
    assert_eq!(anybody(&world, &address).await.refused(Code::NotFound), absent);
    let renewed: RenewedUrls = ada.post("/files/urls", json!({ "ids": [file.id] })).await.ok();
    assert_eq!(anybody(&world, &renewed.urls[&file.id].original).await.status, 200);
    ada.post("/files/urls", json!({ "ids": vec![file.id; 101] })).await.refused(Code::Invalid);
    world.stop().await;
}

// control: canis-x10
#[tokio::test]
async fn a_file_dies_with_its_message_or_when_an_edit_drops_it() {
    let (world, [ada, ..], _, general) = room().await;
    let (first, second) = (
        ada.attaches(general.id, "a.txt", b"first").await.created::<Upload>(),
        ada.attaches(general.id, "b.txt", b"second").await.created::<Upload>(),
    );
    let both = json!({ "content": "two", "attachments": [{ "upload_id": first.id }, { "upload_id": second.id }] });
    let said: Message = ada.post(&format!("/channels/{}/messages", general.id), both).await.created();
    let path = format!("/messages/{}", said.id);
    let foreign = json!({ "attachments": [world.app.ids.uuid()] });
    ada.patch(&path, foreign).await.refused(Code::Invalid);
    let kept: Message = ada.patch(&path, json!({ "attachments": [second.id] })).await.ok();
    assert_eq!(kept.attachments.iter().map(|file| file.id).collect::<Vec<_>>(), [second.id]);
    anybody(&world, &said.attachments[0].urls.original).await.refused(Code::NotFound);
    assert_eq!(anybody(&world, &said.attachments[1].urls.original).await.text(), "second");
    ada.patch(&path, json!({ "content": null, "attachments": [] })).await.refused(Code::Invalid);
    ada.patch(&path, json!({ "content": null })).await.ok::<Message>();
    ada.delete(&path).await.done();
    anybody(&world, &said.attachments[1].urls.original).await.refused(Code::NotFound);
    ada.get(&format!("/files/{}/original", second.id)).await.refused(Code::NotFound);
    ada.post("/files/urls", json!({ "ids": [second.id] })).await.refused(Code::NotFound);
    super::super::sweep(&world.app).await.unwrap();
    assert_eq!(objects(&world), Vec::<String>::new());
    world.stop().await;
}

// control: teamshots-H5
// control: teamshots-M3
#[tokio::test]
async fn headers_keep_bytes_from_becoming_pages() {
    let (world, [ada, ..], _, general) = room().await;
    for (name, bytes, content_type, disposition) in [
        (
            "page.html",
            b"<!DOCTYPE html><script>alert(1)</script>".as_slice(),
            "application/octet-stream",
            "attachment; filename*=UTF-8''page.html",
        ),
        (
            "تقرير 1.svg",
            b"<svg onload=alert(1)></svg>",
            "application/octet-stream",
            "attachment; filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1%201.svg",
        ),
        ("notes.txt", "¿Qué?".as_bytes(), "text/plain; charset=utf-8", "inline; filename*=UTF-8''notes.txt"),
        ("song.ogg", b"OggS\0\x02\0\0", "audio/ogg", "inline; filename*=UTF-8''song.ogg"),
        ("paper.pdf", b"%PDF-1.7", "application/octet-stream", "attachment; filename*=UTF-8''paper.pdf"),
    ] {
        let said = ada.said_file(general.id, name, bytes).await;
        let seen = anybody(&world, &said.attachments[0].urls.original).await;
        let header = |name: &str| seen.header(name).unwrap_or_default().to_owned();
        assert_eq!(
            (header("content-type").as_str(), header("content-disposition").as_str()),
            (content_type, disposition)
        );
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(header("cache-control"), "private");
        assert_eq!(seen.bytes, bytes);
    }
    world.stop().await;
}

#[tokio::test]
async fn a_part_is_served_and_what_is_known_is_not_sent_again() {
    let (world, [ada, ..], _, general) = room().await;
    let said = ada.said_file(general.id, "numbers.txt", b"0123456789").await;
    let address = said.attachments[0].urls.original.clone();
    let etag = anybody(&world, &address).await.header("etag").unwrap().to_owned();
    let part = asking(&world, None, &address, &[("range", "bytes=2-4")]).await;
    assert_eq!((part.status, part.text().as_str(), part.header("content-range")), (206, "234", Some("bytes 2-4/10")));
    assert_eq!(asking(&world, Some(&ada), &address, &[("range", "bytes=-3")]).await.text(), "789");
    let whole = asking(&world, None, &address, &[("range", "bytes=0-1,4-5")]).await;
    assert_eq!((whole.status, whole.text().as_str(), whole.header("content-length")), (200, "0123456789", Some("10")));
    let known = asking(&world, None, &address, &[("if-none-match", &etag)]).await;
    assert_eq!((known.status, known.bytes.len(), known.header("etag")), (304, 0, Some(etag.as_str())));
    let other = asking(&world, None, &address, &[("if-range", "\"other\""), ("range", "bytes=2-4")]).await;
    assert_eq!(other.status, 200);
    world.stop().await;
}

// control: teamshots-L2
#[tokio::test]
async fn one_object_is_handed_out_a_hundred_times_an_hour() {
    let world = World::start_with(|config| config.rate_factor = 1).await;
    let ada = world.owner();
    let (_, general) = world.space(&ada, &[]).await;
    let bytes: Vec<u8> = (0..1000_u32).map(|at| u8::try_from(at % 10).unwrap() + b'0').collect();
    let said = ada.said_file(general.id, "played.txt", &bytes).await;
    let other = ada.said_file(general.id, "other.txt", &bytes).await;
    let file = said.attachments[0].id;
    let by_token = format!("/files/{file}/original");
    for at in 0..200 {
        let range = format!("bytes={}-{}", at * 5, at * 5 + 4);
        assert_eq!(asking(&world, Some(&ada), &by_token, &[("range", &range)]).await.status, 206);
    }
    for _ in 0..99 {
        assert_eq!(asking(&world, Some(&ada), &by_token, &[]).await.status, 200);
    }
    let refusal = asking(&world, Some(&ada), &by_token, &[]).await;
    assert!(refusal.header("retry-after").is_some());
    refusal.refused(Code::RateLimited);
    assert_eq!(asking(&world, Some(&ada), &said.attachments[0].urls.original, &[]).await.status, 429);
    assert_eq!(anybody(&world, &said.attachments[0].urls.original).await.status, 200);
    assert_eq!(
        asking(&world, Some(&ada), &format!("/files/{}/original", other.attachments[0].id), &[]).await.status,
        200
    );
    world.wait(Duration::from_secs(60 * 60));
    let ada = world.signs_in("olive").await;
    assert_eq!(asking(&world, Some(&ada), &by_token, &[]).await.status, 200);
    world.stop().await;
}

#[tokio::test]
async fn objects_that_no_row_knows_go() {
    let (world, [ada, ..], _, general) = room().await;
    let said = ada.said_file(general.id, "kept.txt", b"kept").await;
    let key = format!("files/{}/original", world.app.ids.uuid().simple());
    world.app.objects.put(&key, b"lost".as_slice().into()).await.unwrap();
    assert_eq!(objects(&world).len(), 2);
    // Objects carry the time of the machine; the story's clock must be well past it.
    world.wait(Duration::from_secs(5 * 365 * 24 * 60 * 60));
    assert_eq!(super::super::sweep::sweep_orphans(&world.app).await.unwrap(), 1);
    assert_eq!(objects(&world).len(), 1);
    drop(said);
    world.stop().await;
}
