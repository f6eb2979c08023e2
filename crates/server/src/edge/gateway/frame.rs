//! Frames as bytes: what clients send is taken apart, what they get is put together.

use bytes::Bytes;
use serde::Serialize;
use snug_proto::{
    Code,
    events::Event,
    gateway::{ClientFrame, FrameError, ServerFrame},
};

/// Takes a frame of a client apart; `None` for what is not a frame of this protocol (close code 4006).
pub fn parse_frame(bytes: &[u8]) -> Option<ClientFrame> {
    serde_json::from_slice(bytes).ok()
}

/// A frame that is not an event, as JSON text.
pub fn encode(frame: &ServerFrame) -> Bytes {
    json(frame)
}

/// An event without its number, as it comes over the bus: `{"t":…,"d":…}`. Shared by every stream it goes to.
pub fn body(event: &Event) -> Bytes {
    json(event)
}

/// The answer to a frame that was understood and refused.
pub fn refusal(code: Code, message: &str, re: Option<i64>) -> Bytes {
    encode(&ServerFrame::Error { d: FrameError { code, message: message.into(), retry_after_ms: None }, re })
}

/// The whole frame of an event: the number of this stream before the shared body.
pub fn numbered(s: u64, body: &[u8]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(body.len() + 40);
    frame.extend_from_slice(b"{\"op\":\"event\",\"s\":");
    frame.extend_from_slice(s.to_string().as_bytes());
    frame.push(b',');
    // The body is an object of its own: without its brace it goes on where the number ends.
    frame.extend_from_slice(body.get(1..).unwrap_or_default());
    frame
}

fn json(value: &impl Serialize) -> Bytes {
    // Types of the wire have string keys only, so that writing them cannot fail; an empty frame would be dropped.
    serde_json::to_vec(value).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use snug_proto::gateway::ClientOp;

    #[test]
    fn frames_of_clients_are_read() {
        let read = |text: &str| parse_frame(text.as_bytes());
        let beat = read(r#"{"op":"heartbeat","d":{"s":7},"id":3}"#).unwrap();
        assert_eq!(beat.id, Some(3));
        assert!(matches!(beat.op, ClientOp::Heartbeat(beat) if beat.s == Some(7)));
        assert!(read(r#"{"op":"identify","d":{"token":"x"}}"#).is_some());
        for bad in [
            "",
            "null",
            "[]",
            "{}",
            "{\"op\":\"heartbeat\"",
            r#"{"op":"dance","d":{}}"#,
            r#"{"op":"identify","d":{"token":5}}"#,
            r#"{"op":"identify","d":{"tokens":"x"}}"#,
            r#"{"op":"resume","d":{"resume_id":"x","s":-1}}"#,
            r#"{"op":"focus","d":{"channel_ids":["x"]}}"#,
        ] {
            assert!(read(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_number_before_a_body_makes_a_frame() {
        let frame = numbered(12, &body(&Event::Void {}));
        assert!(matches!(
            serde_json::from_slice::<ServerFrame>(&frame).unwrap(),
            ServerFrame::Event { s: 12, event: Event::Void {} }
        ));
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            parse_frame(&bytes);
        }

        #[test]
        fn no_json_breaks_the_reader(op in "[a-z]{0,9}", d in "[\\[\\]{}\":0-9a-z,]{0,60}") {
            parse_frame(format!("{{\"op\":\"{op}\",\"d\":{d}}}").as_bytes());
        }
    }
}
