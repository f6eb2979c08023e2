//! Bytes that come in.

use super::*;
use snug_proto::{
    Code, Secret,
    limits::{ATTACHMENT_BYTES, ATTACHMENT_DESCRIPTION_MAX, AVATAR_BYTES, FILE_NAME_MAX},
};
use std::time::Duration;

const ELF: &[u8] = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

// control: teamshots-T11
#[tokio::test]
async fn a_picture_comes_with_smaller_forms_and_is_claimed_once() {
    let (world, [ada, ben, _], _, general) = room().await;
    let bytes = samples::picture(Raster::Jpeg, 1600, 800);
    let upload: Upload = ada.attaches(general.id, "holiday.jpg", &bytes).await.created();
    assert_eq!((upload.content_type.as_str(), upload.width, upload.height), ("image/jpeg", Some(1600), Some(800)));
    assert_eq!(objects(&world).len(), 3);
    ben.shows(general.id, upload.id).await.refused(Code::Invalid);
    let said: Message = ada.shows(general.id, upload.id).await.created();
    let refusal = ada.shows(general.id, upload.id).await.refused(Code::Invalid);
    assert_eq!(refusal.field.as_deref(), Some("attachments[0].upload_id"));
    let attachment = &said.attachments[0];
    assert_eq!((attachment.name.as_str(), attachment.size > 0), ("holiday.jpg", true));
    let FileUrls { original, preview, thumb } = attachment.urls.clone();
    for (address, width) in [(original, 1600), (preview.unwrap(), 1280), (thumb.unwrap(), 320)] {
        let seen = anybody(&world, &address).await;
        assert_eq!((seen.status, seen.header("content-type")), (200, Some("image/jpeg")));
        assert_eq!(image::load_from_memory(&seen.bytes).unwrap().width(), width);
    }
    ada.delete(&format!("/uploads/{}", upload.id)).await.refused(Code::NotFound);
    world.stop().await;
}

// control: canis-69
// control: teamshots-M3
#[tokio::test]
async fn what_is_not_what_it_claims_to_be_is_refused() {
    let (world, [ada, ..], _, general) = room().await;
    let html = b"<!DOCTYPE html><script>alert(1)</script>".as_slice();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".as_slice();
    for bytes in [html, svg, b"MZ\x90\0\x03\0\0\0", ELF, b"#!/bin/sh\nrm -rf /", b"PK\x03\x04zip", b"%PDF-1.7\n"] {
        for name in ["cute.png", "cute.JPG", "cute.webp"] {
            ada.attaches(general.id, name, bytes).await.refused(Code::UnsupportedMedia);
            ada.brings(UploadPurpose::Avatar, None, name, bytes).await.refused(Code::UnsupportedMedia);
        }
        let plain: Upload = ada.attaches(general.id, "unclaimed", bytes).await.created();
        assert_eq!(plain.content_type, "application/octet-stream");
        ada.brings(UploadPurpose::SpaceIcon, None, "unclaimed", bytes).await.refused(Code::UnsupportedMedia);
    }
    for (name, bytes) in [("film.mp4", html), ("song.mp3", svg), ("paper.pdf", ELF), ("page.pdf", html)] {
        ada.attaches(general.id, name, bytes).await.refused(Code::UnsupportedMedia);
    }
    let real: Upload =
        ada.attaches(general.id, "really-a-png.jpg", &samples::picture(Raster::Png, 8, 8)).await.created();
    assert_eq!(real.content_type, "image/png");
    super::super::sweep(&world.app).await.unwrap();
    assert_eq!(objects(&world).len(), 7 + 3, "nothing of what was refused is kept");
    world.stop().await;
}

