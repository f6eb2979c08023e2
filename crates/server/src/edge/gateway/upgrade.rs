//! `GET /api/v1/gateway`: from a request to a socket, or a refusal in JSON.

use super::{outbox::End, socket};
use crate::{
    edge::http::{Guest, Policy, Route, Who},
    error::{Error, Result},
};
use axum::{
    extract::{
        RawQuery,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::HeaderValue,
    response::Response,
};
use snug_proto::{
    Code, Secret,
    gateway::{CloseCode, SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX},
};

/// Every version of the protocol begins so.
const ANY_VERSION: &str = "snug.v";
/// Largest frame that is read at all, in bytes; what is allowed is less.
const READ_BYTES: usize = 64 * 1024;
/// A socket that is idle keeps little memory.
const BUFFER_BYTES: usize = 4 * 1024;

/// The line of the gateway in the table of routes.
pub fn route() -> Route {
    Route::get("/gateway", "gateway", upgrade)
        .about("Opens a socket that tells what happens: WebSocket, subprotocol `snug.v1`.")
        .who(Who::Public)
        .rate(Policy::GatewayConnect)
        .refuses([Code::Forbidden])
        .streams()
}

async fn upgrade(
    guest: Guest,
    RawQuery(query): RawQuery,
    socket: std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let app = guest.app.clone();
    if query.is_some() {
        return Err(malformed("The gateway takes no query: the token comes in the first frame."));
    }
    if !is_welcome(guest.request.origin.as_deref(), &app.config.public_origin(), &app.config.origins) {
        return Err(Error::refused(Code::Forbidden, "This page may not open a socket here."));
    }
    let mut upgrade = socket.map_err(|_| malformed("The gateway speaks WebSocket only."))?;
    let offer = Offer::of(upgrade.requested_protocols().filter_map(|offered| offered.to_str().ok()));
    let (protocol, is_known) = match (&offer.known, &offer.foreign) {
        (true, _) => (HeaderValue::from_static(SUBPROTOCOL), true),
        (false, Some(foreign)) => (HeaderValue::from_str(foreign).map_err(anyhow::Error::from)?, false),
        (false, None) => return Err(malformed("Offer the subprotocol snug.v1.")),
    };
    if app.gateway.seats.is_closed() {
        return Err(Error::refused(Code::Unavailable, "The server is about to stop. Try again soon."));
    }
    upgrade.set_selected_protocol(protocol);
    let end = End::default();
    let seat = app.gateway.seats.take(guest.request.address, &end);
    if !is_known {
        end.with(CloseCode::UnknownVersion);
    } else if seat.is_none() {
        end.with(CloseCode::TooManySockets);
    }
    let visitor = socket::Visitor { connection: guest.request.id, token: offer.token, seat };
    let upgrade = upgrade
        .max_message_size(READ_BYTES)
        .max_frame_size(READ_BYTES)
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES);
    Ok(upgrade.on_upgrade(async move |socket| {
        let life = app.life.clone();
        life.spawn_alone("socket", socket::serve(app, socket, visitor, end));
    }))
}

fn malformed(message: &str) -> Error {
    Error::refused(Code::Malformed, message)
}

/// Pages of this place and of those the operator names; programs send no origin.
fn is_welcome(origin: Option<&str>, own: &str, others: &[String]) -> bool {
    origin.is_none_or(|origin| origin == own || others.iter().any(|other| other == origin))
}

/// What a client offers to speak.
#[derive(Debug, Default)]
struct Offer {
    known: bool,
    foreign: Option<String>,
    token: Option<Secret>,
}

impl Offer {
    fn of<'a>(offered: impl Iterator<Item = &'a str>) -> Self {
        let mut offer = Self::default();
        for protocol in offered {
            if protocol == SUBPROTOCOL {
                offer.known = true;
            } else if let Some(token) = protocol.strip_prefix(TOKEN_SUBPROTOCOL_PREFIX) {
                offer.token = Some(Secret::new(token));
            } else if protocol.starts_with(ANY_VERSION) {
                offer.foreign = Some(protocol.into());
            }
        }
        offer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_and_named_pages_are_welcome() {
        let others = ["https://other.example".to_owned()];
        let asks = |origin: Option<&str>| is_welcome(origin, "https://snug.example", &others);
        assert!(asks(None) && asks(Some("https://snug.example")) && asks(Some("https://other.example")));
        for foreign in ["", "null", "http://snug.example", "https://snug.example.evil", "https://snug.example:8443"] {
            assert!(!asks(Some(foreign)), "{foreign}");
        }
    }

    #[test]
    fn a_token_may_be_offered_beside_the_protocol() {
        let offer = Offer::of(["snug.v1", "snug.token.abc.def-_"].into_iter());
        assert!(offer.known && offer.foreign.is_none());
        assert_eq!(offer.token.unwrap().reveal(), "abc.def-_");
        assert_eq!(Offer::of(["snug.v7"].into_iter()).foreign.as_deref(), Some("snug.v7"));
    }
}
