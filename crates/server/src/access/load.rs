//! Loading worlds, and making proofs from them.

use super::{
    cache::Worlds,
    conversation::Conversation,
    proof::{ChannelAccess, SpaceAccess},
    rules,
    world::{ChannelNode, MemberNode, RoleNode, World},
};
use crate::{
    app::App,
    error::{Error, Result},
    events::{Announce, Signal},
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::{
    ChannelId, Perms, RoleId, SpaceId, UserId,
    channels::{Override, OverrideTarget},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// How often a world is read anew that changed meanwhile.
const TRIES: usize = 4;

/// Proves that the actor is a member of the space. On a transaction the version is compared in its own snapshot.
///
/// # Errors
/// `not_found`: no such space, or the actor is not a member of it.
pub async fn space(conn: &mut Conn, app: &App, actor: UserId, space: SpaceId) -> Result<SpaceAccess> {
    enter(world(conn, app, space).await?, actor, app.clock.now_ms())
}

fn enter(world: Arc<World>, actor: UserId, now_ms: i64) -> Result<SpaceAccess> {
    if world.suspended || !world.has_member(actor) {
        return Err(Error::not_found());
    }
    let perms = rules::in_space(&world, actor, now_ms);
    Ok(SpaceAccess { world, actor, perms, now_ms })
}

/// As [`channel`], for a transaction that has just read the version of the space: costs nothing with a warm cache.
///
/// # Errors
/// `not_found`: no such channel, or out of the actor's sight.
pub async fn channel_at(
    conn: &mut Conn,
    app: &App,
    actor: UserId,
    channel: ChannelId,
    version: Option<i64>,
) -> Result<ChannelAccess> {
    let known = app.worlds.home(channel).and_then(|home| app.worlds.get(home));
    match known.filter(|world| Some(world.version) == version) {
        Some(world) => enter(world, actor, app.clock.now_ms())?.channel(channel),
        None => self::channel(conn, app, actor, channel).await,
    }
}

/// Proves that the actor can view the channel.
///
/// # Errors
/// `not_found`: no such channel, or out of the actor's sight.
pub async fn channel(conn: &mut Conn, app: &App, actor: UserId, channel: ChannelId) -> Result<ChannelAccess> {
    let home = match app.worlds.home(channel) {
        Some(home) => Home::Space(home),
        None => home(conn, channel).await?,
    };
    match home {
        Home::Space(home) => space(conn, app, actor, home).await?.channel(channel),
        Home::Nowhere(conversation) => ChannelAccess::in_conversation(conversation, actor),
    }
}

/// Where a channel stands.
enum Home {
    Space(SpaceId),
    Nowhere(Conversation),
}

/// Looks where a channel stands, and who is in it if it is a conversation: one statement.
async fn home(conn: &mut Conn, channel: ChannelId) -> Result<Home> {
    let rows = conn
        .sql(
            "select c.space_id, c.kind, c.encryption, c.access_version, c.last_seq, c.creator_id,
               c.kind = 'direct' and exists (
                 select 1 from block b
                 join conversation_member x on x.channel_id = c.id and x.account_id = b.blocker_id
                 join conversation_member y on y.channel_id = c.id and y.account_id = b.blocked_id) as is_blocked,
               m.account_id, m.from_seq
             from channel c left join conversation_member m on m.channel_id = c.id
             where c.id = $1 and c.deleted_ms is null",
        )
        .id(channel)
        .rows()
        .await?;
    let first = rows.first().ok_or_else(Error::not_found)?;
    if let Some(space) = first.maybe_id("space_id")? {
        return Ok(Home::Space(space));
    }
    let mut parties = BTreeMap::new();
    for row in &rows {
        if let Some(user) = row.maybe_id("account_id")? {
            parties.insert(user, row.get("from_seq")?);
        }
    }
    Ok(Home::Nowhere(Conversation {
        id: channel,
        kind: first.word("kind")?,
        encryption: first.word("encryption")?,
        version: first.get("access_version")?,
        last_seq: first.get("last_seq")?,
        creator: first.maybe_id("creator_id")?,
        is_blocked: first.get("is_blocked")?,
        parties,
    }))
}

/// A conversation, for what is said there in nobody's name.
///
/// # Errors
/// `not_found`: no such conversation.
pub async fn conversation(conn: &mut Conn, channel: ChannelId) -> Result<Conversation> {
    match home(conn, channel).await? {
        Home::Nowhere(conversation) => Ok(conversation),
        Home::Space(_) => Err(Error::not_found()),
    }
}

/// The spaces that a person is a member of, in the order of joining.
pub async fn spaces_of(conn: &mut Conn, user: UserId) -> Result<Vec<SpaceId>> {
    let spaces = conn
        .sql(
            "select m.space_id as v from member m join space s on s.id = m.space_id
             where m.account_id = $1 and s.deleted_ms is null and s.suspended_ms is null
             order by m.joined_ms, m.space_id",
        )
        .id(user)
        .all::<uuid::Uuid>()
        .await?;
    Ok(spaces.into_iter().map(SpaceId).collect())
}

/// The world of a space at its newest version. Costs nothing on a plain read with a warm cache, one statement in a
/// transaction, and seven when it must be loaded.
///
/// # Errors
/// `not_found`: no such space.
pub async fn world(conn: &mut Conn, app: &App, space: SpaceId) -> Result<Arc<World>> {
    let (epoch, known) = (app.worlds.epoch(), app.worlds.get(space));
    if let (Some(world), false) = (&known, conn.is_transaction() || app.is_bus_deaf()) {
        return Ok(world.clone());
    }
    let mut head = head(conn, space).await?;
    if let Some(world) = known.filter(|world| world.version == head.version) {
        return Ok(world);
    }
    let mut tries = 0;
    loop {
        tries += 1;
        let version = head.version;
        let world = Arc::new(load(conn, space, head).await?);
        // Statements may each see another moment: what did not change in between was one.
        head = self::head(conn, space).await?;
        let is_one_moment = head.version == version;
        if is_one_moment && !conn.is_transaction() {
            // What a transaction sees may never be committed.
            app.worlds.keep(&world, epoch);
        }
        // Where rights change all the time nobody waits for a pause: what comes next is announced.
        if is_one_moment || tries >= TRIES {
            return Ok(world);
        }
    }
}

async fn head(conn: &mut Conn, space: SpaceId) -> Result<Head> {
    conn.sql(
        "select access_version, owner_id, suspended_ms is not null as is_suspended
         from space where id = $1 and deleted_ms is null",
    )
    .id(space)
    .optional()
    .await?
    .ok_or_else(Error::not_found)
}

/// Raises the version of the space and locks its row, so that changes of rights happen one after the other. Call it
/// first in every transaction that changes roles, overrides, membership, timeouts or channels; afterwards every node
/// looks again.
///
/// # Errors
/// `not_found`: no such space.
pub async fn bump(tx: &mut Tx, app: &App, space: SpaceId) -> Result<i64> {
    let version: i64 = tx
        .sql(
            "update space set access_version = access_version + 1 where id = $1 and deleted_ms is null
             returning access_version as v",
        )
        .id(space)
        .optional()
        .await?
        .ok_or_else(Error::not_found)?;
    forget_after(tx, &app.worlds, space, version);
    Ok(version)
}

/// Raises the version of a conversation and locks its row, so that changes of its people happen one after the other and
/// nobody speaks meanwhile. Look at the people afterwards.
///
/// # Errors
/// `not_found`: no such conversation.
pub async fn bump_conversation(tx: &mut Tx, channel: ChannelId) -> Result<i64> {
    tx.sql(
        "update channel set access_version = access_version + 1
         where id = $1 and space_id is null and deleted_ms is null returning access_version as v",
    )
    .id(channel)
    .optional()
    .await?
    .ok_or_else(Error::not_found)
}

/// Makes this node forget the world at once after the commit, and tells the others.
pub fn forget_after(tx: &mut Tx, worlds: &Worlds, space: SpaceId, version: i64) {
    let worlds = worlds.clone();
    tx.afterwards(move || worlds.outdate(space, version));
    tx.signal(Signal::AccessChanged { space, version });
}

struct Head {
    version: i64,
    owner: UserId,
    suspended: bool,
}

impl FromRow for Head {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            version: row.get("access_version")?,
            owner: row.id("owner_id")?,
            suspended: row.get("is_suspended")?,
        })
    }
}

