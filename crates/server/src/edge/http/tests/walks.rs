//! Every list of the document that can grow: walked with random limits while others write, and its cursor tried where
//! it does not belong. A new list fails here until it is added.

use crate::{
    App, access,
    edge::http::{openapi, router::BASE},
    features::messages,
    testkit::{BEGINNING_MS, Person, World, walk, walk_all},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use snug_platform::db::Tx;
use snug_proto::{ChannelId, MessageId, SpaceId, Timestamp, messages::Message};
use std::{cell::Cell, collections::BTreeSet, collections::HashMap, sync::Arc};
use uuid::Uuid;

/// Items that stand in each list during the whole walk.
const STAY: u64 = 250;
/// Items that others take away during it, and as many that come.
const GO: u64 = 40;
/// Answers that are whole lists, and what bounds each.
const BOUNDED: [(&str, &str); 5] = [
    ("/channels/{channel_id}/overrides", "counts.overrides"),
    ("/me/notification-levels", "the channels of the spaces that one may join"),
    ("/me/unread", "the channels of the spaces that one may join"),
    ("/spaces/{space_id}/channels", "counts.channels"),
    ("/spaces/{space_id}/roles", "counts.roles"),
];

/// The lists that grow, with what names an item in an answer.
const LISTS: [(List, &str, &str); 21] = [
    (List::Sessions, "/me/sessions", "/id"),
    (List::Conversations, "/conversations", "/id"),
    (List::Friends, "/friends", "/user/id"),
    (List::Blocks, "/blocks", "/user/id"),
    (List::Spaces, "/spaces", "/id"),
    (List::Members, "/spaces/{space_id}/members", "/user/id"),
    (List::Members, "/channels/{channel_id}/members", "/user/id"),
    (List::Bans, "/spaces/{space_id}/bans", "/user/id"),
    (List::Invites, "/spaces/{space_id}/invites", "/code"),
    (List::Audit, "/spaces/{space_id}/audit", "/id"),
    (List::Accounts, "/admin/users", "/user/id"),
    (List::PlaceAudit, "/admin/audit", "/id"),
    (List::PlaceSpaces, "/admin/spaces", "/space/id"),
    (List::Reports, "/spaces/{space_id}/reports", "/id"),
    (List::Messages, "/channels/{channel_id}/messages", "/id"),
    (List::Pins, "/channels/{channel_id}/pins", "/id"),
    (List::Reactions, "/messages/{message_id}/reactions/{emoji}", "/id"),
    (List::Revisions, "/messages/{message_id}/revisions", "/revision"),
    (List::Found, "/channels/{channel_id}/search", "/message/id"),
    (List::Found, "/spaces/{space_id}/search", "/message/id"),
    (List::Found, "/search", "/message/id"),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Sessions,
    Conversations,
    Friends,
    Blocks,
    Spaces,
    Members,
    Bans,
    Invites,
    Audit,
    Accounts,
    PlaceAudit,
    PlaceSpaces,
    Reports,
    Messages,
    Pins,
    Reactions,
    Revisions,
    Found,
}

/// Where the lists stand, and whose they are.
struct Place {
    app: Arc<App>,
    ada: Person,
    space: SpaceId,
    channel: ChannelId,
    message: MessageId,
}

/// The id of the nth thing of any kind; a later one is greater.
fn id(n: u64) -> Uuid {
    Uuid::from_u128((0x0199_0000_0000_7000_8000 << 48) | u128::from(n))
}

/// Seven things share each moment, so that the id decides.
fn at_ms(n: u64) -> i64 {
    BEGINNING_MS - 1_000_000 + i64::try_from(n / 7).unwrap()
}

fn code(n: u64) -> String {
    format!("W{n:09}")
}

impl Place {
    fn path(&self, route: &str) -> String {
        route
            .replace("{space_id}", &self.space.to_string())
            .replace("{channel_id}", &self.channel.to_string())
            .replace("{message_id}", &self.message.to_string())
            .replace("{emoji}", "%F0%9F%91%8D")
            .replace("/search", "/search?q=said")
    }

    /// By which an invite is found.
    fn mac(&self, n: u64) -> [u8; 32] {
        self.app.keys.mac("invite", code(n).as_bytes())
    }

    /// Rows as the product writes them; what is walked here is lists, not doors.
    async fn add(&self, tx: &mut Tx, list: List, n: u64) {
        let (ada, at) = (self.ada.id, at_ms(n));
        let query = match list {
            List::Sessions => tx
                .sql(
                    "insert into session (id, account_id, name, user_agent, address, methods, shared, created_ms,
                       last_seen_ms, idle_ms, expires_ms, reauth_ms)
                     values ($1, $2, 'x', 'x', '', '[\"password\"]', false, $3, $4, $4, $4, 0)",
                )
                .id(id(n))
                .id(ada)
                .bind(at)
                .bind(BEGINNING_MS * 2),
            List::Conversations => {
                tx.sql(
                    "insert into channel (id, kind, position, slow_mode_seconds, encryption, last_seq, user_limit, nsfw,
                       created_ms)
                     values ($1, 'group', 0, 0, 'required', 0, 0, false, $2)",
                )
                .id(id(n))
                .bind(at)
                .run()
                .await
                .unwrap();
                tx.sql(
                    "insert into conversation_member (channel_id, account_id, joined_ms, from_seq)
                     values ($1, $2, $3, 0)",
                )
                .id(id(n))
                .id(ada)
                .bind(at)
            }
            List::Friends => tx
                .sql("insert into friend (account_id, other_id, state, at_ms) values ($1, $2, 'friends', $3)")
                .id(ada)
                .id(id(n))
                .bind(at),
            List::Blocks => tx
                .sql("insert into block (blocker_id, blocked_id, at_ms) values ($1, $2, $3)")
                .id(ada)
                .id(id(n))
                .bind(at),
            List::Spaces => {
                tx.sql(
                    "insert into space (id, name, owner_id, locale, default_notifications, join_gate, member_count,
                       access_version, created_ms)
                     values ($1, 'Walked', $2, 'en', 'mentions', 'none', 1, 1, $3)",
                )
                .id(id(n))
                .id(ada)
                .bind(at)
                .run()
                .await
                .unwrap();
                tx.sql(
                    "insert into role (id, space_id, name, position, permissions, mentionable, hoist, is_everyone,
                       created_ms)
                     values ($1, $1, 'everyone', 0, 0, false, false, true, 0)",
                )
                .id(id(n))
                .run()
                .await
                .unwrap();
                tx.sql("insert into member (space_id, account_id, joined_ms) values ($1, $2, $3)")
                    .id(id(n))
                    .id(ada)
                    .bind(at)
            }
            List::Members => tx
                .sql("insert into member (space_id, account_id, joined_ms) values ($1, $2, 0)")
                .id(self.space)
                .id(id(n)),
            List::Bans => tx
                .sql("insert into ban (space_id, account_id, at_ms) values ($1, $2, $3)")
                .id(self.space)
                .id(id(n))
                .bind(at),
            List::Invites => tx
                .sql(
                    "insert into invite (code_mac, code_sealed, space_id, creator_id, max_uses, uses, expires_ms,
                       created_ms)
                     values ($1, $2, $3, $4, 0, 0, $5, $6)",
                )
                .bind(self.mac(n))
                .bind(self.app.keys.seal("invite", &self.mac(n), code(n).as_bytes(), &self.app.ids))
                .id(self.space)
                .id(ada)
                .bind(BEGINNING_MS * 2)
                // Among invites of one moment their authentication codes decide, which follow no number.
                .bind(at_ms(7 * n)),
            List::Audit => tx
                .sql(
                    "insert into audit (id, space_id, at_ms, actor_id, action, target_kind, changes)
                     values ($1, $2, $3, $4, 'role_create', 'role', '[]')",
                )
                .id(id(n))
                .id(self.space)
                .bind(at)
                .id(ada),
            // They are there already; those that went come back.
            List::Accounts => tx.sql("update account set state = 'active' where id = $1").id(id(n)),
            // The same ones as anybody's, also when they were deleted; those that are gone for good come back.
            List::PlaceSpaces => tx
                .sql(
                    "insert into space (id, name, owner_id, locale, default_notifications, join_gate, member_count,
                       access_version, created_ms)
                     values ($1, 'Walked', $2, 'en', 'mentions', 'open', 0, 0, $3)
                     on conflict (id) do nothing",
                )
                .id(id(n))
                .id(ada)
                .bind(at),
            List::PlaceAudit => tx
                .sql(
                    // The same lines as a space's, taken over.
                    "insert into audit (id, at_ms, actor_id, action, target_kind, changes)
                     values ($1, $2, $3, 'user_suspend', 'user', '[]')
                     on conflict (id) do update set space_id = null",
                )
                .id(id(n))
                .bind(at)
                .id(ada),
            List::Reports => tx
                .sql(
                    "insert into report (id, reporter_id, target_kind, target_id, space_id, category, snapshot, state,
                       created_ms)
                     values ($1, $2, 'message', $1, $3, 'spam', '{\"files\":[]}', 'open', $4)",
                )
                .id(id(n))
                .id(ada)
                .id(self.space)
                .bind(at),
            List::Messages => tx
                .sql(
                    "insert into message (id, channel_id, seq, kind, author_id, content, mention_everyone, revision,
                       created_ms)
                     values ($1, $2, $3, 'user', $4, 'said', false, 0, $5)",
                )
                .id(id(n))
                .id(self.channel)
                .bind(i64::try_from(n).unwrap() + 100)
                .id(ada)
                .bind(at),
            List::Pins => tx
                .sql("insert into pin (channel_id, message_id, by_id, at_ms) values ($1, $2, $3, $4)")
                .id(self.channel)
                .id(id(n))
                .id(ada)
                .bind(at),
            List::Reactions => tx
                .sql("insert into reaction (message_id, account_id, emoji, at_ms) values ($1, $2, '👍', $3)")
                .id(self.message)
                .id(id(n))
                .bind(at),
            List::Found => {
                // The messages are there from the walk through them; those that went come back.
                tx.sql("update message set deleted_ms = null where id = $1").id(id(n)).run().await.unwrap();
                return self.finds(tx, n).await;
            }
            List::Revisions => tx
                .sql("insert into message_revision (message_id, revision, content, at_ms) values ($1, $2, 'said', $3)")
                .id(self.message)
                .bind(i64::try_from(n).unwrap())
                .bind(at),
        };
        query.run().await.unwrap();
    }

    /// Makes the nth message findable.
    async fn finds(&self, tx: &mut Tx, n: u64) {
        let message = json!({
            "id": id(n), "channel_id": self.channel, "seq": n + 100, "kind": "user", "author": null, "content": "said",
            "attachments": [], "reply_to": null, "mentions": { "users": [], "roles": [], "channels": [], "everyone": false },
            "reactions": [], "pinned": false, "system": null, "nonce": null, "revision": 0, "edited_at": null,
            "created_at": Timestamp(at_ms(n)),
        });
        messages::findable(tx, Some(self.space), &serde_json::from_value(message).unwrap()).await.unwrap();
    }

    async fn take(&self, tx: &mut Tx, list: List, n: u64) {
        let (space, message) = (self.space, self.message);
        let query = match list {
            List::Sessions => tx.sql("update session set ended_ms = 1 where id = $1").id(id(n)),
            List::Conversations => tx.sql("delete from conversation_member where channel_id = $1").id(id(n)),
            List::Friends => tx.sql("delete from friend where other_id = $1").id(id(n)),
            List::Blocks => tx.sql("delete from block where blocked_id = $1").id(id(n)),
            List::Spaces => tx.sql("update space set deleted_ms = 1 where id = $1").id(id(n)),
            List::Members => tx.sql("delete from member where space_id = $1 and account_id = $2").id(space).id(id(n)),
            List::Bans => tx.sql("delete from ban where space_id = $1 and account_id = $2").id(space).id(id(n)),
            List::Invites => tx.sql("update invite set revoked_ms = 1 where code_mac = $1").bind(self.mac(n)),
            List::Accounts => tx.sql("update account set state = 'erased' where id = $1").id(id(n)),
            List::PlaceSpaces => {
                tx.sql("delete from member where space_id = $1").id(id(n)).run().await.unwrap();
                tx.sql("delete from role where space_id = $1").id(id(n)).run().await.unwrap();
                tx.sql("delete from space where id = $1").id(id(n))
            }
            List::Audit | List::PlaceAudit => tx.sql("delete from audit where id = $1").id(id(n)),
            List::Reports => tx.sql("delete from report where id = $1").id(id(n)),
            List::Messages => tx.sql("update message set deleted_ms = 1 where id = $1").id(id(n)),
            List::Pins => tx.sql("delete from pin where message_id = $1").id(id(n)),
            List::Reactions => {
                tx.sql("delete from reaction where message_id = $1 and account_id = $2").id(message).id(id(n))
            }
            List::Found => tx.sql("delete from search_entry where message_id = $1").id(id(n)),
            List::Revisions => tx
                .sql("delete from message_revision where message_id = $1 and revision = $2")
                .id(message)
                .bind(i64::try_from(n).unwrap()),
        };
        query.run().await.unwrap();
    }
}

