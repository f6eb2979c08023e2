//! For tests: a proxy on the loopback that can be cut or made to hang, to stand before a server that fails.

use crate::lifecycle::Lifecycle;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// What happens to the connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Bytes pass.
    Open,
    /// Connections end, new ones at once.
    Cut,
    /// Connections stay, nothing passes.
    Hangs,
}

/// A line to another server.
#[derive(Debug)]
pub(crate) struct Proxy {
    /// Where it listens: `127.0.0.1:port`.
    pub(crate) address: String,
    line: watch::Sender<Line>,
}

impl Proxy {
    pub(crate) async fn to(server: String, line: Line, life: &Lifecycle) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (line, state) = watch::channel(line);
        let (life, token) = (life.clone(), life.token());
        life.clone().spawn("proxy", async move {
            let accepting = async {
                while let Ok((near, _)) = listener.accept().await {
                    let token = life.token();
                    let passing = pass(near, server.clone(), state.clone());
                    life.spawn("proxy.line", async move {
                        token.run_until_cancelled(passing).await;
                    });
                }
            };
            token.run_until_cancelled(accepting).await;
        });
        Self { address, line }
    }

    pub(crate) fn set(&self, line: Line) {
        self.line.send_replace(line);
    }

    /// Cuts the line and waits until every connection has ended.
    pub(crate) async fn cut(&self) {
        self.set(Line::Cut);
        // One is held by the listener.
        while self.line.receiver_count() > 1 {
            tokio::task::yield_now().await;
        }
    }
}

async fn pass(mut near: TcpStream, server: String, mut line: watch::Receiver<Line>) {
    if *line.borrow_and_update() == Line::Cut {
        return;
    }
    let copying = async {
        if let Ok(mut far) = TcpStream::connect(server).await {
            copy_bidirectional(&mut near, &mut far).await.ok();
        }
    };
    let mut copying = std::pin::pin!(copying);
    loop {
        let is_open = *line.borrow_and_update() == Line::Open;
        tokio::select! {
            () = &mut copying, if is_open => return,
            changed = line.changed() => if changed.is_err() || *line.borrow() == Line::Cut {
                return;
            }
        }
    }
}

/// The Redis or Valkey server of the tests, as `host:port`.
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment which server to use")]
pub(crate) fn test_redis() -> String {
    let url = std::env::var("SNUG_TEST_REDIS").unwrap_or_else(|_| "redis://127.0.0.1:6379".into());
    url.trim_start_matches("redis://").trim_end_matches('/').to_owned()
}

/// A prefix that no other test uses.
pub(crate) fn test_prefix() -> String {
    format!("snug-test-{:032x}", rand::random::<u128>())
}