/// Reads a bit set from its column.
pub fn perms(row: &Row, column: &str) -> DbResult<Perms> {
    Ok(Perms(u64::from_ne_bytes(row.get::<i64>(column)?.to_ne_bytes())))
}

async fn load(conn: &mut Conn, space: SpaceId, head: Head) -> Result<World> {
    let mut everyone = None;
    let mut roles = HashMap::new();
    for row in conn
        .sql("select id, position, permissions, mentionable, is_everyone from role where space_id = $1")
        .id(space)
        .rows()
        .await?
    {
        let id: RoleId = row.id("id")?;
        if row.get("is_everyone")? {
            everyone = Some(id);
        }
        let node = RoleNode {
            position: row.get("position")?,
            permissions: perms(&row, "permissions")?,
            mentionable: row.get("mentionable")?,
        };
        roles.insert(id, node);
    }
    let everyone = everyone.ok_or_else(|| anyhow::anyhow!("a space without an everyone role"))?;
    let channels = load_channels(conn, space).await?;
    let members = load_members(conn, space).await?;
    Ok(World {
        space,
        version: head.version,
        owner: head.owner,
        suspended: head.suspended,
        everyone,
        roles,
        channels,
        members,
    })
}

async fn load_channels(conn: &mut Conn, space: SpaceId) -> Result<HashMap<ChannelId, ChannelNode>> {
    let mut channels = HashMap::new();
    for row in conn
        .sql(
            "select id, kind, parent_id, position, encryption, slow_mode_seconds
             from channel where space_id = $1 and deleted_ms is null",
        )
        .id(space)
        .rows()
        .await?
    {
        let node = ChannelNode {
            kind: row.word("kind")?,
            parent: row.maybe_id("parent_id")?,
            position: row.get("position")?,
            overrides: Vec::new(),
            encryption: row.word("encryption")?,
            slow_mode_seconds: row.get("slow_mode_seconds")?,
        };
        channels.insert(row.id("id")?, node);
    }
    for row in conn
        .sql(
            "select o.channel_id, o.target_kind, o.target_id, o.allow, o.deny
             from channel_override o join channel c on c.id = o.channel_id
             where c.space_id = $1 and c.deleted_ms is null
             order by o.channel_id, o.target_kind, o.target_id",
        )
        .id(space)
        .rows()
        .await?
    {
        let channel: ChannelId = row.id("channel_id")?;
        if let Some(node) = channels.get_mut(&channel) {
            node.overrides.push(override_of(&row)?);
        }
    }
    Ok(channels)
}

/// Reads an override from its columns.
pub fn override_of(row: &Row) -> DbResult<Override> {
    let target = match row.get::<String>("target_kind")?.as_str() {
        "role" => OverrideTarget::Role(row.id("target_id")?),
        _ => OverrideTarget::User(row.id("target_id")?),
    };
    Ok(Override { target, allow: perms(row, "allow")?, deny: perms(row, "deny")? })
}

async fn load_members(conn: &mut Conn, space: SpaceId) -> Result<HashMap<UserId, MemberNode>> {
    let mut members: HashMap<UserId, MemberNode> = HashMap::new();
    for row in conn
        .sql(
            "select m.account_id, t.until_ms, r.role_id
             from member m
             left join timeout t on t.space_id = m.space_id and t.account_id = m.account_id
             left join member_role r on r.space_id = m.space_id and r.account_id = m.account_id
             where m.space_id = $1",
        )
        .id(space)
        .rows()
        .await?
    {
        let node = members.entry(row.id("account_id")?).or_default();
        node.timeout_until_ms = row.get("until_ms")?;
        node.roles.extend(row.maybe_id::<RoleId>("role_id")?);
    }
    Ok(members)
}
