//! Pictures, decoded within limits and encoded anew in smaller forms, on a few threads of their own.

use super::{kind::Raster, model::Variant};
use crate::{
    app::App,
    error::{Error, Result},
    pictures::SIDES,
};
use bytes::Bytes;
use data_encoding::BASE64;
use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
    imageops::FilterType,
};
use std::{
    io::Cursor,
    sync::{Arc, LazyLock},
    time::Duration,
};
use tokio::sync::Semaphore;

/// Longest side that is decoded, in pixels.
const SIDE_MAX: u32 = 16_384;
/// Most pixels that are decoded.
const PIXELS_MAX: u64 = 50_000_000;
/// Most memory of one decoder, in bytes.
const MEMORY_MAX: u64 = 256 << 20;
/// Longest time for one picture.
const TIME_MAX: Duration = Duration::from_secs(10);
/// Longest wait for a turn.
const TURN_MAX: Duration = Duration::from_secs(10);
/// Longest side of the forms of an attachment, in pixels.
const ATTACHMENT_SIDES: [(Variant, u32); 2] = [(Variant::Preview, 1280), (Variant::Thumb, 320)];
/// Longest side of what a placeholder is made from.
const PLACEHOLDER_SIDE: u32 = 100;
const JPEG_QUALITY: u8 = 82;

/// Pictures wait here for their turn: decoding is as parallel as half of the processor.
static TURNS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Arc::new(Semaphore::new((cores / 2).clamp(1, 4)))
});

/// Which forms are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forms {
    /// Preview and thumb.
    Attachment,
    /// Three squares.
    Squares,
}

/// A picture, understood.
pub struct Made {
    /// Pixels, upright.
    pub width: u32,
    /// Pixels, upright.
    pub height: u32,
    /// Base64 of a ThumbHash.
    pub placeholder: String,
    /// Type of every form.
    pub content_type: &'static str,
    /// The forms.
    pub forms: Vec<(Variant, Vec<u8>)>,
}

/// Decodes a picture and makes its forms. None when it is broken, larger than the limits, or takes too long.
///
/// # Errors
/// `unavailable`: too many pictures wait for their turn.
pub async fn make(app: &App, raster: Raster, bytes: Bytes, forms: Forms) -> Result<Option<Made>> {
    let turn = app.clock.in_time(TURN_MAX, TURNS.clone().acquire_owned()).await;
    let turn = turn.ok_or_else(|| Error::Unavailable(anyhow::anyhow!("too many pictures wait for their turn")))?;
    let turn = turn.map_err(anyhow::Error::from)?;
    let work = tokio::task::spawn_blocking(move || {
        // Held until the work is done, also when nobody waits for it any more.
        let _turn = turn;
        make_now(raster, &bytes, forms)
    });
    Ok(match app.clock.within(TIME_MAX, work).await {
        Some(Ok(Ok(made))) => Some(made),
        Some(Ok(Err(error))) => {
            tracing::debug!(%error, "a picture was not understood");
            None
        }
        // A panic of a decoder on hostile bytes is as good as an error.
        Some(Err(_)) | None => None,
    })
}

fn make_now(raster: Raster, bytes: &[u8], forms: Forms) -> anyhow::Result<Made> {
    let picture = decode(raster, bytes)?;
    let has_alpha = picture.color().has_alpha() && has_transparent_pixels(&picture);
    let encode = if has_alpha { encode_webp } else { encode_jpeg };
    let mut made = Vec::new();
    match forms {
        Forms::Attachment => {
            let mut smaller = None;
            for (variant, side) in ATTACHMENT_SIDES {
                let from = smaller.as_ref().unwrap_or(&picture);
                let form = fit(from, side);
                made.push((variant, encode(&form)?));
                smaller = Some(form);
            }
        }
        Forms::Squares => {
            for side in SIDES {
                let form = picture.resize_to_fill(side, side, FilterType::CatmullRom);
                made.push((Variant::Square(side), encode(&form)?));
            }
        }
    }
    let small = fit(&picture, PLACEHOLDER_SIDE).to_rgba8();
    let (width, height) = small.dimensions();
    let hash = thumbhash::rgba_to_thumb_hash(width as usize, height as usize, small.as_raw());
    Ok(Made {
        width: picture.width(),
        height: picture.height(),
        placeholder: BASE64.encode(&hash),
        content_type: if has_alpha { Raster::WebP.content_type() } else { Raster::Jpeg.content_type() },
        forms: made,
    })
}