/// A place with an account for every number, named so that names sort as numbers do, and shared by seven.
async fn place(world: &World, ben: &Person) -> Place {
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[ben]).await;
    let message: Message = ada.says(general.id, "walked").await.created();
    // Lines of the space's trail that stay there.
    for name in ["Baker", "Miller"] {
        ada.makes_role(space.id, name, &[]).await;
    }
    let mut tx = world.app.db.write().await.unwrap();
    for n in 0..STAY + 2 * GO {
        tx.sql(
            "insert into account (id, username, display_name, email_verified, locale, state, settings,
               settings_version, created_ms)
             values ($1, $2, $3, false, 'en', 'active', '{}', 0, 0)",
        )
        .id(id(n))
        .bind(format!("walker_{n:03}"))
        .bind(format!("Name {:03}", n / 7))
        .run()
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    Place { app: world.app.clone(), ada, space: space.id, channel: general.id, message: message.id }
}

/// Pages of one list while its other items come and go: what stays is met once, in one order.
async fn walk_among_writers(
    world: &World,
    place: &Place,
    (list, route, name): (List, &str, &str),
    chance: &mut StdRng,
) {
    let numbers: HashMap<String, u64> =
        (0..STAY + 2 * GO).flat_map(|n| [(id(n).to_string(), n), (code(n), n), (n.to_string(), n)]).collect();
    let is_over = Cell::new(false);
    let writing = async {
        for n in 0..GO {
            let mut tx = world.app.db.write().await.unwrap();
            // One comes and one goes, spread over the whole list.
            place.take(&mut tx, list, n * (STAY + GO) / GO).await;
            place.add(&mut tx, list, STAY + GO + n).await;
            access::bump(&mut tx, &world.app, place.space).await.unwrap();
            tx.commit().await.unwrap();
            tokio::task::yield_now().await;
        }
        is_over.set(true);
    };
    let limits: Vec<i64> = (0..64).map(|_| chance.random_range(1..=40)).collect();
    let path = place.path(route);
    let (walked, ()) = tokio::join!(walk::<Value>(&place.ada, &path, &limits), writing);
    assert!(is_over.get());
    let met = |item: &Value| {
        let named = item.pointer(name).unwrap_or_else(|| panic!("{route}: {name} of {item}"));
        numbers.get(named.as_str().map_or_else(|| named.to_string(), str::to_owned).as_str()).copied()
    };
    let found: Vec<u64> = walked.iter().filter_map(met).collect();
    let is_up = found.is_sorted_by(|one, next| one < next);
    assert!(is_up || found.is_sorted_by(|one, next| one > next), "{route}: one strict order: {found:?}");
    let gone: BTreeSet<u64> = (0..GO).map(|n| n * (STAY + GO) / GO).collect();
    let found: BTreeSet<u64> = found.into_iter().collect();
    let missed: Vec<u64> = (0..STAY + GO).filter(|n| !gone.contains(n) && !found.contains(n)).collect();
    assert!(missed.is_empty(), "{route} misses {missed:?}");
}

