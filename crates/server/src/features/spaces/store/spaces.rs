//! The rows of spaces themselves.

use super::by_staff::Over;
use crate::{
    access::{Elevated, SpaceAccess},
    error::Result,
    pictures::picture,
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{
    ChannelId, FileId, Perms, RoleId, SpaceId, Timestamp, UserId,
    admin::SpaceRef,
    instance::Locale,
    limits::VOICE_BITRATE,
    spaces::{DefaultNotifications, JoinGate, Space},
};
use std::collections::BTreeSet;

macro_rules! columns {
    () => {
        "id, name, description, icon_id, owner_id, locale, default_notifications, system_channel_id, rules_channel_id,
         join_gate, member_count, access_version, suspended_ms is not null as is_suspended, space.created_ms"
    };
}

/// A space as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceRow {
    /// Id.
    pub id: SpaceId,
    /// Name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Picture.
    pub icon: Option<FileId>,
    /// Who owns it.
    pub owner: UserId,
    /// Main language.
    pub locale: Locale,
    /// What notifies members who chose nothing.
    pub default_notifications: DefaultNotifications,
    /// Where joins are announced.
    pub system_channel: Option<ChannelId>,
    /// Where the rules stand.
    pub rules_channel: Option<ChannelId>,
    /// Who can join by an invite.
    pub join_gate: JoinGate,
    /// How many members.
    pub member_count: i64,
    /// Raised by every change of rights.
    pub access_version: i64,
    /// Locked by staff.
    pub is_suspended: bool,
    /// Since when.
    pub created_ms: i64,
}

impl FromRow for SpaceRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            description: row.get("description")?,
            icon: row.maybe_id("icon_id")?,
            owner: row.id("owner_id")?,
            locale: row.word("locale")?,
            default_notifications: row.word("default_notifications")?,
            system_channel: row.maybe_id("system_channel_id")?,
            rules_channel: row.maybe_id("rules_channel_id")?,
            join_gate: row.word("join_gate")?,
            member_count: row.get("member_count")?,
            access_version: row.get("access_version")?,
            is_suspended: row.get("is_suspended")?,
            created_ms: row.get("created_ms")?,
        })
    }
}

impl SpaceRow {
    /// The space as one member sees it: no channel is named that is out of their sight.
    pub fn seen_by(self, here: &SpaceAccess) -> Space {
        self.seen_with(here.perms(), |channel| here.shows(channel))
    }

    /// The channels that it names.
    pub fn named(&self) -> BTreeSet<ChannelId> {
        self.system_channel.into_iter().chain(self.rules_channel).collect()
    }

    /// The space with these own rights, naming a channel only where it is shown.
    pub fn seen_with(self, permissions: Perms, is_shown: impl Fn(ChannelId) -> bool) -> Space {
        Space {
            id: self.id,
            name: self.name,
            description: self.description,
            icon: self.icon.map(picture),
            owner_id: self.owner,
            locale: self.locale,
            default_notifications: self.default_notifications,
            system_channel_id: self.system_channel.filter(|channel| is_shown(*channel)),
            rules_channel_id: self.rules_channel.filter(|channel| is_shown(*channel)),
            join_gate: self.join_gate,
            member_count: self.member_count,
            suspended: self.is_suspended,
            created_at: Timestamp(self.created_ms),
            access_version: self.access_version,
            permissions,
        }
    }
}

/// A space with what decides the rights of one member in it.
pub struct Joined {
    /// The space.
    pub row: SpaceRow,
    /// Since when the member is one.
    pub joined_ms: i64,
    /// Silenced until then.
    pub timeout_until_ms: Option<i64>,
}

impl FromRow for Joined {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            row: SpaceRow::from_row(row)?,
            joined_ms: row.get("joined_ms")?,
            timeout_until_ms: row.get("until_ms")?,
        })
    }
}

struct Named(SpaceRef);

impl FromRow for Named {
    fn from_row(row: &Row) -> DbResult<Self> {
        let icon = row.maybe_id("icon_id")?.map(picture);
        Ok(Self(SpaceRef { id: row.id("id")?, name: row.get("name")?, icon }))
    }
}