fn format(raster: Raster) -> ImageFormat {
    match raster {
        Raster::Png => ImageFormat::Png,
        Raster::Jpeg => ImageFormat::Jpeg,
        Raster::Gif => ImageFormat::Gif,
        Raster::WebP => ImageFormat::WebP,
    }
}

/// Decodes within the limits, first frame only, upright.
fn decode(raster: Raster, bytes: &[u8]) -> anyhow::Result<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format(raster));
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    anyhow::ensure!(width <= SIDE_MAX && height <= SIDE_MAX, "a side is too long");
    anyhow::ensure!(u64::from(width) * u64::from(height) <= PIXELS_MAX, "too many pixels");
    limits.reserve(decoder.total_bytes())?;
    let turn = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(turn);
    Ok(picture)
}

/// Decodes a picture of few pixels, for fuzzing.
#[cfg(any(test, fuzzing))]
pub fn decode_small(raster: Raster, bytes: &[u8], most: u64) {
    let size = ImageReader::with_format(Cursor::new(bytes), format(raster)).into_dimensions();
    if size.is_ok_and(|(width, height)| u64::from(width) * u64::from(height) <= most)
        && let Ok(picture) = decode(raster, bytes)
    {
        assert!(u64::from(picture.width()) * u64::from(picture.height()) <= most, "it grew");
    }
}

/// Makes a picture at most `side` pixels long, and never larger.
fn fit(picture: &DynamicImage, side: u32) -> DynamicImage {
    let (width, height) = picture.dimensions();
    if width <= side && height <= side {
        return picture.clone();
    }
    if width.max(height) > side * 2 {
        // Averaging first is much faster and looks the same.
        return picture.thumbnail(side * 2, side * 2).resize(side, side, FilterType::CatmullRom);
    }
    picture.resize(side, side, FilterType::CatmullRom)
}

fn has_transparent_pixels(picture: &DynamicImage) -> bool {
    match picture {
        DynamicImage::ImageRgba8(pixels) => pixels.pixels().any(|pixel| pixel.0[3] < u8::MAX),
        DynamicImage::ImageLumaA8(pixels) => pixels.pixels().any(|pixel| pixel.0[1] < u8::MAX),
        _ => true,
    }
}

fn encode_jpeg(picture: &DynamicImage) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))?;
    Ok(bytes)
}

