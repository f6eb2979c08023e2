//! SQL of what was read and what was not.

use crate::{access::ChannelAccess, error::Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::{ChannelId, UserId, reads::ReadState};

struct ReadRow(ReadState);

impl FromRow for ReadRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(ReadState {
            channel_id: row.id("channel_id")?,
            last_read_seq: row.get("last_read_seq")?,
            last_seq: row.get("last_seq")?,
            unread: row.get("unread")?,
            mentions: row.get("mentions")?,
        }))
    }
}

/// Channels of one statement.
const AT_ONCE: usize = 8_192;

/// How far a person has read these channels, in one statement for any usual number. Each count stops at 100, and looks
/// at no more than the newest 1,000 messages beyond the mark; what the place says by itself, and what was said by
/// somebody whom the person blocked, is not unread, and across a block nobody calls anybody.
pub async fn of(conn: &mut Conn, user: UserId, channels: &[ChannelId]) -> Result<Vec<ReadState>> {
    let mut found = Vec::with_capacity(channels.len());
    for channels in channels.chunks(AT_ONCE) {
        found.extend(some(conn, user, channels).await?);
    }
    Ok(found)
}

async fn some(conn: &mut Conn, user: UserId, channels: &[ChannelId]) -> Result<Vec<ReadState>> {
    // A call of everyone is kept with the space as its target.
    let rows: Vec<ReadRow> = conn
        .sql(
            "select c.id as channel_id, c.last_seq, coalesce(r.last_read_seq, 0) as last_read_seq,
               (select count(*) from (
                  select 1 from (
                    select m.author_id, m.kind from message m
                    where m.channel_id = c.id and m.seq > coalesce(r.last_read_seq, 0) and m.deleted_ms is null
                    order by m.seq desc limit 1000) as newest
                  where newest.kind <> 'system' and newest.author_id is distinct from $1
                    and not exists (
                      select 1 from block b where b.blocker_id = $1 and b.blocked_id = newest.author_id)
                  limit 100) as counted) as unread,
               (select count(*) from (
                  select distinct x.seq from mention x join message m on m.id = x.message_id
                  where x.channel_id = c.id and x.seq > coalesce(r.last_read_seq, 0)
                    and x.target_id in (
                      select $1 union all select c.space_id union all
                      select o.role_id from member_role o where o.space_id = c.space_id and o.account_id = $1)
                    and m.author_id is distinct from $1
                    and not exists (
                      select 1 from block b
                      where (b.blocker_id = $1 and b.blocked_id = m.author_id)
                        or (b.blocker_id = m.author_id and b.blocked_id = $1))
                  limit 100) as counted) as mentions
             from channel c left join read_state r on r.channel_id = c.id and r.account_id = $1
             where c.id in (@)
             order by c.id",
        )
        .id(user)
        .ids(channels.iter().copied())
        .all()
        .await?;
    Ok(rows.into_iter().map(|ReadRow(read)| read).collect())
}

/// Moves the mark forward; with `is_back` also back. False when it stays where it was.
pub async fn mark(tx: &mut Tx, here: &ChannelAccess, seq: i64, is_back: bool) -> Result<bool> {
    let rows = tx
        .sql(
            "insert into read_state (account_id, channel_id, last_read_seq)
             select $1, id, case when last_seq < $3 then last_seq else $3 end from channel where id = $2
             on conflict (account_id, channel_id) do update set last_read_seq = excluded.last_read_seq
             where read_state.last_read_seq < excluded.last_read_seq
               or ($4 and read_state.last_read_seq <> excluded.last_read_seq)",
        )
        .id(here.actor())
        .id(here.channel())
        .bind(seq.max(here.from_seq()))
        .bind(is_back)
        .run()
        .await?;
    Ok(rows > 0)
}

/// Marks channels as read to their newest message, and names those whose mark moved.
pub async fn mark_all(tx: &mut Tx, user: UserId, channels: &[ChannelId]) -> Result<Vec<ChannelId>> {
    let mut moved = Vec::new();
    for channels in channels.chunks(AT_ONCE) {
        moved.extend(mark_some(tx, user, channels).await?);
    }
    Ok(moved)
}

async fn mark_some(tx: &mut Tx, user: UserId, channels: &[ChannelId]) -> Result<Vec<ChannelId>> {
    let moved: Vec<uuid::Uuid> = tx
        .sql(
            "insert into read_state (account_id, channel_id, last_read_seq)
             select $1, id, last_seq from channel where id in (@) and last_seq > 0
             on conflict (account_id, channel_id) do update set last_read_seq = excluded.last_read_seq
             where read_state.last_read_seq < excluded.last_read_seq
             returning channel_id as v",
        )
        .id(user)
        .ids(channels.iter().copied())
        .all()
        .await?;
    Ok(moved.into_iter().map(ChannelId).collect())
}
