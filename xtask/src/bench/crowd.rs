//! People of a space with open sockets, and what each of these hears when.

use super::place::{PASSWORD, Place};
use anyhow::{Context, ensure};
use futures_util::{SinkExt, StreamExt, TryStreamExt};
use snug_client::Client;
use snug_proto::{SpaceId, auth::Register, spaces::Invite};
use std::{
    collections::HashMap,
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{net::TcpSocket, net::TcpStream, sync::mpsc, task::JoinHandle};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue, protocol::WebSocketConfig},
};

const SOCKETS_OF_ACCOUNT: usize = 20;
const SOCKETS_OF_ADDRESS: usize = 100;
const BUFFER_BYTES: usize = 2 * 1024;
/// A crowd that hears nothing for so long hears nothing more.
const SILENCE: Duration = Duration::from_secs(5);

/// What a socket heard.
pub struct Heard {
    socket: usize,
    at: Duration,
    what: What,
}

enum What {
    /// Message `number` of this bench, sent at that time of its clock.
    Said { number: usize, sent: Duration },
    /// Any other event.
    Told { event: String },
    /// The socket was closed.
    Closed,
}

/// Times and completeness of what a crowd heard.
#[derive(Default)]
pub struct Deliveries {
    /// Milliseconds from send to hear, one a delivery.
    pub times: Vec<f64>,
    /// Deliveries that never came.
    pub lost: usize,
    /// Deliveries that came again.
    pub doubled: usize,
}

/// Sockets that are open, and one ear for all of them.
pub struct Crowd {
    begun: Instant,
    ears: mpsc::UnboundedReceiver<Heard>,
    listeners: Vec<JoinHandle<()>>,
}

impl Crowd {
    /// Opens `sockets` sockets for members of a space, the accounts made for it.
    pub async fn gather(
        place: &Place,
        host: &Client,
        space: SpaceId,
        prefix: &str,
        sockets: usize,
    ) -> anyhow::Result<Self> {
        let tokens = tokens_for(place, host, space, prefix, sockets).await?;
        Self::listen(place, &tokens, sockets).await
    }

    /// Opens `sockets` sockets, each with the next of the tokens.
    #[expect(clippy::disallowed_methods, reason = "measures real time")]
    pub async fn listen(place: &Place, tokens: &[String], sockets: usize) -> anyhow::Result<Self> {
        let begun = Instant::now();
        let (heard, ears) = mpsc::unbounded_channel();
        let mut listeners = Vec::with_capacity(sockets);
        for socket in 0..sockets {
            let (stream, _) = open(&place.base, &tokens[socket % tokens.len()], socket / SOCKETS_OF_ADDRESS).await?;
            listeners.push(tokio::spawn(hear(stream, socket, begun, heard.clone())));
        }
        Ok(Self { begun, ears, listeners })
    }

    /// The text of message `number`, stamped with the time.
    pub fn stamped(&self, number: usize) -> serde_json::Value {
        serde_json::json!({ "content": format!("bench {number} {}", self.begun.elapsed().as_nanos()) })
    }

