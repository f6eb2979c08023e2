//! The rows of memberships and timeouts.

use super::people;
use crate::{access::SpaceAccess, error::Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::{ChannelId, RoleId, SpaceId, Timestamp, UserId, account::User, spaces::Member};
use std::collections::HashMap;

macro_rules! columns {
    () => {
        "m.space_id, m.nick, m.joined_ms, t.until_ms, a.id as user_id, a.username, a.display_name, a.avatar_id, a.bio,
         a.pronouns, a.accent, a.instance_role, a.created_ms as user_created_ms"
    };
}

/// A membership without its roles.
pub struct MemberRow {
    /// Where.
    pub space: SpaceId,
    /// Who.
    pub user: User,
    /// Name in this space.
    pub nick: Option<String>,
    /// Since when.
    pub joined_ms: i64,
    /// Silenced until then, perhaps in the past.
    pub until_ms: Option<i64>,
}

impl FromRow for MemberRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            space: row.id("space_id")?,
            user: people::user(row)?,
            nick: row.get("nick")?,
            joined_ms: row.get("joined_ms")?,
            until_ms: row.get("until_ms")?,
        })
    }
}

impl MemberRow {
    /// The member as everybody sees it.
    pub fn with(self, mut roles: Vec<RoleId>, owner: UserId, now_ms: i64) -> Member {
        roles.sort_unstable();
        Member {
            owner: self.user.id == owner,
            user: self.user,
            nick: self.nick,
            roles,
            joined_at: Timestamp(self.joined_ms),
            timeout_until: self.until_ms.filter(|until| *until > now_ms).map(Timestamp),
        }
    }
}

/// The memberships of one person in these spaces.
pub async fn of_person(conn: &mut Conn, user: UserId, spaces: &[SpaceId]) -> Result<Vec<MemberRow>> {
    let members = conn
        .sql(concat!(
            "select ",
            columns!(),
            " from member m
              join account a on a.id = m.account_id
              left join timeout t on t.space_id = m.space_id and t.account_id = m.account_id
              where m.account_id = $1 and m.space_id in (@)"
        ))
        .id(user)
        .ids(spaces.iter().copied())
        .all()
        .await?;
    Ok(members)
}

/// The roles of one person in these spaces.
pub async fn roles_of_person(
    conn: &mut Conn,
    user: UserId,
    spaces: &[SpaceId],
) -> Result<HashMap<SpaceId, Vec<RoleId>>> {
    let rows = conn
        .sql("select space_id, role_id from member_role where account_id = $1 and space_id in (@)")
        .id(user)
        .ids(spaces.iter().copied())
        .rows()
        .await?;
    let mut roles: HashMap<SpaceId, Vec<RoleId>> = HashMap::new();
    for row in rows {
        roles.entry(row.id("space_id")?).or_default().push(row.id("role_id")?);
    }
    Ok(roles)
}

/// These members of a space, in no order.
pub async fn some(conn: &mut Conn, here: &SpaceAccess, users: &[UserId], now_ms: i64) -> Result<Vec<Member>> {
    let rows: Vec<MemberRow> = conn
        .sql(concat!(
            "select ",
            columns!(),
            " from member m
              join account a on a.id = m.account_id
              left join timeout t on t.space_id = m.space_id and t.account_id = m.account_id
              where m.space_id = $1 and m.account_id in (@)"
        ))
        .id(here.space())
        .ids(users.iter().copied())
        .all()
        .await?;
    let mut roles: HashMap<UserId, Vec<RoleId>> = HashMap::new();
    for row in conn
        .sql("select account_id, role_id from member_role where space_id = $1 and account_id in (@)")
        .id(here.space())
        .ids(users.iter().copied())
        .rows()
        .await?
    {
        roles.entry(row.id("account_id")?).or_default().push(row.id("role_id")?);
    }
    let owner = here.world().owner;
    Ok(rows
        .into_iter()
        .map(|row| {
            let held = roles.remove(&row.user.id).unwrap_or_default();
            row.with(held, owner, now_ms)
        })
        .collect())
}

