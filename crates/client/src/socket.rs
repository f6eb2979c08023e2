//! One socket of the gateway: frames out, frames in, and with what code it ended.

use crate::{Arrival, Client, ClientError, witness::Witness};
use futures_util::{SinkExt, StreamExt};
use reqwest::StatusCode;
use snug_proto::{
    Problem, Secret,
    gateway::{ClientFrame, ClientOp, SUBPROTOCOL, ServerFrame, TOKEN_SUBPROTOCOL_PREFIX},
};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        self, Message,
        client::IntoClientRequest,
        http::{HeaderValue, header::SEC_WEBSOCKET_PROTOCOL},
    },
};

/// One socket of the gateway.
#[derive(Debug)]
pub struct Socket {
    inner: WebSocketStream<MaybeTlsStream<TcpStream>>,
    witness: Witness,
}

/// What a socket brings.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "handed over one at a time and taken apart at once")]
pub enum Heard {
    /// A frame.
    Frame(ServerFrame),
    /// The end, with its code if the server told one.
    Closed(Option<u16>),
}

/// How to open a socket; the default is what a program needs.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// A token to offer as a subprotocol.
    pub token: Option<Secret>,
    /// Other subprotocols to offer, instead of the one of this version.
    pub protocols: Option<Vec<String>>,
    /// The `Origin` header.
    pub origin: Option<String>,
    /// A query string, without its question mark.
    pub query: Option<String>,
}

impl Socket {
    /// Opens a socket.
    ///
    /// # Errors
    /// The server refuses it, or cannot be reached.
    pub async fn open(client: &Client, opening: &Opening) -> Result<Self, ClientError> {
        let mut address = client.url("/gateway").replacen("http", "ws", 1);
        if let Some(query) = &opening.query {
            address = format!("{address}?{query}");
        }
        let mut protocols = opening.protocols.clone().unwrap_or_else(|| vec![SUBPROTOCOL.into()]);
        protocols.extend(opening.token.as_ref().map(|token| format!("{TOKEN_SUBPROTOCOL_PREFIX}{}", token.reveal())));
        let mut request = address.into_client_request().map_err(lost)?;
        let headers = request.headers_mut();
        headers.extend(client.headers().clone());
        if !protocols.is_empty() {
            headers.insert(SEC_WEBSOCKET_PROTOCOL, value(&protocols.join(", "))?);
        }
        if let Some(origin) = &opening.origin {
            headers.insert("origin", value(origin)?);
        }
        match connect_async(request).await {
            Ok((inner, _)) => Ok(Self { inner, witness: client.witness().clone() }),
            Err(tungstenite::Error::Http(answer)) => {
                let (parts, body) = answer.into_parts();
                Err(refused(parts.status, &body.unwrap_or_default()))
            }
            Err(error) => Err(lost(error)),
        }
    }

    /// Says something.
    ///
    /// # Errors
    /// The socket is gone.
    pub async fn say(&mut self, op: ClientOp, id: Option<i64>) -> Result<(), ClientError> {
        let frame = serde_json::to_string(&ClientFrame { op, id });
        let frame = frame.map_err(|error| ClientError::Transport(error.to_string()))?;
        self.say_raw(Message::text(frame)).await
    }

    /// Sends a message as it is.
    ///
    /// # Errors
    /// The socket is gone.
    pub async fn say_raw(&mut self, message: Message) -> Result<(), ClientError> {
        self.inner.send(message).await.map_err(lost)
    }

    /// The next thing that the socket brings; after the end, the end again. Safe to drop while it waits.
    pub async fn hear(&mut self) -> Heard {
        loop {
            match self.inner.next().await {
                Some(Ok(Message::Text(text))) => {
                    self.witness.sees(Arrival::Frame(&text));
                    // A frame that is not understood comes from a newer server and is not for this client.
                    if let Ok(frame) = serde_json::from_str(&text) {
                        return Heard::Frame(frame);
                    }
                }
                Some(Ok(Message::Close(close))) => {
                    // The farewell is answered; a server that is gone already does not mind.
                    self.inner.flush().await.ok();
                    return Heard::Closed(close.map(|close| close.code.into()));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Heard::Closed(None),
            }
        }
    }

    /// Closes the socket in good order.
    pub async fn close(mut self) {
        // One that is gone already is closed.
        self.inner.close(None).await.ok();
    }
}

fn value(text: &str) -> Result<HeaderValue, ClientError> {
    HeaderValue::from_str(text).map_err(|error| ClientError::Transport(error.to_string()))
}

fn lost(error: tungstenite::Error) -> ClientError {
    ClientError::Transport(error.to_string())
}

fn refused(status: StatusCode, body: &[u8]) -> ClientError {
    match serde_json::from_slice::<Problem>(body) {
        Ok(problem) => ClientError::Problem { status, problem },
        Err(_) => ClientError::Unexpected { status, what: "not a problem of the published list".into() },
    }
}