/// The spaces that a person owns, oldest first.
pub async fn owned(conn: &mut Conn, _: &Elevated, user: UserId) -> Result<Vec<SpaceRef>> {
    let found: Vec<Named> = conn
        .sql(
            "select id, name, icon_id from space where owner_id = $1 and deleted_ms is null
             order by created_ms, id limit 1000",
        )
        .id(user)
        .all()
        .await?;
    Ok(found.into_iter().map(|Named(space)| space).collect())
}

/// The live spaces of a person after a place in the order of joining.
pub async fn joined(conn: &mut Conn, user: UserId, after: (i64, SpaceId), most: i64) -> Result<Vec<Joined>> {
    let spaces = conn
        .sql(concat!(
            "select ",
            columns!(),
            ", joined_ms, until_ms
             from member
             join space on space.id = member.space_id
             left join timeout on timeout.space_id = member.space_id and timeout.account_id = member.account_id
             where member.account_id = $1 and deleted_ms is null and suspended_ms is null
               and (joined_ms, member.space_id) > ($2, $3)
             order by joined_ms, member.space_id
             limit $4"
        ))
        .id(user)
        .bind(after.0)
        .id(after.1)
        .bind(most)
        .all()
        .await?;
    Ok(spaces)
}

/// Ids of the live spaces of a person, in the order of joining.
pub async fn joined_ids(conn: &mut Conn, user: UserId) -> Result<Vec<SpaceId>> {
    let ids = conn
        .sql(
            "select space_id as v
             from member join space on space.id = member.space_id
             where account_id = $1 and deleted_ms is null and suspended_ms is null
             order by joined_ms, space_id",
        )
        .id(user)
        .all::<uuid::Uuid>()
        .await?;
    Ok(ids.into_iter().map(SpaceId).collect())
}

/// The space of a proof.
pub async fn one(conn: &mut Conn, here: &SpaceAccess) -> Result<SpaceRow> {
    let space = conn.sql(concat!("select ", columns!(), " from space where id = $1")).id(here.space()).one().await?;
    Ok(space)
}

/// A live space by id, for those who hold an invite to it.
pub async fn invited(conn: &mut Conn, space: SpaceId) -> Result<Option<SpaceRow>> {
    let space = conn
        .sql(concat!(
            "select ",
            columns!(),
            " from space where id = $1 and deleted_ms is null and suspended_ms is null"
        ))
        .id(space)
        .optional()
        .await?;
    Ok(space)
}

/// Locks the row of a live space until the end of the transaction, for changes that touch no rights.
pub async fn lock(tx: &mut Tx, space: SpaceId) -> Result<Option<SpaceRow>> {
    let space = tx
        .sql(concat!(
            "update space set member_count = member_count where id = $1 and deleted_ms is null returning ",
            columns!()
        ))
        .id(space)
        .optional()
        .await?;
    Ok(space)
}

/// What a new space begins with.
pub struct Beginning {
    /// The space.
    pub space: SpaceRow,
    /// Its role of everybody.
    pub everyone: RoleId,
    /// Its first category.
    pub category: ChannelId,
    /// Its first text channel.
    pub text: ChannelId,
    /// Its first voice channel.
    pub voice: ChannelId,
}

/// Makes a space with the role of everybody, its first channels and its owner's membership.
pub async fn insert(tx: &mut Tx, new: &Beginning) -> Result<()> {
    let space = &new.space;
    tx.sql(
        "insert into space (id, name, description, icon_id, owner_id, locale, default_notifications, join_gate,
                            member_count, access_version, created_ms)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .id(space.id)
    .bind(&space.name)
    .bind(space.description.as_deref())
    .maybe_id(space.icon)
    .id(space.owner)
    .bind(word(&space.locale))
    .bind(word(&space.default_notifications))
    .bind(word(&space.join_gate))
    .bind(space.member_count)
    .bind(space.access_version)
    .bind(space.created_ms)
    .run()
    .await?;
    tx.sql(
        "insert into role (id, space_id, name, position, permissions, mentionable, hoist, is_everyone, created_ms)
         values ($1, $2, 'everyone', 0, $3, false, false, true, $4)",
    )
    .id(new.everyone)
    .id(space.id)
    .bind(super::roles::number(Perms::DEFAULT))
    .bind(space.created_ms)
    .run()
    .await?;
    tx.sql("insert into member (space_id, account_id, joined_ms) values ($1, $2, $3)")
        .id(space.id)
        .id(space.owner)
        .bind(space.created_ms)
        .run()
        .await?;
    insert_channels(tx, new).await
}