/// One member of a space.
pub async fn one(conn: &mut Conn, here: &SpaceAccess, user: UserId, now_ms: i64) -> Result<Option<Member>> {
    Ok(some(conn, here, &[user], now_ms).await?.pop())
}

/// Marks what was said in a space so far as read by somebody who comes in: unread is what comes after. Channels out of
/// sight too, for the day they come into sight. Marks otherwise belong to messages.
pub async fn begin_reading(tx: &mut Tx, space: SpaceId, user: UserId) -> Result<()> {
    tx.sql(
        "insert into read_state (account_id, channel_id, last_read_seq)
         select $1, id, last_seq from channel where space_id = $2 and last_seq > 0 and deleted_ms is null
         on conflict (account_id, channel_id) do update set last_read_seq = excluded.last_read_seq
         where read_state.last_read_seq < excluded.last_read_seq",
    )
    .id(user)
    .id(space)
    .run()
    .await?;
    Ok(())
}

/// A place in the list of members: lower-cased name in the space, then id.
pub type NameKey = (String, UserId);

/// What narrows the list of members.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Start of username, name or nickname, in small ASCII letters.
    pub start: String,
    /// Only holders of this role.
    pub role: Option<RoleId>,
}

/// The next members by name after a place.
pub async fn by_name(
    conn: &mut Conn,
    here: &SpaceAccess,
    filter: &Filter,
    after: Option<&NameKey>,
    most: i64,
) -> Result<Vec<NameKey>> {
    let rows = conn
        .sql(
            "select lower(coalesce(m.nick, a.display_name)) as name, a.id as user_id
             from member m join account a on a.id = m.account_id
             where m.space_id = $1
               and ($2 = '' or substr(lower(a.username), 1, length($2)) = $2
                 or substr(lower(a.display_name), 1, length($2)) = $2
                 or substr(lower(m.nick), 1, length($2)) = $2)
               and ($3 or exists (
                 select 1 from member_role r
                 where r.space_id = m.space_id and r.account_id = m.account_id and r.role_id = $4))
               and ($5 or (lower(coalesce(m.nick, a.display_name)), a.id) > ($6, $7))
             order by 1, 2
             limit $8",
        )
        .id(here.space())
        .bind(&filter.start)
        .bind(filter.role.is_none())
        .maybe_id(filter.role)
        .bind(after.is_none())
        .bind(after.map_or("", |(name, _)| name))
        .maybe_id(after.map(|(_, id)| *id))
        .bind(most)
        .rows()
        .await?;
    let mut keys = Vec::with_capacity(rows.len());
    for row in rows {
        keys.push((row.get("name")?, row.id("user_id")?));
    }
    Ok(keys)
}

/// True when the person is a member of the space now.
pub async fn is_member(tx: &mut Tx, space: SpaceId, user: UserId) -> Result<bool> {
    let rows =
        tx.sql("select 1 as one from member where space_id = $1 and account_id = $2").id(space).id(user).rows().await?;
    Ok(!rows.is_empty())
}

/// Makes a person a member.
pub async fn insert(tx: &mut Tx, space: SpaceId, user: UserId, now_ms: i64) -> Result<()> {
    tx.sql("insert into member (space_id, account_id, joined_ms) values ($1, $2, $3)")
        .id(space)
        .id(user)
        .bind(now_ms)
        .run()
        .await?;
    Ok(())
}

/// Names a member.
pub async fn set_nick(tx: &mut Tx, here: &SpaceAccess, user: UserId, nick: Option<&str>) -> Result<()> {
    tx.sql("update member set nick = $3 where space_id = $1 and account_id = $2")
        .id(here.space())
        .id(user)
        .bind(nick)
        .run()
        .await?;
    Ok(())
}

