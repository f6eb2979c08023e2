//! How many sockets there are, and whose: an address and an account may hold only so many.

use super::outbox::End;
use crate::edge::held::Held;
use snug_proto::UserId;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// Sockets of one address at most.
const PER_ADDRESS: usize = 100;
/// Sockets of one account at most.
const PER_ACCOUNT: usize = 20;

/// Every open socket of this node. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Seats(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    state: Mutex<State>,
    left: Notify,
}

#[derive(Debug, Default)]
struct State {
    newest: u64,
    open: HashMap<u64, End>,
    addresses: Held<String>,
    accounts: Held<UserId>,
    is_closed: bool,
}

/// The place of one socket; free again when dropped.
#[derive(Debug)]
pub struct Seat {
    seats: Seats,
    number: u64,
    address: String,
    account: Option<UserId>,
}

impl Seats {
    /// Takes a seat; `None` when the address holds too many, or the node is about to stop.
    pub fn take(&self, address: IpAddr, end: &End) -> Option<Seat> {
        let address = crate::edge::http::network(address);
        let mut state = self.lock();
        if state.is_closed || !state.addresses.take(address.clone(), PER_ADDRESS) {
            return None;
        }
        state.newest += 1;
        let number = state.newest;
        state.open.insert(number, end.clone());
        Some(Seat { seats: self.clone(), number, address, account: None })
    }

    /// How many sockets are open.
    pub fn taken(&self) -> usize {
        self.lock().open.len()
    }

    /// True once the node is about to stop.
    pub fn is_closed(&self) -> bool {
        self.lock().is_closed
    }

    /// Gives no more seats, and tells the ends of those taken.
    pub fn close(&self) -> Vec<End> {
        let mut state = self.lock();
        state.is_closed = true;
        state.open.values().cloned().collect()
    }

    /// Waits until nobody sits here any more.
    pub async fn empty(&self) {
        loop {
            let left = self.0.left.notified();
            if self.taken() == 0 {
                return;
            }
            left.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Says whose socket it is; false when the account holds too many.
    pub fn claim(&mut self, user: UserId) -> bool {
        if self.account == Some(user) {
            return true;
        }
        let mut state = self.seats.lock();
        if !state.accounts.take(user, PER_ACCOUNT) {
            return false;
        }
        // After a refused `resume` somebody else may identify on the same socket.
        if let Some(former) = self.account.replace(user) {
            state.accounts.release(&former);
        }
        true
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut state = self.seats.lock();
        state.open.remove(&self.number);
        state.addresses.release(&self.address);
        if let Some(user) = self.account {
            state.accounts.release(&user);
        }
        drop(state);
        self.seats.0.left.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_address_and_an_account_hold_only_so_many_and_nothing_is_left_behind() {
        let seats = Seats::default();
        let [here, there]: [IpAddr; 2] = ["192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap()];
        let mut held: Vec<Seat> = (0..PER_ADDRESS).map(|_| seats.take(here, &End::default()).unwrap()).collect();
        assert!(seats.take(here, &End::default()).is_none());
        let ada = UserId(Uuid::from_u128(1));
        assert!(held.iter_mut().take(PER_ACCOUNT).all(|seat| seat.claim(ada)));
        assert!(held[0].claim(ada), "claiming twice counts once");
        let mut elsewhere = seats.take(there, &End::default()).unwrap();
        assert!(!elsewhere.claim(ada));
        held.remove(0);
        assert!(elsewhere.claim(ada));
        assert!(elsewhere.claim(UserId(Uuid::from_u128(2))), "another account may follow on the same socket");
        assert!(held[PER_ACCOUNT].claim(ada), "the place of the former one is free again");
        assert!(seats.take(here, &End::default()).is_some());
        drop((held, elsewhere));
        let state = seats.lock();
        assert!(state.open.is_empty() && state.addresses.is_empty() && state.accounts.is_empty());
    }

    #[tokio::test]
    async fn a_closed_node_gives_no_seats_and_notices_when_all_have_left() {
        let seats = Seats::default();
        let seat = seats.take("::1".parse().unwrap(), &End::default()).unwrap();
        assert_eq!(seats.close().len(), 1);
        assert!(seats.take("::1".parse().unwrap(), &End::default()).is_none());
        let mut empty = std::pin::pin!(seats.empty());
        assert!(futures_util::poll!(&mut empty).is_pending());
        drop(seat);
        empty.await;
    }
}