/// The first channels. Rows of channels otherwise belong to their own capability; a space without one never exists.
async fn insert_channels(tx: &mut Tx, new: &Beginning) -> Result<()> {
    tx.sql(
        "insert into channel (id, space_id, kind, parent_id, name, position, slow_mode_seconds, encryption, last_seq,
                              user_limit, bitrate, nsfw, created_ms)
         values ($1, $2, 'category', null, 'Channels', 0, 0, 'off', 0, 0, null, false, $5),
                ($3, $2, 'text', $1, 'general', 0, 0, 'off', 0, 0, null, false, $5),
                ($4, $2, 'voice', $1, 'Lounge', 1, 0, 'off', 0, 0, $6, false, $5)",
    )
    .id(new.category)
    .id(new.space.id)
    .id(new.text)
    .id(new.voice)
    .bind(new.space.created_ms)
    .bind(VOICE_BITRATE)
    .run()
    .await?;
    Ok(())
}

/// Writes what can be changed of a space.
pub async fn update(tx: &mut Tx, here: &SpaceAccess, space: &SpaceRow) -> Result<()> {
    tx.sql(
        "update space
         set name = $2, description = $3, icon_id = $4, locale = $5, default_notifications = $6,
             system_channel_id = $7, rules_channel_id = $8, join_gate = $9
         where id = $1",
    )
    .id(here.space())
    .bind(&space.name)
    .bind(space.description.as_deref())
    .maybe_id(space.icon)
    .bind(word(&space.locale))
    .bind(word(&space.default_notifications))
    .maybe_id(space.system_channel)
    .maybe_id(space.rules_channel)
    .bind(word(&space.join_gate))
    .run()
    .await?;
    Ok(())
}

/// Gives the space to somebody else.
pub async fn set_owner(tx: &mut Tx, over: Over, owner: UserId) -> Result<()> {
    tx.sql("update space set owner_id = $2 where id = $1").id(over.space()).id(owner).run().await?;
    Ok(())
}

/// Takes the space out of everybody's sight, and ends its invites.
pub async fn delete(tx: &mut Tx, over: Over, now_ms: i64) -> Result<()> {
    tx.sql("update space set deleted_ms = $2 where id = $1").id(over.space()).bind(now_ms).run().await?;
    tx.sql("update invite set revoked_ms = $2 where space_id = $1 and revoked_ms is null")
        .id(over.space())
        .bind(now_ms)
        .run()
        .await?;
    Ok(())
}

/// Counts one member more, unless the space is full.
pub async fn count_in(tx: &mut Tx, space: SpaceId, most: i64) -> Result<bool> {
    let counted = tx
        .sql("update space set member_count = member_count + 1 where id = $1 and member_count < $2")
        .id(space)
        .bind(most)
        .run()
        .await?;
    Ok(counted == 1)
}

/// Forgets a channel that is gone wherever the space names it; answers whether it did.
pub async fn forget_channel(tx: &mut Tx, here: &SpaceAccess, channel: ChannelId) -> Result<bool> {
    let forgotten = tx
        .sql(
            "update space
             set system_channel_id = case when system_channel_id = $2 then null else system_channel_id end,
                 rules_channel_id = case when rules_channel_id = $2 then null else rules_channel_id end
             where id = $1 and (system_channel_id = $2 or rules_channel_id = $2)",
        )
        .id(here.space())
        .id(channel)
        .run()
        .await?;
    Ok(forgotten > 0)
}