/// Ends a membership with its roles, nickname and what was given to the person alone; what was taken from the person
/// alone stays, so that nobody sheds a restriction by coming back. Answers the channels whose overrides changed, or
/// none when there was no membership.
pub async fn remove(tx: &mut Tx, here: &SpaceAccess, user: UserId) -> Result<Option<Vec<ChannelId>>> {
    tx.sql("delete from member_role where space_id = $1 and account_id = $2").id(here.space()).id(user).run().await?;
    let removed =
        tx.sql("delete from member where space_id = $1 and account_id = $2").id(here.space()).id(user).run().await?;
    if removed == 0 {
        return Ok(None);
    }
    tx.sql("update space set member_count = member_count - 1 where id = $1").id(here.space()).run().await?;
    let mut channels = tx
        .sql(
            "delete from channel_override
             where target_kind = 'user' and target_id = $2 and deny = 0
               and channel_id in (select id from channel where space_id = $1)
             returning channel_id as v",
        )
        .id(here.space())
        .id(user)
        .all::<uuid::Uuid>()
        .await?;
    channels.extend(
        tx.sql(
            "update channel_override set allow = 0
             where target_kind = 'user' and target_id = $2 and allow <> 0
               and channel_id in (select id from channel where space_id = $1)
             returning channel_id as v",
        )
        .id(here.space())
        .id(user)
        .all::<uuid::Uuid>()
        .await?,
    );
    Ok(Some(channels.into_iter().map(ChannelId).collect()))
}

/// Silences somebody until a moment.
pub async fn set_timeout(tx: &mut Tx, here: &SpaceAccess, user: UserId, until_ms: i64) -> Result<()> {
    tx.sql(
        "insert into timeout (space_id, account_id, until_ms) values ($1, $2, $3)
         on conflict (space_id, account_id) do update set until_ms = excluded.until_ms",
    )
    .id(here.space())
    .id(user)
    .bind(until_ms)
    .run()
    .await?;
    Ok(())
}

/// Lets somebody speak again.
pub async fn end_timeout(tx: &mut Tx, here: &SpaceAccess, user: UserId) -> Result<()> {
    tx.sql("delete from timeout where space_id = $1 and account_id = $2").id(here.space()).id(user).run().await?;
    Ok(())
}

/// Spaces in which a timeout is over and was not noticed yet.
pub async fn spaces_with_ended_timeouts(conn: &mut Conn, now_ms: i64) -> Result<Vec<SpaceId>> {
    let spaces = conn
        .sql(
            "select distinct space_id as v from timeout join space on space.id = timeout.space_id
             where until_ms <= $1 and deleted_ms is null",
        )
        .bind(now_ms)
        .all::<uuid::Uuid>()
        .await?;
    Ok(spaces.into_iter().map(SpaceId).collect())
}

/// A member after their timeout.
pub struct Freed {
    /// Who.
    pub user: UserId,
    /// Name in this space.
    pub nick: Option<String>,
    /// Roles besides everyone.
    pub roles: Vec<RoleId>,
}

/// Deletes the timeouts of a space that are over, and answers whose they were, as far as they are still members.
pub async fn take_ended_timeouts(tx: &mut Tx, space: SpaceId, now_ms: i64) -> Result<Vec<Freed>> {
    let users = tx
        .sql("delete from timeout where space_id = $1 and until_ms <= $2 returning account_id as v")
        .id(space)
        .bind(now_ms)
        .all::<uuid::Uuid>()
        .await?;
    let mut freed: HashMap<UserId, Freed> = HashMap::new();
    for row in tx
        .sql(
            "select m.account_id, m.nick, r.role_id
             from member m left join member_role r on r.space_id = m.space_id and r.account_id = m.account_id
             where m.space_id = $1 and m.account_id in (@)
             order by r.role_id",
        )
        .id(space)
        .list(users.iter().copied())
        .rows()
        .await?
    {
        let user: UserId = row.id("account_id")?;
        let nick = row.get("nick")?;
        let entry = freed.entry(user).or_insert(Freed { user, nick, roles: Vec::new() });
        entry.roles.extend(row.maybe_id::<RoleId>("role_id")?);
    }
    Ok(freed.into_values().collect())
}
