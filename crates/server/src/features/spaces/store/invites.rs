//! The rows of invites.

use super::people;
use crate::{access::SpaceAccess, error::Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::{SpaceId, Timestamp, UserId, spaces::Invite};

macro_rules! columns {
    () => {
        "i.code, i.space_id, i.channel_id, i.max_uses, i.uses, i.expires_ms, i.revoked_ms is not null as is_revoked,
         i.created_ms, c.id as creator_id, c.username as creator_username, c.display_name as creator_display_name,
         c.avatar_id as creator_avatar_id, c.state in ('active', 'unverified') as is_creator_well"
    };
}

/// An invite and whether it still opens.
pub struct InviteRow {
    /// The invite.
    pub invite: Invite,
    is_revoked: bool,
    is_creator_well: bool,
}

impl FromRow for InviteRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let invite = Invite {
            code: row.get("code")?,
            space_id: row.id("space_id")?,
            channel_id: row.maybe_id("channel_id")?,
            creator: people::user_ref(row, "creator")?,
            max_uses: row.get("max_uses")?,
            uses: row.get("uses")?,
            expires_at: Timestamp(row.get("expires_ms")?),
            created_at: Timestamp(row.get("created_ms")?),
        };
        Ok(Self { invite, is_revoked: row.get("is_revoked")?, is_creator_well: row.get("is_creator_well")? })
    }
}

impl InviteRow {
    /// False once it was revoked, used up, its time is over, or its creator's account is locked.
    pub fn is_live(&self, now_ms: i64) -> bool {
        let Invite { max_uses, uses, expires_at, .. } = self.invite;
        !self.is_revoked && self.is_creator_well && expires_at.0 > now_ms && (max_uses == 0 || uses < max_uses)
    }
}

/// The invite with this code, dead or alive.
pub async fn one(conn: &mut Conn, code: &str) -> Result<Option<InviteRow>> {
    let invite = conn
        .sql(concat!("select ", columns!(), " from invite i join account c on c.id = i.creator_id where i.code = $1"))
        .bind(code)
        .optional()
        .await?;
    Ok(invite)
}

/// The live invites of a space, newest first, after a place; only those of one creator when given.
pub async fn newest(
    conn: &mut Conn,
    here: &SpaceAccess,
    creator: Option<UserId>,
    after: &(i64, String),
    most: i64,
    now_ms: i64,
) -> Result<Vec<Invite>> {
    let invites: Vec<InviteRow> = conn
        .sql(concat!(
            "select ",
            columns!(),
            " from invite i join account c on c.id = i.creator_id
              where i.space_id = $1 and i.revoked_ms is null and i.expires_ms > $2
                and (i.max_uses = 0 or i.uses < i.max_uses) and c.state in ('active', 'unverified')
                and ($3 or i.creator_id = $4) and (i.created_ms, i.code) < ($5, $6)
              order by i.created_ms desc, i.code desc
              limit $7"
        ))
        .id(here.space())
        .bind(now_ms)
        .bind(creator.is_none())
        .maybe_id(creator)
        .bind(after.0)
        .bind(&after.1)
        .bind(most)
        .all()
        .await?;
    Ok(invites.into_iter().map(|row| row.invite).collect())
}

/// How many live invites a space has, and how many of them one member made.
pub async fn count_live(tx: &mut Tx, here: &SpaceAccess, creator: UserId, now_ms: i64) -> Result<(i64, i64)> {
    let rows = tx
        .sql(
            "select count(*) as in_space, count(*) filter (where creator_id = $3) as own
             from invite
             where space_id = $1 and revoked_ms is null and expires_ms > $2 and (max_uses = 0 or uses < max_uses)",
        )
        .id(here.space())
        .bind(now_ms)
        .id(creator)
        .rows()
        .await?;
    match rows.first() {
        Some(row) => Ok((row.get("in_space")?, row.get("own")?)),
        None => Ok((0, 0)),
    }
}

/// Makes an invite.
pub async fn insert(tx: &mut Tx, here: &SpaceAccess, invite: &Invite) -> Result<()> {
    tx.sql(
        "insert into invite (code, space_id, channel_id, creator_id, max_uses, uses, expires_ms, created_ms)
         values ($1, $2, $3, $4, $5, 0, $6, $7)",
    )
    .bind(&invite.code)
    .id(here.space())
    .maybe_id(invite.channel_id)
    .id(here.actor())
    .bind(invite.max_uses)
    .bind(invite.expires_at.0)
    .bind(invite.created_at.0)
    .run()
    .await?;
    Ok(())
}

/// Counts one use, if the invite still opens at this moment; answers whether it did.
pub async fn spend(tx: &mut Tx, code: &str, now_ms: i64) -> Result<bool> {
    let spent = tx
        .sql(
            "update invite set uses = uses + 1
             where code = $1 and revoked_ms is null and expires_ms > $2 and (max_uses = 0 or uses < max_uses)",
        )
        .bind(code)
        .bind(now_ms)
        .run()
        .await?;
    Ok(spent == 1)
}

/// Ends an invite.
pub async fn revoke(tx: &mut Tx, here: &SpaceAccess, code: &str, now_ms: i64) -> Result<()> {
    tx.sql("update invite set revoked_ms = $3 where space_id = $1 and code = $2 and revoked_ms is null")
        .id(here.space())
        .bind(code)
        .bind(now_ms)
        .run()
        .await?;
    Ok(())
}

/// Ends the invites that a person made in a space, and answers the codes of those that were live.
pub async fn revoke_of(tx: &mut Tx, here: &SpaceAccess, creator: UserId, now_ms: i64) -> Result<Vec<String>> {
    let codes = tx
        .sql(
            "update invite set revoked_ms = $3
             where space_id = $1 and creator_id = $2 and revoked_ms is null and expires_ms > $3
               and (max_uses = 0 or uses < max_uses)
             returning code as v",
        )
        .id(here.space())
        .id(creator)
        .bind(now_ms)
        .all()
        .await?;
    Ok(codes)
}

/// The space that a code leads to, whatever its state.
pub async fn space_of(tx: &mut Tx, code: &str) -> Result<Option<SpaceId>> {
    let space = tx.sql("select space_id as v from invite where code = $1").bind(code).optional::<uuid::Uuid>().await?;
    Ok(space.map(SpaceId))
}
