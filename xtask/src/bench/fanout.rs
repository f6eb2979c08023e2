//! One sender, many sockets: how long until everybody has heard, what it costs, and whether anything is missing.

use super::{
    chat::millis,
    place::{PASSWORD, Place},
    stats::percentile,
};
use anyhow::{Context, ensure};
use futures_util::{SinkExt, StreamExt};
use snug_client::Client;
use snug_proto::{ChannelId, SpaceId, auth::Register, spaces::Invite};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{net::TcpSocket, sync::mpsc, task::JoinHandle};
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest, http::HeaderValue};

const SOCKETS_OF_ACCOUNT: usize = 20;
const SOCKETS_OF_ADDRESS: usize = 100;
const MESSAGES: usize = 500;

type Heard = (usize, Duration);

/// Measures `sockets` listeners of one channel at 100 messages a second.
#[expect(clippy::disallowed_methods, reason = "measures real time")]
pub async fn rows(
    place: &Place,
    host: &Client,
    space: SpaceId,
    channel: ChannelId,
    sockets: usize,
) -> anyhow::Result<Vec<(String, &'static str, &'static str, f64)>> {
    let tokens = accounts(place, host, space, sockets.div_ceil(SOCKETS_OF_ACCOUNT)).await?;
    let before_mib = place.rss_mib();
    let begun = Instant::now();
    let (heard, mut ears) = mpsc::unbounded_channel::<Heard>();
    let mut listeners: Vec<JoinHandle<()>> = Vec::with_capacity(sockets);
    for at in 0..sockets {
        let token = &tokens[at % tokens.len()];
        listeners.push(listen(&place.base, token, at / SOCKETS_OF_ADDRESS, at, begun, heard.clone()).await?);
    }
    drop(heard);
    let per_socket_kib = (place.rss_mib() - before_mib) * 1024.0 / as_f64(sockets);
    let cpu_before = place.cpu_seconds();
    let path = format!("/channels/{channel}/messages");
    let mut tick = tokio::time::interval(Duration::from_millis(10));
    let mut sent = Vec::with_capacity(MESSAGES);
    for at in 0..MESSAGES {
        tick.tick().await;
        sent.push(begun.elapsed());
        let body = serde_json::json!({ "content": format!("fan {at} {}", sent[at].as_nanos()) });
        let _: serde_json::Value = host.post(&path, &body).await?;
    }
    let expected = MESSAGES * sockets;
    let mut times = Vec::with_capacity(expected);
    while times.len() < expected {
        match tokio::time::timeout(Duration::from_secs(10), ears.recv()).await {
            Ok(Some((_, took))) => times.push(millis(took)),
            _ => break,
        }
    }
    let cpu = place.cpu_seconds() - cpu_before;
    for listener in listeners {
        listener.abort();
    }
    let missing = as_f64(expected) - as_f64(times.len());
    Ok(vec![
        (format!("memory of an idle socket, {sockets} open"), "KiB", "≤ 20", per_socket_kib),
        (format!("send to deliver, {sockets} sockets at 100/s, p50"), "ms", "", percentile(&mut times, 0.5)),
        (format!("send to deliver, {sockets} sockets at 100/s, p99"), "ms", "≤ 25", percentile(&mut times, 0.99)),
        ("of these missing or doubled".into(), "", "0", missing),
        ("deliveries per processor second".into(), "", "", as_f64(times.len()) / cpu),
    ])
}

#[expect(clippy::cast_precision_loss, reason = "counts of a bench")]
fn as_f64(count: usize) -> f64 {
    count as f64
}

async fn accounts(place: &Place, host: &Client, space: SpaceId, count: usize) -> anyhow::Result<Vec<String>> {
    let invite: Invite = host.post(&format!("/spaces/{space}/invites"), &serde_json::json!({})).await?;
    let mut tokens = Vec::with_capacity(count);
    for at in 0..count {
        let register =
            serde_json::json!({ "username": format!("ear{at}"), "password": PASSWORD, "invite": invite.code });
        let client = Client::new(&place.base)?;
        let register: Register = serde_json::from_value(register)?;
        client.register(register).await?;
        client.sign_in(&format!("ear{at}"), PASSWORD).await?;
        tokens.push(client.access_token().context("no token")?);
    }
    Ok(tokens)
}

/// Opens a socket from its own loopback address and reports every message heard with the time it took.
#[expect(clippy::disallowed_methods, reason = "a listener of the bench")]
async fn listen(
    base: &str,
    token: &str,
    address: usize,
    number: usize,
    begun: Instant,
    heard: mpsc::UnboundedSender<Heard>,
) -> anyhow::Result<JoinHandle<()>> {
    let target: SocketAddr = base.trim_start_matches("http://").parse()?;
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from(([127, 0, 1, u8::try_from(address + 1)?], 0)))?;
    let stream = socket.connect(target).await?;
    let mut request = format!("ws://{target}/api/v1/gateway").into_client_request()?;
    request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static("snug.v1"));
    let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await?;
    let identify = serde_json::json!({ "op": "identify", "d": { "token": token } });
    socket.send(Message::text(identify.to_string())).await?;
    loop {
        let frame = socket.next().await.context("closed before ready")??;
        ensure!(!frame.is_close(), "refused: {frame:?}");
        if frame.to_text().unwrap_or_default().contains("\"op\":\"ready\"") {
            break;
        }
    }
    Ok(tokio::spawn(async move {
        while let Some(Ok(frame)) = socket.next().await {
            let text = frame.to_text().unwrap_or_default();
            let Some(rest) = text.split("\"content\":\"fan ").nth(1) else { continue };
            let nanos = rest.split(['"', ' ']).nth(1).and_then(|nanos| nanos.parse::<u64>().ok());
            let Some(nanos) = nanos else { continue };
            if heard.send((number, begun.elapsed().saturating_sub(Duration::from_nanos(nanos)))).is_err() {
                return;
            }
        }
    }))
}
