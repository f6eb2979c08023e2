//! Files: a photo of twelve megapixels with its smaller versions.

use super::stats::{Measured, millis, percentile};
use image::{ImageFormat, Rgb, RgbImage};
use snug_client::Client;
use snug_proto::{ChannelId, files::UploadPurpose};
use std::{io::Cursor, time::Instant};

/// Uploads a 4,000 × 3,000 JPEG; the answer comes when its variants are made.
#[expect(clippy::disallowed_methods, reason = "measures real time")]
pub async fn photo(client: &Client, channel: ChannelId) -> anyhow::Result<Vec<Measured>> {
    let mut bytes = Vec::new();
    grain().write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg)?;
    let mut times = Vec::new();
    for _ in 0..10 {
        let begun = Instant::now();
        client.upload(UploadPurpose::Attachment, Some(channel), "photo.jpg", bytes.clone()).await?;
        times.push(millis(begun.elapsed()));
    }
    let megabytes = bytes.len().div_ceil(1_000_000);
    Ok(vec![(
        format!("upload of a 12-megapixel JPEG ({megabytes} MB) with variants, p95"),
        "ms",
        "≤ 700",
        percentile(&mut times, 0.95),
    )])
}

/// A picture with slopes and grain, so that it packs about as well as a photo.
fn grain() -> RgbImage {
    let mut seed = 7_u32;
    RgbImage::from_fn(4_000, 3_000, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (seed >> 25).to_le_bytes()[0];
        let slope = |of: u32| (of / 16).to_le_bytes()[0];
        Rgb([slope(x) ^ noise, slope(y).wrapping_add(noise), slope((x + y) / 2)])
    })
}