fn encode_webp(picture: &DynamicImage) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    picture.to_rgba8().write_with_encoder(WebPEncoder::new_lossless(&mut bytes))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{features::files::samples, testkit::World};
    use snug_proto::files::{Upload, UploadPurpose};

    fn size(bytes: &[u8]) -> (u32, u32) {
        image::load_from_memory(bytes).unwrap().dimensions()
    }

    #[test]
    fn an_attachment_gets_a_preview_and_a_thumb() {
        let made = make_now(Raster::Jpeg, &samples::picture(Raster::Jpeg, 2600, 1300), Forms::Attachment).unwrap();
        assert_eq!((made.width, made.height, made.content_type), (2600, 1300, "image/jpeg"));
        let sizes: Vec<_> = made.forms.iter().map(|(variant, bytes)| (*variant, size(bytes))).collect();
        assert_eq!(sizes, [(Variant::Preview, (1280, 640)), (Variant::Thumb, (320, 160))]);
        assert!(BASE64.decode(made.placeholder.as_bytes()).unwrap().len() <= 28);
    }

    #[test]
    fn a_small_picture_is_never_enlarged() {
        let made = make_now(Raster::Png, &samples::picture(Raster::Png, 40, 30), Forms::Attachment).unwrap();
        assert!(made.forms.iter().all(|(_, bytes)| size(bytes) == (40, 30)));
    }

    // control: canis-69
    #[test]
    fn a_face_becomes_three_squares_of_our_own_encoding() {
        for raster in [Raster::Png, Raster::Jpeg, Raster::Gif, Raster::WebP] {
            let made = make_now(raster, &samples::picture(raster, 300, 200), Forms::Squares).unwrap();
            let sizes: Vec<_> = made.forms.iter().map(|(_, bytes)| size(bytes)).collect();
            assert_eq!(sizes, [(64, 64), (128, 128), (512, 512)]);
            for (_, bytes) in &made.forms {
                assert_eq!(infer::get(bytes).unwrap().mime_type(), made.content_type);
            }
        }
    }

    // control: canis-69
    #[cfg(target_os = "linux")]
    #[test]
    fn the_largest_picture_that_is_decoded_stays_within_300_mib() {
        let peak_kib = || {
            let status = std::fs::read_to_string("/proc/self/status").unwrap();
            let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
            line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
        };
        // As many pixels as are decoded, of the widest kind that fits: few bytes, because all are alike.
        let mut bomb = Cursor::new(Vec::new());
        let side = 7_000;
        DynamicImage::ImageRgba8(image::RgbaImage::new(side, side)).write_to(&mut bomb, ImageFormat::Png).unwrap();
        let bomb = bomb.into_inner();
        assert!(bomb.len() < 2 << 20);
        for forms in [Forms::Attachment, Forms::Squares] {
            // Forgets the peak of making the bomb.
            std::fs::write("/proc/self/clear_refs", "5").unwrap();
            let before = peak_kib();
            make_now(Raster::Png, &bomb, forms).unwrap();
            let grown = peak_kib().saturating_sub(before);
            assert!(grown < 300 * 1024, "{forms:?}: {grown} KiB");
            assert!(grown > 100 * 1024, "the measure sees nothing: {grown} KiB");
        }
    }

    #[test]
    fn what_is_clear_stays_clear() {
        let made = make_now(Raster::Png, &samples::transparent(), Forms::Squares).unwrap();
        assert_eq!(made.content_type, "image/webp");
        let square = image::load_from_memory(&made.forms[0].1).unwrap().to_rgba8();
        assert_eq!(square.get_pixel(0, 0).0[3], 0);
    }

    #[test]
    fn a_picture_on_its_side_is_set_upright() {
        let lying = samples::with_metadata(Raster::Jpeg, 6);
        let made = make_now(Raster::Jpeg, &lying, Forms::Attachment).unwrap();
        assert_eq!((made.width, made.height), (30, 40));
        let stripped = super::super::strip::strip(Raster::Jpeg, &lying).bytes;
        let again = make_now(Raster::Jpeg, &stripped, Forms::Attachment).unwrap();
        assert_eq!((again.width, again.height), (30, 40));
    }

    // control: canis-69
    #[test]
    fn a_small_file_that_claims_to_be_huge_is_refused_at_once() {
        for (width, height) in [(60_000, 60_000), (20_000, 20_000), (16_384, 16_384), (65_535, 1), (u32::MAX, u32::MAX)]
        {
            assert!(make_now(Raster::Png, &samples::png_that_claims(width, height), Forms::Attachment).is_err());
        }
        assert!(make_now(Raster::Jpeg, &samples::jpeg_that_claims(65_535, 65_535), Forms::Squares).is_err());
    }

    // control: teamshots-M3
    #[test]
    fn broken_pictures_are_refused_and_never_panic() {
        for raster in [Raster::Png, Raster::Jpeg, Raster::Gif, Raster::WebP] {
            let whole = samples::picture(raster, 64, 48);
            for cut in (0..whole.len()).step_by(whole.len() / 100 + 1) {
                // Some decoders fill up what is missing: then it is a picture.
                decode(raster, &whole[..cut]).ok();
            }
            let mut noise: u32 = 7;
            for _ in 0..1000 {
                let mut changed = whole.clone();
                for _ in 0..4 {
                    noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let at = noise as usize % changed.len();
                    changed[at] = noise.to_le_bytes()[3];
                }
                decode(raster, &changed).ok();
            }
        }
    }

    #[tokio::test]
    async fn without_a_turn_a_picture_is_sent_as_it_is_and_a_face_later() {
        let world = World::start().await;
        let olive = world.owner();
        let (_, general) = world.space(&olive, &[]).await;
        let bytes = bytes::Bytes::from(samples::picture(Raster::Png, 40, 30));
        let turns = u32::try_from(TURNS.available_permits()).unwrap();
        let busy = TURNS.clone().acquire_many_owned(turns).await.unwrap();
        let patiently = async |purpose, channel| {
            let olive = world.signs_in("olive").await;
            let mut asked = Box::pin(olive.client.upload_raw(purpose, channel, "a.png", bytes.clone()));
            loop {
                tokio::select! {
                    biased;
                    answer = &mut asked => return answer.unwrap(),
                    () = tokio::task::yield_now() => world.wait(Duration::from_secs(1)),
                }
            }
        };
        let shown = patiently(UploadPurpose::Attachment, Some(general.id)).await;
        let upload: Upload = serde_json::from_slice(&shown.bytes).unwrap();
        assert_eq!((shown.status.as_u16(), upload.content_type.as_str(), upload.width), (201, "image/png", None));
        assert_eq!(patiently(UploadPurpose::Avatar, None).await.status.as_u16(), 503);
        drop(busy);
        assert_eq!(patiently(UploadPurpose::Avatar, None).await.status.as_u16(), 201);
        world.stop().await;
    }
}