    /// Time on the crowd's clock.
    pub fn now(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Collects until every socket heard all `messages`, or nothing comes any more.
    pub async fn deliveries(&mut self, messages: usize) -> Deliveries {
        let expected = messages * self.listeners.len();
        let mut seen = vec![false; expected];
        let mut result = Deliveries { lost: expected, ..Deliveries::default() };
        while result.lost > 0 {
            let Ok(Some(heard)) = tokio::time::timeout(SILENCE, self.ears.recv()).await else { break };
            let What::Said { number, sent } = heard.what else { continue };
            let Some(first) = seen.get_mut(heard.socket * messages + number) else { continue };
            if std::mem::replace(first, true) {
                result.doubled += 1;
                continue;
            }
            result.lost -= 1;
            result.times.push(heard.at.saturating_sub(sent).as_secs_f64() * 1_000.0);
        }
        result
    }

    /// Milliseconds from `since` until every socket heard `count` events of that type.
    pub async fn told(&mut self, event: &str, count: usize, since: Duration) -> anyhow::Result<f64> {
        let mut missing: HashMap<usize, usize> = (0..self.listeners.len()).map(|socket| (socket, count)).collect();
        while !missing.is_empty() {
            let heard = tokio::time::timeout(SILENCE, self.ears.recv()).await.context("the crowd hears nothing")?;
            let Heard { socket, at, what } = heard.context("all sockets are gone")?;
            if !matches!(what, What::Told { event: told } if told == event) {
                continue;
            }
            if let Some(left) = missing.get_mut(&socket) {
                *left -= 1;
                if *left == 0 {
                    missing.remove(&socket);
                }
            }
            if missing.is_empty() {
                return Ok(at.saturating_sub(since).as_secs_f64() * 1_000.0);
            }
        }
        Ok(0.0)
    }

    /// Milliseconds from `since` until the first socket is closed.
    pub async fn closed(&mut self, since: Duration) -> anyhow::Result<f64> {
        loop {
            let heard = tokio::time::timeout(SILENCE, self.ears.recv()).await.context("no socket was closed")?;
            let Heard { at, what, .. } = heard.context("all sockets are gone")?;
            if matches!(what, What::Closed) {
                return Ok(at.saturating_sub(since).as_secs_f64() * 1_000.0);
            }
        }
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        for listener in &self.listeners {
            listener.abort();
        }
    }
}

/// Makes accounts that join a space, and signs them in.
pub async fn people(
    place: &Place,
    host: &Client,
    space: SpaceId,
    prefix: &str,
    count: usize,
) -> anyhow::Result<Vec<Client>> {
    let invite: Invite = host.post(&format!("/spaces/{space}/invites"), &serde_json::json!({})).await?;
    let people = (0..count).map(|at| person(&place.base, format!("{prefix}{at}"), &invite.code));
    // Each registration is answered after a second, whatever it took.
    futures_util::stream::iter(people).buffered(16).try_collect().await
}

/// Access tokens of new members, enough for so many sockets.
pub async fn tokens_for(
    place: &Place,
    host: &Client,
    space: SpaceId,
    prefix: &str,
    sockets: usize,
) -> anyhow::Result<Vec<String>> {
    let people = people(place, host, space, prefix, sockets.div_ceil(SOCKETS_OF_ACCOUNT)).await?;
    people.iter().map(|client| client.access_token().context("no token")).collect()
}

async fn person(base: &str, username: String, invite: &str) -> anyhow::Result<Client> {
    let register = serde_json::json!({ "username": username, "password": PASSWORD, "invite": invite });
    let client = Client::new(base)?;
    let register: Register = serde_json::from_value(register)?;
    client.register(register).await?;
    client.sign_in(&username, PASSWORD).await?;
    Ok(client)
}

/// Opens a socket from a loopback address of its own; the time is from `identify` to `ready`.
#[expect(clippy::disallowed_methods, reason = "measures real time")]
pub async fn open(base: &str, token: &str, address: usize) -> anyhow::Result<(WebSocketStream<TcpStream>, Duration)> {
    let target: SocketAddr = base.trim_start_matches("http://").parse()?;
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from(([127, 0, 1, u8::try_from(address + 1)?], 0)))?;
    let stream = socket.connect(target).await?;
    let mut request = format!("ws://{target}/api/v1/gateway").into_client_request()?;
    request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static("snug.v1"));
    // Each reading clears the whole buffer first: a large one costs the load more than the message does.
    let config = WebSocketConfig::default().read_buffer_size(BUFFER_BYTES);
    let (mut stream, _) = client_async_with_config(request, stream, Some(config)).await?;
    let identify = serde_json::json!({ "op": "identify", "d": { "token": token } });
    let asked = Instant::now();
    stream.send(Message::text(identify.to_string())).await?;
    loop {
        let frame = stream.next().await.context("closed before ready")??;
        ensure!(!frame.is_close(), "refused: {frame:?}");
        if frame.to_text().unwrap_or_default().contains("\"op\":\"ready\"") {
            return Ok((stream, asked.elapsed()));
        }
    }
}

async fn hear(
    mut stream: WebSocketStream<TcpStream>,
    socket: usize,
    begun: Instant,
    ears: mpsc::UnboundedSender<Heard>,
) {
    while let Some(Ok(frame)) = stream.next().await {
        let at = begun.elapsed();
        let what = match &frame {
            Message::Text(text) => what(text),
            _ => None,
        };
        // The ear may be gone already; then nobody wants to know.
        if let Some(what) = what
            && ears.send(Heard { socket, at, what }).is_err()
        {
            return;
        }
    }
    ears.send(Heard { socket, at: begun.elapsed(), what: What::Closed }).ok();
}

/// Looks into a frame without parsing all of it, so that the load costs little beside the server.
fn what(frame: &str) -> Option<What> {
    let event = frame.split("\"t\":\"").nth(1)?.split('"').next()?;
    if event != "message_create" {
        return Some(What::Told { event: event.to_owned() });
    }
    let mut words = frame.split("\"content\":\"bench ").nth(1)?.split(['"', ' ']);
    let number = words.next()?.parse().ok()?;
    let sent = Duration::from_nanos(words.next()?.parse().ok()?);
    Some(What::Said { number, sent })
}