// control: canis-76, canis-77
#[tokio::test]
async fn every_list_is_walked_among_writers_and_its_cursor_fits_nothing_else() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let place = place(&world, &ben).await;
    // Some lists open only to a session that was raised.
    world.elevated().await;
    let mut chance = StdRng::seed_from_u64(76);
    for (list, route, name) in LISTS {
        // The members of a space and those of its channel are the same rows, and so is what is found in one or all.
        if !["/channels/{channel_id}/members", "/spaces/{space_id}/search", "/search"].contains(&route) {
            let mut tx = world.app.db.write().await.unwrap();
            for n in 0..STAY + GO {
                place.add(&mut tx, list, n).await;
            }
            access::bump(&mut tx, &world.app, place.space).await.unwrap();
            tx.commit().await.unwrap();
            walk_among_writers(&world, &place, (list, route, name), &mut chance).await;
        } else {
            let walked = walk::<Value>(&place.ada, &place.path(route), &[7, 50, 1]).await;
            assert!(walked.len() >= usize::try_from(STAY).unwrap(), "{route}");
        }
    }
    for (_, route, _) in LISTS {
        let others: Vec<String> =
            LISTS.iter().filter(|(_, other, _)| *other != route).map(|(_, other, _)| place.path(other)).collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        walk_all::<Value>(&place.ada, &ben, &place.path(route), &others).await;
    }
    world.stop().await;
}

