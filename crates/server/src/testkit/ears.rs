//! Listening to everything that leaves the transactions.

use super::World;
use crate::events::{Header, Notice, To};
use futures_util::FutureExt;
use snug_platform::bus::{Delivery, Subscription};
use snug_proto::{UserId, events::Event};
use tokio::task::coop::unconstrained;

/// Hears every event from now on.
pub struct Ears(Subscription);

impl Ears {
    /// Begins to listen.
    pub fn of(world: &World) -> Self {
        Self(world.app.bus.subscribe())
    }

    /// Events since the last time, with whom they are for, in the order of telling.
    pub fn heard(&mut self) -> Vec<(To, Event)> {
        let mut events = Vec::new();
        // The runtime would make a long look into the queue pause, as if it were empty.
        while let Some(Some(delivery)) = unconstrained(self.0.next()).now_or_never() {
            let Delivery::Message(message) = delivery else { panic!("more was told than is kept for a listener") };
            let notice = Notice::decode(message).unwrap();
            if let Header::Event(to) = notice.header {
                events.push((to, serde_json::from_slice(&notice.body).unwrap()));
            }
        }
        events
    }

    /// Events about a channel, without those for one person.
    pub fn told(&mut self) -> Vec<Event> {
        let all = self.heard().into_iter();
        all.filter(|(to, _)| matches!(to, To::Channel(..))).map(|(_, event)| event).collect()
    }

    /// Events for one person, with who it is.
    pub fn confided(&mut self) -> Vec<(UserId, Event)> {
        let all = self.heard().into_iter();
        all.filter_map(|(to, event)| match to {
            To::Person(user) => Some((user, event)),
            _ => None,
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::Announce;

    /// More than a task may take from a queue before the runtime makes it pause.
    const MANY: usize = 300;

    #[tokio::test]
    async fn a_long_queue_is_heard_to_its_end() {
        let world = World::start().await;
        let mut ears = Ears::of(&world);
        let user = world.owner().id;
        let mut tx = world.app.db.write().await.unwrap();
        for _ in 0..MANY {
            tx.emit(To::Person(user), &Event::BlockUpdate { user_id: user, blocked: false });
        }
        tx.commit().await.unwrap();
        assert_eq!(ears.heard().len(), MANY);
        world.stop().await;
    }
}
