//! The rows of invites. A code opens a space, so it is kept like a secret: found by its authentication code, and sealed
//! for those who may read it again. Who reads the tables can use none.

use crate::{access::SpaceAccess, brief::user_ref, error::Result, keys::Keys};
use snug_platform::{
    db::{Conn, DbResult, FromRow, Row, Tx},
    ids::Ids,
};
use snug_proto::{SpaceId, Timestamp, UserId, spaces::Invite};

/// What the keys of codes are derived for.
const LABEL: &str = "invite";

macro_rules! columns {
    () => {
        "i.code_mac, i.code_sealed, i.space_id, i.channel_id, i.max_uses, i.uses, i.expires_ms, i.revoked_ms is not null as is_revoked,
         i.created_ms, c.id as creator_id, c.username as creator_username, c.display_name as creator_display_name,
         c.avatar_id as creator_avatar_id, c.state in ('active', 'unverified') as is_creator_well"
    };
}

/// An invite and whether it still opens.
pub struct InviteRow {
    /// The invite.
    pub invite: Invite,
    mac: Vec<u8>,
    sealed: Vec<u8>,
    is_revoked: bool,
    is_creator_well: bool,
}

impl FromRow for InviteRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let invite = Invite {
            code: String::new(),
            space_id: row.id("space_id")?,
            channel_id: row.maybe_id("channel_id")?,
            creator: user_ref(row, "creator_")?,
            max_uses: row.get("max_uses")?,
            uses: row.get("uses")?,
            expires_at: Timestamp(row.get("expires_ms")?),
            created_at: Timestamp(row.get("created_ms")?),
        };
        Ok(Self {
            invite,
            mac: row.get("code_mac")?,
            sealed: row.get("code_sealed")?,
            is_revoked: row.get("is_revoked")?,
            is_creator_well: row.get("is_creator_well")?,
        })
    }
}

/// By which a code is found.
pub fn mac(keys: &Keys, code: &str) -> [u8; 32] {
    keys.mac(LABEL, code.as_bytes())
}

/// The code behind a row; none when the server's key is another one than it was.
fn opened(keys: &Keys, mac: &[u8], sealed: &[u8]) -> Option<String> {
    keys.open(LABEL, mac, sealed).ok().and_then(|code| String::from_utf8(code).ok())
}

impl InviteRow {
    /// With its code in clear.
    fn opened(mut self, keys: &Keys) -> Option<Invite> {
        self.invite.code = opened(keys, &self.mac, &self.sealed)?;
        Some(self.invite)
    }

    /// False once it was revoked, used up, its time is over, or its creator's account is locked.
    pub fn is_live(&self, now_ms: i64) -> bool {
        let Invite { max_uses, uses, expires_at, .. } = self.invite;
        !self.is_revoked && self.is_creator_well && expires_at.0 > now_ms && (max_uses == 0 || uses < max_uses)
    }
}

/// The invite with this code, dead or alive.
pub async fn one(conn: &mut Conn, keys: &Keys, code: &str) -> Result<Option<InviteRow>> {
    let row: Option<InviteRow> = conn
        .sql(concat!(
            "select ",
            columns!(),
            " from invite i join account c on c.id = i.creator_id where i.code_mac = $1"
        ))
        .bind(mac(keys, code))
        .optional()
        .await?;
    Ok(row.map(|mut row| {
        row.invite.code = code.to_owned();
        row
    }))
}

/// The live invites of a space, newest first, after a place; only those of one creator when given.
pub async fn newest(
    conn: &mut Conn,
    keys: &Keys,
    here: &SpaceAccess,
    creator: Option<UserId>,
    after: &(i64, Vec<u8>),
    (most, now_ms): (i64, i64),
) -> Result<Vec<Invite>> {
    let invites: Vec<InviteRow> = conn
        .sql(concat!(
            "select ",
            columns!(),
            " from invite i join account c on c.id = i.creator_id
              where i.space_id = $1 and i.revoked_ms is null and i.expires_ms > $2
                and (i.max_uses = 0 or i.uses < i.max_uses) and c.state in ('active', 'unverified')
                and ($3 or i.creator_id = $4) and (i.created_ms, i.code_mac) < ($5, $6)
              order by i.created_ms desc, i.code_mac desc
              limit $7"
        ))
        .id(here.space())
        .bind(now_ms)
        .bind(creator.is_none())
        .maybe_id(creator)
        .bind(after.0)
        .bind(after.1.as_slice())
        .bind(most)
        .all()
        .await?;
    Ok(invites.into_iter().filter_map(|row| row.opened(keys)).collect())
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
pub async fn insert(tx: &mut Tx, keys: &Keys, ids: &Ids, here: &SpaceAccess, invite: &Invite) -> Result<()> {
    let mac = mac(keys, &invite.code);
    tx.sql(
        "insert into invite (code_mac, code_sealed, space_id, channel_id, creator_id, max_uses, uses, expires_ms,
           created_ms)
         values ($1, $2, $3, $4, $5, $6, 0, $7, $8)",
    )
    .bind(mac)
    .bind(keys.seal(LABEL, &mac, invite.code.as_bytes(), ids))
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
pub async fn spend(tx: &mut Tx, keys: &Keys, code: &str, now_ms: i64) -> Result<bool> {
    let spent = tx
        .sql(
            "update invite set uses = uses + 1
             where code_mac = $1 and revoked_ms is null and expires_ms > $2 and (max_uses = 0 or uses < max_uses)",
        )
        .bind(mac(keys, code))
        .bind(now_ms)
        .run()
        .await?;
    Ok(spent == 1)
}

/// Ends an invite.
pub async fn revoke(tx: &mut Tx, keys: &Keys, here: &SpaceAccess, code: &str, now_ms: i64) -> Result<()> {
    tx.sql("update invite set revoked_ms = $3 where space_id = $1 and code_mac = $2 and revoked_ms is null")
        .id(here.space())
        .bind(mac(keys, code))
        .bind(now_ms)
        .run()
        .await?;
    Ok(())
}

/// Ends the invites that a person made in a space, and answers the codes of those that were live.
pub async fn revoke_of(
    tx: &mut Tx,
    keys: &Keys,
    here: &SpaceAccess,
    creator: UserId,
    now_ms: i64,
) -> Result<Vec<String>> {
    let rows = tx
        .sql(
            "update invite set revoked_ms = $3
             where space_id = $1 and creator_id = $2 and revoked_ms is null and expires_ms > $3
               and (max_uses = 0 or uses < max_uses)
             returning code_mac, code_sealed",
        )
        .id(here.space())
        .id(creator)
        .bind(now_ms)
        .rows()
        .await?;
    let mut codes = Vec::with_capacity(rows.len());
    for row in rows {
        codes.extend(opened(keys, &row.get::<Vec<u8>>("code_mac")?, &row.get::<Vec<u8>>("code_sealed")?));
    }
    Ok(codes)
}

/// The space that a code leads to, whatever its state.
pub async fn space_of(tx: &mut Tx, keys: &Keys, code: &str) -> Result<Option<SpaceId>> {
    let mac = mac(keys, code);
    let space =
        tx.sql("select space_id as v from invite where code_mac = $1").bind(mac).optional::<uuid::Uuid>().await?;
    Ok(space.map(SpaceId))
}