// control: canis-76
#[test]
fn every_answer_with_many_items_is_a_page_or_bounded() {
    let document = openapi::document();
    let (mut pages, mut whole) = (BTreeSet::new(), BTreeSet::new());
    for (path, verbs) in document["paths"].as_object().unwrap() {
        let schema = &verbs["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let schema = match schema["$ref"].as_str().and_then(|at| at.rsplit('/').next()) {
            Some(name) => &document["components"]["schemas"][name],
            None => schema,
        };
        let path = path.strip_prefix(BASE).unwrap().to_owned();
        if schema["type"] == json!("array") {
            whole.insert(path);
        } else if schema["properties"]["items"]["type"] == json!("array") {
            assert!(schema["properties"]["next_cursor"].is_object(), "{path} has no cursor");
            let named = |name: &str| {
                let parameters = verbs["get"]["parameters"].as_array().unwrap();
                parameters.iter().any(|parameter| parameter["name"] == json!(name))
            };
            assert!(named("cursor") && named("limit"), "{path} cannot be walked");
            assert!(!named("offset") && !named("page"), "{path} pages by number");
            pages.insert(path);
        }
    }
    assert_eq!(pages, LISTS.iter().map(|(_, route, _)| (*route).to_owned()).collect());
    assert_eq!(whole, BOUNDED.iter().map(|(route, _)| (*route).to_owned()).collect());
}
