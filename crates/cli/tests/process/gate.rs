//! A door of TCP between the program and a server that it needs.

use std::net::SocketAddr;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// What happens at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Bytes pass.
    Pass,
    /// As if nobody listened: what is open ends, and so does whatever comes.
    Refuse,
    /// As if packets were lost: lines stay and new ones are taken in, nothing passes.
    Swallow,
}

#[derive(Clone, Copy, Debug)]
struct State {
    way: Way,
    /// Lines that came before are ended.
    cut: u64,
    /// Lines that came before lead nowhere, for ever.
    lost: u64,
    /// The number of the next line.
    next: u64,
}

/// The door; it goes with whoever holds it.
pub struct Gate {
    pub address: SocketAddr,
    state: watch::Sender<State>,
    listening: JoinHandle<()>,
}

impl Gate {
    /// A door that lets everything pass.
    pub async fn before(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = watch::Sender::new(State { way: Way::Pass, cut: 0, lost: 0, next: 0 });
        let door = state.clone();
        let listening = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let mut number = 0;
                door.send_if_modified(|state| {
                    number = state.next;
                    state.next += 1;
                    false
                });
                tokio::spawn(carry(near, server.clone(), number, door.subscribe()));
            }
        });
        Self { address, state, listening }
    }

    pub fn set(&self, way: Way) {
        self.state.send_modify(|state| state.way = way);
    }

    /// Ends the lines that are open.
    pub fn cut(&self) {
        self.state.send_modify(|state| state.cut = state.next);
    }

    /// The lines that are open lead nowhere from now on and do not end; new ones pass.
    pub fn lose(&self) {
        self.state.send_modify(|state| state.lost = state.next);
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn carry(mut near: TcpStream, server: String, number: u64, mut state: watch::Receiver<State>) {
    let is_over = |state: State| state.way == Way::Refuse || number < state.cut;
    if is_over(*state.borrow_and_update()) {
        // A reset, as from a machine where nobody listens.
        near.set_zero_linger().ok();
        return;
    }
    let copying = async {
        if let Ok(mut far) = TcpStream::connect(server).await {
            copy_bidirectional(&mut near, &mut far).await.ok();
        }
    };
    let mut copying = std::pin::pin!(copying);
    loop {
        let now = *state.borrow_and_update();
        tokio::select! {
            () = &mut copying, if now.way == Way::Pass && number >= now.lost => return,
            changed = state.changed() => if changed.is_err() || is_over(*state.borrow()) {
                return;
            }
        }
    }
}
