//! Addresses of avatars and icons: public by their random id, and immutable.

use snug_proto::{FileId, account::Picture};

/// Sides of the squares that are kept, in pixels.
pub const SIDES: [u32; 3] = [64, 128, 512];

/// The addresses of a picture.
pub fn picture(file: FileId) -> Picture {
    let at = |side: u32| format!("/api/v1/files/{file}/{side}");
    let [small, medium, large] = SIDES.map(at);
    Picture { small, medium, large }
}
