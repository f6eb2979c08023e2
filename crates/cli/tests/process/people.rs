//! Who comes into a place, what they say, and what they hear.

use crate::place::{CODE, PASSWORD};
use serde_json::{Value, json};
use snug_client::{Client, Heard, Opening, Socket};
use snug_proto::{
    ChannelId, Secret, SpaceId, UserId,
    channels::Channel,
    events::Event,
    gateway::{ClientOp, Identify, Ready, ServerFrame},
    messages::{Message, MessagePage},
    presence::Shown,
    spaces::{Invite, Space},
};
use std::{collections::BTreeMap, time::Duration};

/// Real time after which a story has failed.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// A space with one channel, its owner, and a way in.
pub struct House {
    pub olive: Client,
    pub space: SpaceId,
    pub general: ChannelId,
    invite: String,
}

impl House {
    /// The first who comes to a new place opens a space.
    pub async fn open(base: &str) -> Self {
        let olive = Client::new(base).unwrap();
        let setup = json!({ "setup_code": CODE, "username": "olive", "password": PASSWORD });
        olive.setup(&serde_json::from_value(setup).unwrap()).await.unwrap();
        olive.sign_in("olive", PASSWORD).await.unwrap();
        let space: Space = olive.post("/spaces", &json!({ "name": "Two rooms" })).await.unwrap();
        let channels: Vec<Channel> = olive.get(&format!("/spaces/{}/channels", space.id)).await.unwrap();
        let general = channels.into_iter().find(|channel| channel.name.as_deref() == Some("general")).unwrap().id;
        let invite: Invite = olive.post(&format!("/spaces/{}/invites", space.id), &json!({})).await.unwrap();
        Self { olive, space: space.id, general, invite: invite.code }
    }

    /// Somebody who joins the space, by the node at `base`.
    pub async fn joins(&self, base: &str, name: &str) -> Client {
        let person = Client::new(base).unwrap();
        let body = json!({ "username": name, "password": PASSWORD, "invite": self.invite, "session": "token" });
        person.post::<Value>("/auth/register", &body).await.unwrap();
        person.sign_in(name, PASSWORD).await.unwrap();
        person
    }

    /// Everything that stands in the channel: numbers by text.
    pub async fn stands(&self, reader: &Client) -> BTreeMap<String, i64> {
        let (mut found, mut cursor) = (BTreeMap::new(), String::new());
        loop {
            let path = format!("/channels/{}/messages?limit=100{cursor}", self.general);
            let page: MessagePage = reader.get(&path).await.unwrap();
            for message in page.items {
                let twice = found.insert(message.content.unwrap_or_default(), message.seq);
                assert!(twice.is_none(), "nothing stands twice");
            }
            match page.next_cursor {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return found,
            }
        }
    }
}

pub fn user(client: &Client) -> UserId {
    client.tokens().unwrap().user
}

/// Says something; a retry of the same words is the same message.
pub async fn say(client: &Client, channel: ChannelId, words: &str) -> Result<Message, snug_client::ClientError> {
    let plain = |char: char| if char.is_ascii_alphanumeric() { char } else { '_' };
    let nonce: String = words.chars().map(plain).take(64).collect();
    client.post(&format!("/channels/{channel}/messages"), &json!({ "content": words, "nonce": nonce })).await
}

/// A socket that has its first state.
pub async fn listening(client: &Client) -> (Socket, Box<Ready>) {
    let mut socket = Socket::open(client, &Opening::default()).await.unwrap();
    let token = client.access_token().map(Secret::new);
    socket.say(ClientOp::Identify(Identify { token, client: None, focus: vec![] }), None).await.unwrap();
    loop {
        match socket.hear().await {
            Heard::Frame(ServerFrame::Ready { d, .. }) => return (socket, d),
            Heard::Frame(_) => {}
            Heard::Closed(code) => panic!("closed with {code:?} before it began"),
        }
    }
}

/// Listens until `pick` finds in an event what it looks for; the socket must stay open.
pub async fn hears<T>(socket: &mut Socket, mut pick: impl FnMut(Event) -> Option<T>) -> T {
    let heard = async {
        loop {
            match socket.hear().await {
                Heard::Frame(ServerFrame::Event { event, .. }) => {
                    if let Some(found) = pick(event) {
                        return found;
                    }
                }
                Heard::Frame(_) => {}
                Heard::Closed(code) => panic!("closed with {code:?}"),
            }
        }
    };
    tokio::time::timeout(PATIENCE, heard).await.expect("it is heard")
}

/// Waits until somebody is seen so.
pub async fn sees(socket: &mut Socket, user: UserId, status: Shown) {
    hears(socket, |event| {
        let told = match event {
            Event::PresenceUpdate(presence) => vec![presence],
            Event::PresenceBulk { presences } => presences,
            _ => return None,
        };
        told.iter().any(|presence| (presence.user_id, presence.status) == (user, status)).then_some(())
    })
    .await;
}

/// Listens until the socket ends; answers its code.
pub async fn ends(socket: &mut Socket) -> Option<u16> {
    let end = async {
        loop {
            if let Heard::Closed(code) = socket.hear().await {
                return code;
            }
        }
    };
    tokio::time::timeout(PATIENCE, end).await.expect("it ends")
}
