//! Pictures without what tells where, when and with what they were made, and without foreign bytes at their end.
//!
//! Each format is walked by its own structure; only what is needed to show the picture is copied. What is broken ends
//! where it breaks. Orientation survives: the picture would lie on its side without it.

use super::kind::Raster;

/// A picture without metadata.
#[derive(Debug, PartialEq, Eq)]
pub struct Stripped {
    /// What was kept.
    pub bytes: Vec<u8>,
    /// The structure was walked to its end.
    pub is_whole: bool,
}

/// Copies a picture without metadata.
pub fn strip(raster: Raster, bytes: &[u8]) -> Stripped {
    let mut kept = Vec::with_capacity(bytes.len());
    let walked = match raster {
        Raster::Jpeg => jpeg(bytes, &mut kept),
        Raster::Png => png(bytes, &mut kept),
        Raster::WebP => webp(bytes, &mut kept),
        Raster::Gif => gif(bytes, &mut kept),
    };
    Stripped { bytes: kept, is_whole: walked.is_some() }
}

/// JPEG (ITU-T T.81, annex B): segments, then scans of entropy-coded data.
fn jpeg(bytes: &[u8], kept: &mut Vec<u8>) -> Option<()> {
    let mut at = 2;
    kept.extend(bytes.get(..2)?);
    if let Some(turn) = jpeg_orientation(bytes).filter(|turn| (2..=8).contains(turn)) {
        let exif = minimal_exif(turn);
        kept.extend([0xff, 0xe1, 0, u8::try_from(exif.len() + 8).ok()?]);
        kept.extend(b"Exif\0\0");
        kept.extend(exif);
    }
    loop {
        // Fill bytes may stand before a marker.
        while bytes.get(at..at + 2)? == [0xff, 0xff] {
            at += 1;
        }
        let marker = *bytes.get(at + 1)?;
        if bytes[at] != 0xff {
            return None;
        }
        if marker == 0xd9 {
            kept.extend([0xff, 0xd9]);
            return Some(());
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let segment = bytes.get(at..at + 2 + length.max(2))?;
        if is_kept_segment(marker, &segment[4.min(segment.len())..]) {
            kept.extend(segment);
        }
        at += segment.len();
        if marker == 0xda {
            let scan = entropy_coded(&bytes[at..]);
            kept.extend(&bytes[at..at + scan]);
            at += scan;
        }
    }
}

fn is_kept_segment(marker: u8, body: &[u8]) -> bool {
    match marker {
        0xe0 | 0xee => true,
        0xe2 => body.starts_with(b"ICC_PROFILE\0"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Length of the data up to the next marker that is neither a restart nor a stuffed byte.
fn entropy_coded(bytes: &[u8]) -> usize {
    let is_end = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff | 0xd0..=0xd7);
    bytes.windows(2).position(is_end).unwrap_or(bytes.len())
}

/// The orientation that an Exif segment names.
fn jpeg_orientation(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let header = bytes.get(at..at + 4)?;
        if header[0] != 0xff || matches!(header[1], 0xda | 0xd9) {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([header[2], header[3]]));
        let body = bytes.get(at + 4..at + 2 + length)?;
        if let (0xe1, Some(tiff)) = (header[1], body.strip_prefix(b"Exif\0\0")) {
            return orientation(tiff);
        }
        at += 2 + length;
    }
}

/// The orientation tag (0x0112) of the first directory of a TIFF structure.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let number = |at: usize| -> Option<u16> {
        let pair = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let place: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let directory =
        usize::try_from(if is_little { u32::from_le_bytes(place) } else { u32::from_be_bytes(place) }).ok()?;
    let count = usize::from(number(directory)?);
    let entry =
        (0..count).map(|entry| directory.saturating_add(2 + entry * 12)).find(|at| number(*at) == Some(0x0112))?;
    u8::try_from(number(entry + 8)?).ok()
}

/// A TIFF structure that names an orientation and nothing else.
fn minimal_exif(turn: u8) -> [u8; 26] {
    let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    tiff[19] = turn;
    tiff
}

/// PNG (ISO/IEC 15948, section 5): chunks.
fn png(bytes: &[u8], kept: &mut Vec<u8>) -> Option<()> {
    kept.extend(bytes.get(..8)?);
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let end = at.checked_add(12)?.checked_add(usize::try_from(length).ok()?)?;
        let chunk = bytes.get(at..end)?;
        let kind = &chunk[4..8];
        let is_shown = kind[0].is_ascii_uppercase()
            || matches!(
                kind,
                b"tRNS"
                    | b"gAMA"
                    | b"cHRM"
                    | b"sRGB"
                    | b"iCCP"
                    | b"sBIT"
                    | b"cICP"
                    | b"pHYs"
                    | b"bKGD"
                    | b"acTL"
                    | b"fcTL"
                    | b"fdAT"
            );
        if is_shown {
            kept.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(());
        }
        at = end;
    }
}

