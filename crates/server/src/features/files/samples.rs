//! Pictures for tests.

use super::kind::Raster;
use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

/// A picture of stripes and slopes.
pub fn picture(raster: Raster, width: u32, height: u32) -> Vec<u8> {
    let shade = |x: u32, y: u32| Rgb([(x % 251) as u8, (y % 241) as u8, ((x / 16 + y / 16) % 2 * 200) as u8]);
    let mut bytes = Cursor::new(Vec::new());
    let format = match raster {
        Raster::Png => ImageFormat::Png,
        Raster::Jpeg => ImageFormat::Jpeg,
        Raster::Gif => ImageFormat::Gif,
        Raster::WebP => ImageFormat::WebP,
    };
    image::DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, shade)).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG with a clear half.
pub fn transparent() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let shade = |x: u32, _| Rgba([9, 9, 9, if x < 32 { 0 } else { 255 }]);
    RgbaImage::from_fn(64, 64, shade).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPSLatitude 48.1 SecretCam</x:xmpmeta>";

/// A picture of 40 by 30 with Exif (orientation and camera), XMP with a place, and bytes after its end.
pub fn with_metadata(raster: Raster, turn: u8) -> Vec<u8> {
    let plain = picture(raster, 40, 30);
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0SecretCam".to_vec();
    tiff[19] = turn;
    let mut told = match raster {
        Raster::Jpeg => {
            let exif = [b"Exif\0\0".as_slice(), &tiff].concat();
            [&plain[..2], &segment(0xe1, &exif), &segment(0xe1, XMP), &segment(0xfe, b"SecretCam"), &plain[2..]]
                .concat()
        }
        Raster::Png => {
            let text = chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), XMP].concat());
            let exif = chunk(b"eXIf", &tiff);
            [&plain[..33], text.as_slice(), &exif, &plain[33..]].concat()
        }
        Raster::WebP => {
            let mut extended =
                [&plain[..12], b"VP8X\x0a\0\0\0\x0c\0\0\0\x27\0\0\x1d\0\0".as_slice(), &plain[12..]].concat();
            extended.extend(riff(b"EXIF", &tiff));
            extended.extend(riff(b"XMP ", XMP));
            let size = u32::try_from(extended.len() - 8).unwrap();
            extended[4..8].copy_from_slice(&size.to_le_bytes());
            extended
        }
        Raster::Gif => plain,
    };
    told.extend(b"<script>alert(1)</script>");
    told
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], length.as_slice(), body].concat()
}

fn riff(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut chunk = [kind.as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat();
    if body.len() % 2 == 1 {
        chunk.push(0);
    }
    chunk
}

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let checked = [kind.as_slice(), body].concat();
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [length.as_slice(), &checked, &crc32(&checked).to_be_bytes()].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

/// A few bytes that promise a PNG of any size.
pub fn png_that_claims(width: u32, height: u32) -> Vec<u8> {
    let header = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let data = b"\x78\x9c\x63\x60\x60\x60\x60\x00\x00\x00\x05\x00\x01";
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IHDR", &header), &chunk(b"IDAT", data), &chunk(b"IEND", b"")].concat()
}

/// A JPEG header of any size.
pub fn jpeg_that_claims(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = picture(Raster::Jpeg, 16, 16);
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}