// control: canis-69
#[tokio::test]
async fn a_face_is_our_own_encoding_and_nothing_else() {
    let (world, [ada, ben, _], space, _) = room().await;
    for raster in [Raster::Png, Raster::Jpeg, Raster::Gif, Raster::WebP] {
        let bytes = samples::with_metadata(raster, 1);
        let upload: Upload = ada.brings(UploadPurpose::Avatar, None, "me.png", &bytes).await.created();
        let me: Value = ada.patch("/me", json!({ "avatar": upload.id })).await.ok();
        for side in ["64", "128", "512"] {
            let seen = anybody(&world, me["avatar"][side].as_str().unwrap()).await;
            assert_eq!(seen.status, 200);
            assert_eq!(seen.header("content-type"), Some(infer::get(&seen.bytes).unwrap().mime_type()));
            assert_eq!(seen.header("cache-control"), Some("public, max-age=31536000, immutable"));
            assert_eq!(seen.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(image::load_from_memory(&seen.bytes).unwrap().width().to_string(), side);
            for told in [b"<script>".as_slice(), b"GPSLatitude", b"SecretCam"] {
                assert!(!seen.bytes.windows(told.len()).any(|window| window == told));
            }
        }
        ben.patch("/me", json!({ "avatar": upload.id })).await.refused(Code::Invalid);
    }
    let upload: Upload =
        ben.brings(UploadPurpose::Avatar, None, "x", &samples::picture(Raster::Png, 9, 9)).await.created();
    ada.patch("/me", json!({ "avatar": upload.id })).await.refused(Code::Invalid);
    ada.patch(&format!("/spaces/{}", space.id), json!({ "icon": upload.id })).await.refused(Code::Invalid);
    for broken in [samples::png_that_claims(60_000, 60_000), samples::picture(Raster::Jpeg, 300, 300)[..900].to_vec()] {
        let refusal = ada.brings(UploadPurpose::Avatar, None, "me.png", &broken).await.refused(Code::Invalid);
        assert_eq!(refusal.field.as_deref(), Some("file"));
    }
    world.stop().await;
}

// control: canis-69
#[tokio::test]
async fn an_original_tells_neither_place_nor_camera_and_a_broken_one_is_only_kept() {
    let (world, [ada, ..], _, general) = room().await;
    for raster in [Raster::Png, Raster::Jpeg, Raster::WebP] {
        let said = ada.said_file(general.id, "there.png", &samples::with_metadata(raster, 6)).await;
        let seen = anybody(&world, &said.attachments[0].urls.original).await;
        assert_eq!(seen.bytes.len(), usize::try_from(said.attachments[0].size).unwrap());
        for told in [b"<script>".as_slice(), b"GPSLatitude", b"SecretCam", b"http://ns.adobe.com"] {
            assert!(!seen.bytes.windows(told.len()).any(|window| window == told), "{raster:?}");
        }
    }
    let huge = ada.said_file(general.id, "huge.png", &samples::png_that_claims(60_000, 60_000)).await;
    let attachment = &huge.attachments[0];
    assert_eq!(
        (attachment.urls.preview.as_ref(), attachment.width, attachment.placeholder.as_ref()),
        (None, None, None)
    );
    assert_eq!(anybody(&world, &attachment.urls.original).await.status, 200);
    world.stop().await;
}

#[tokio::test]
async fn sizes_are_counted_on_the_bytes_that_come() {
    let (world, [ada, ..], _, general) = room().await;
    let most = usize::try_from(ATTACHMENT_BYTES).unwrap();
    let mut bytes = vec![7; most];
    let upload: Upload = ada.attaches(general.id, "large.bin", &bytes).await.created();
    assert_eq!(upload.size, i64::try_from(most).unwrap());
    bytes.push(7);
    ada.attaches(general.id, "larger.bin", &bytes).await.refused(Code::TooLarge);
    let mut picture = samples::picture(Raster::Png, 8, 8);
    picture.resize(usize::try_from(AVATAR_BYTES).unwrap() + 1, 0);
    ada.brings(UploadPurpose::Avatar, None, "me.png", &picture).await.refused(Code::TooLarge);
    picture.pop();
    ada.brings(UploadPurpose::Avatar, None, "me.png", &picture).await.created::<Upload>();
    ada.attaches(general.id, "empty", b"").await.refused(Code::Invalid);
    world.stop().await;
}

// control: teamshots-H4
#[tokio::test]
async fn a_name_is_only_a_name() {
    let (world, [ada, ..], _, general) = room().await;
    let data = world.app.config.data.clone();
    let before: Vec<_> = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    for (sent, kept) in [
        ("../../etc/passwd", "passwd"),
        ("%2e%2e%2fpasswd", "%2e%2e%2fpasswd"),
        ("..%5c..%5cboot.ini", "..%5c..%5cboot.ini"),
        ("C:\\windows\\system.ini", "system.ini"),
        ("/etc/shadow", "shadow"),
        ("un  nom   long.txt", "un nom long.txt"),
    ] {
        let upload: Upload = ada.attaches(general.id, sent, b"words").await.created();
        assert_eq!(upload.name, kept);
    }
    let most = "😀".repeat(FILE_NAME_MAX);
    assert_eq!(ada.attaches(general.id, &most, b"words").await.created::<Upload>().name, most);
    for bad in [&format!("{most}x"), "a\u{202E}gnp.exe", "..\u{0}", "\u{200B}", "/"] {
        let refused = ada.attaches(general.id, bad, b"words").await;
        assert!((400..500).contains(&refused.status), "{bad:?}: {}", refused.status);
    }
    let folder = objects_folder(&world).canonicalize().unwrap();
    for object in objects(&world) {
        let key = std::path::Path::new(&object).canonicalize().unwrap();
        let key = key.strip_prefix(&folder).unwrap().display().to_string();
        assert!(key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'/'), "{key}");
    }
    let after: Vec<_> = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(before.len(), after.len());
    world.stop().await;
}

