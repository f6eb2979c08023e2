//! The listener: takes connections in, as many as one network may hold, and waits for nobody who says nothing.

use super::{charge::network, linger::Lingering};
use crate::{app::App, edge::held::Held};
use axum::{Router, extract::ConnectInfo, http::Request};
use hyper::{
    body::Incoming,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use std::{
    io,
    net::{IpAddr, SocketAddr},
    pin::pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::net::{TcpListener, TcpStream};

/// How long a client may take for the head of a request, and how long it may keep a connection without one.
pub const HEAD: Duration = Duration::from_secs(30);
/// Connections of one network at most. Proxies that are trusted, and this machine, speak for many.
const PER_NETWORK: usize = 512;
/// How often a client of HTTP/2 is asked whether it is still there.
const PING: Duration = Duration::from_secs(30);
/// Requests of one connection at the same time, in HTTP/2.
const STREAMS: u32 = 100;
/// Pause after the listener failed, as it does when there are no descriptors left.
const PAUSE: Duration = Duration::from_secs(1);

/// Serves what comes to the listener until the program stops; connections end when they are through.
pub async fn serve(app: Arc<App>, router: Router, listener: TcpListener, head: Duration) {
    let (lines, stop) = (Lines::default(), app.life.token());
    while let Some(accepted) = stop.run_until_cancelled(listener.accept()).await {
        match accepted {
            Ok((stream, peer)) => {
                let Some(line) = lines.take(peer.ip(), &app.config.trusted_proxies) else { continue };
                let carrying = carry(app.clone(), router.clone(), stream, peer, head);
                app.life.spawn_alone("connection", async move {
                    let _line = line;
                    carrying.await;
                });
            }
            Err(error) if is_of_client(&error) => {}
            Err(error) => {
                tracing::error!(%error, "the listener failed; trying again");
                stop.run_until_cancelled(app.clock.within(PAUSE, std::future::pending::<()>())).await;
            }
        }
    }
}

/// The client was gone before it was taken in.
fn is_of_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// One connection, to its end.
async fn carry(app: Arc<App>, router: Router, stream: TcpStream, peer: SocketAddr, head: Duration) {
    // A client that does not take small answers at once only gets them later.
    stream.set_nodelay(true).ok();
    let (has_begun, inner) = (Arc::new(AtomicBool::new(false)), TowerToHyperService::new(router));
    let begun = has_begun.clone();
    let whole = app.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        begun.store(true, Ordering::Relaxed);
        let mut request = Lingering::of(request, &whole);
        request.extensions_mut().insert(ConnectInfo(peer));
        inner.call(request)
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(head);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(PING).max_concurrent_streams(STREAMS);
    // Sockets over HTTP/2 begin so.
    builder.http2().enable_connect_protocol();
    let mut connection = pin!(builder.serve_connection_with_upgrades(TokioIo::new(stream), service));
    // What is not yet known to be HTTP/1 or 2 has no clock of its own.
    let begins = app.clock.within(head, connection.as_mut());
    let stop = app.life.token();
    tokio::select! {
        biased;
        done = begins => match done {
            Some(done) => return note(done),
            None if !has_begun.load(Ordering::Relaxed) => return,
            None => {}
        },
        () = stop.cancelled() => {}
    }
    tokio::select! {
        biased;
        done = connection.as_mut() => return note(done),
        () = stop.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    note(connection.await);
}

fn note(done: Result<(), Box<dyn std::error::Error + Send + Sync>>) {
    if let Err(error) = done {
        tracing::trace!(error, "a connection broke");
    }
}

/// How many connections each network holds.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Held<String>>>);

/// The place of one connection; free again when dropped.
struct Line {
    lines: Lines,
    network: Option<String>,
}

impl Lines {
    fn take(&self, address: IpAddr, trusted: &[ipnet::IpNet]) -> Option<Line> {
        let address = address.to_canonical();
        if address.is_loopback() || trusted.iter().any(|net| net.contains(&address)) {
            return Some(Line { lines: self.clone(), network: None });
        }
        let network = network(address);
        let is_free = self.lock().take(network.clone(), PER_NETWORK);
        is_free.then(|| Line { lines: self.clone(), network: Some(network) })
    }

    fn lock(&self) -> MutexGuard<'_, Held<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(network) = &self.network {
            self.lines.lock().release(network);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{edge::http::router::router, testkit::World};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    /// Longer than anything here takes; only a failing story waits so long.
    const PATIENCE: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn a_client_that_does_not_come_to_the_point_is_not_waited_for() {
        let world = World::start().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = world.app.clone();
        app.life.spawn("second listener", serve(app.clone(), router(&app), listener, Duration::from_millis(200)));
        let whole = "GET /livez HTTP/1.1\r\nhost: snug\r\n\r\n";
        for said in ["", "P", "PRI * HTTP/2.0\r\n", "GET /livez HTTP/1.1\r\nhost: sn", whole] {
            let mut line = TcpStream::connect(address).await.unwrap();
            line.write_all(said.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            let ended = tokio::time::timeout(PATIENCE, line.read_to_end(&mut answer)).await;
            // Whether it ends with a word or without one is the client's least sorrow.
            ended.expect("the connection ends").ok();
            assert_eq!(answer.starts_with(b"HTTP/1.1 200"), said == whole, "{said:?}");
        }
        world.stop().await;
    }

    #[test]
    fn a_network_holds_so_many_and_those_before_it_any_number() {
        let (lines, trusted) = (Lines::default(), ["192.0.2.0/24".parse().unwrap()]);
        let take = |address: &str| lines.take(address.parse().unwrap(), &trusted);
        let mut held: Vec<Option<Line>> = (0..PER_NETWORK).map(|_| take("203.0.113.7")).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(take("203.0.113.7").is_none() && take("::ffff:203.0.113.7").is_none());
        held.extend(["203.0.113.8", "127.0.0.1", "::1", "192.0.2.9"].map(take));
        assert!(held.iter().all(Option::is_some));
        held.swap_remove(0);
        assert!(take("203.0.113.7").is_some());
        drop(held);
        assert!(lines.lock().is_empty());
    }
}