/// WebP (RFC 9649): chunks in a RIFF file.
fn webp(bytes: &[u8], kept: &mut Vec<u8>) -> Option<()> {
    let size = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let file = &bytes[..bytes.len().min(size.checked_add(8)?)];
    kept.extend(file.get(..12)?);
    let (mut at, mut turn, mut flags_at) = (12, None, None);
    while let Some(header) = file.get(at..at + 8) {
        let length = usize::try_from(u32::from_le_bytes(header[4..8].try_into().ok()?)).ok()?;
        let end = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?.min(file.len());
        match &header[..4] {
            // Without its ten bytes the flags would be written over the chunk behind it.
            b"VP8X" if length < 10 || end - at < 18 => return None,
            b"VP8X" => {
                flags_at = Some(kept.len() + 8);
                kept.extend(&file[at..end]);
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => kept.extend(&file[at..end]),
            b"EXIF" => {
                let body = &file[at + 8..end];
                turn =
                    orientation(body.strip_prefix(b"Exif\0\0").unwrap_or(body)).filter(|turn| (2..=8).contains(turn));
            }
            _ => {}
        }
        at = end;
    }
    if let Some(turn) = turn {
        kept.extend(b"EXIF\x1a\0\0\0");
        kept.extend(minimal_exif(turn));
    }
    if let Some(flags) = flags_at.and_then(|at| kept.get_mut(at)) {
        // Bit 3: Exif, bit 2: XMP (section 2.7.1.2).
        *flags = (*flags & !0b1100) | if turn.is_some() { 0b1000 } else { 0 };
    }
    let size = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&size.to_le_bytes());
    Some(())
}

/// GIF89a: blocks up to the trailer.
fn gif(bytes: &[u8], kept: &mut Vec<u8>) -> Option<()> {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + table(*bytes.get(10)?);
    kept.extend(bytes.get(..at)?);
    loop {
        let begin = at;
        let is_shown = match *bytes.get(at)? {
            0x3b => {
                kept.push(0x3b);
                return Some(());
            }
            0x2c => {
                at += 11 + table(*bytes.get(at + 9)?);
                true
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at += 2;
                let name = bytes.get(at + 1..at + 12).unwrap_or_default();
                label == 0xf9 || (label == 0xff && (name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0"))
            }
            _ => return None,
        };
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
        if is_shown {
            kept.extend(bytes.get(begin..at)?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::files::samples;
    use proptest::prelude::*;

    // control: canis-69
    #[test]
    fn place_and_camera_are_gone_and_the_orientation_stays() {
        for raster in [Raster::Jpeg, Raster::Png, Raster::WebP] {
            let told = samples::with_metadata(raster, 6);
            let stripped = strip(raster, &told).bytes;
            for secret in [b"GPSLatitude".as_slice(), b"SecretCam", b"http://ns.adobe.com/xap", b"<script>"] {
                let has = |bytes: &[u8]| bytes.windows(secret.len()).any(|window| window == secret);
                assert!(has(&told) && !has(&stripped), "{raster:?} {}", String::from_utf8_lossy(secret));
            }
            let plain = image::load_from_memory(&told).unwrap();
            assert_eq!(image::load_from_memory(&stripped).unwrap().to_rgba8(), plain.to_rgba8(), "{raster:?}");
            assert_eq!(strip(raster, &stripped).bytes, stripped, "{raster:?}");
        }
        let turned = strip(Raster::Jpeg, &samples::with_metadata(Raster::Jpeg, 6)).bytes;
        assert_eq!(jpeg_orientation(&turned), Some(6));
    }

    // control: canis-69
    #[test]
    fn bytes_after_the_end_are_gone() {
        for raster in [Raster::Jpeg, Raster::Png, Raster::WebP, Raster::Gif] {
            let clean = strip(raster, &samples::picture(raster, 40, 30));
            assert!(clean.is_whole, "{raster:?}");
            let mut longer = samples::picture(raster, 40, 30);
            longer.extend(b"<script>alert(1)</script>");
            assert_eq!(strip(raster, &longer), clean, "{raster:?}");
            assert!(image::load_from_memory(&clean.bytes).is_ok(), "{raster:?}");
        }
    }

    proptest! {
        // control: teamshots-M3
        #[test]
        fn whatever_is_broken_ends_there(cut in 0_usize..2000, at in 0_usize..2000, byte in any::<u8>(), which in 0_usize..4) {
            let raster = [Raster::Jpeg, Raster::Png, Raster::WebP, Raster::Gif][which];
            let mut bytes = samples::picture(raster, 40, 30);
            bytes.truncate(cut.max(16));
            let at = at % bytes.len();
            bytes[at] = byte;
            prop_assert!(strip(raster, &bytes).bytes.len() <= bytes.len() + 64);
        }
    }
}