#[tokio::test]
async fn only_who_may_attach_brings_files_to_a_channel() {
    let (world, [ada, ben, eve], space, general) = room().await;
    eve.attaches(general.id, "a.txt", b"words").await.refused(Code::NotFound);
    ben.attaches(world.app.ids.uuid().into(), "a.txt", b"words").await.refused(Code::NotFound);
    ben.brings(UploadPurpose::Attachment, None, "a.txt", b"words").await.refused(Code::Invalid);
    ben.brings(UploadPurpose::Avatar, Some(general.id), "a.txt", b"words").await.refused(Code::Invalid);
    let upload: Upload = ben.attaches(general.id, "a.txt", b"words").await.created();
    let other = ada.makes_channel(space.id, "other").await;
    ben.shows(other.id, upload.id).await.refused(Code::Invalid);
    let roles: Vec<Value> = ada.get(&format!("/spaces/{}/roles", space.id)).await.ok();
    let everyone = roles.iter().find(|role| role["everyone"] == true).unwrap()["id"].as_str().unwrap().to_owned();
    let deny = json!({ "allow": [], "deny": ["attach_files"] });
    let denied = ada.put(&format!("/channels/{}/overrides/role/{everyone}", general.id), deny).await;
    assert!(denied.status < 300, "{}", denied.text());
    ben.attaches(general.id, "a.txt", b"words").await.refused(Code::Forbidden);
    ben.shows(general.id, upload.id).await.refused(Code::Forbidden);
    world.stop().await;
}

// control: canis-x15
#[tokio::test]
async fn a_description_has_a_length_and_a_message_ten_files() {
    let (world, [ada, ..], _, general) = room().await;
    let mut uploads = Vec::new();
    for number in 0..11 {
        let upload: Upload = ada.attaches(general.id, &format!("{number}.txt"), b"words").await.created();
        uploads.push(upload.id);
    }
    let path = format!("/channels/{}/messages", general.id);
    let described = |words: &str| json!({ "attachments": [{ "upload_id": uploads[0], "description": words }] });
    let most = "ص".repeat(ATTACHMENT_DESCRIPTION_MAX);
    ada.post(&path, described(&format!("{most}x"))).await.refused(Code::Invalid);
    let said: Message = ada.post(&path, described(&most)).await.created();
    assert_eq!(said.attachments[0].description.as_deref(), Some(most.as_str()));
    let all = |count: usize| {
        let files: Vec<Value> = uploads[1..=count].iter().map(|id| json!({ "upload_id": id })).collect();
        json!({ "attachments": files })
    };
    let eleven = json!({ "attachments": vec![json!({ "upload_id": uploads[1] }); 11] });
    ada.post(&path, eleven).await.refused(Code::Invalid);
    let said: Message = ada.post(&path, all(10)).await.created();
    let names: Vec<&str> = said.attachments.iter().map(|attachment| attachment.name.as_str()).collect();
    assert_eq!(names, ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt", "7.txt", "8.txt", "9.txt", "10.txt"]);
    assert_eq!(ada.get(&format!("/messages/{}", said.id)).await.ok::<Message>().attachments, said.attachments);
    world.stop().await;
}

#[tokio::test]
async fn what_nobody_claims_goes_after_two_hours() {
    let (world, [ada, ..], _, general) = room().await;
    let upload: Upload = ada.attaches(general.id, "a.txt", b"words").await.created();
    let given_up: Upload = ada.attaches(general.id, "b.txt", b"words").await.created();
    ada.delete(&format!("/uploads/{}", given_up.id)).await.done();
    ada.delete(&format!("/uploads/{}", given_up.id)).await.refused(Code::NotFound);
    assert_eq!(super::super::sweep(&world.app).await.unwrap(), 1);
    world.wait(Duration::from_millis(2 * 60 * 60 * 1000 - 1));
    assert_eq!(super::super::sweep(&world.app).await.unwrap(), 0);
    world.wait(Duration::from_millis(1));
    super::super::sweep(&world.app).await.unwrap();
    assert_eq!(objects(&world), Vec::<String>::new());
    let ada = world.signs_in("ada").await;
    ada.shows(general.id, upload.id).await.refused(Code::Invalid);
    world.stop().await;
}

// control: canis-71
#[tokio::test]
async fn without_its_store_uploads_are_refused_and_talk_goes_on() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let world =
        World::start_with(|config| config.objects = Secret::new(format!("s3://key:secret@{address}/bucket?tls=false")))
            .await;
    let token = world.app.life.token();
    world.app.life.spawn("a store that hangs up", async move {
        while let Some(Ok(connection)) = token.run_until_cancelled(listener.accept()).await {
            drop(connection);
        }
    });
    let ada = world.owner();
    let (_, general) = world.space(&ada, &[]).await;
    for _ in 0..5 {
        ada.attaches(general.id, "a.txt", b"words").await.refused(Code::Unavailable);
    }
    assert!(!world.app.objects.is_up(), "now the store is not even asked");
    ada.attaches(general.id, "a.txt", b"words").await.refused(Code::Unavailable);
    let said: Message = ada.says(general.id, "talk goes on").await.created();
    assert_eq!(said.content.as_deref(), Some("talk goes on"));
    let mut conn = world.app.db.read().await.unwrap();
    let kept: i64 =
        conn.sql("select count(*) as v from file where expires_ms is null or is_whole").one().await.unwrap();
    assert_eq!(kept, 0, "nothing refers to an object that is not there");
    drop(conn);
    world.stop().await;
}
