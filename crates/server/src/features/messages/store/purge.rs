//! SQL that deletes messages for good.

use crate::{
    error::Result,
    features::{files, messages::search},
};
use snug_platform::db::Tx;
use snug_proto::{ChannelId, MessageId};

/// Deletes the newest messages of a channel with all that hangs on them; answers how many. Newest first: an answer
/// goes before what it answers.
pub async fn newest(tx: &mut Tx, channel: ChannelId, most: i64) -> Result<usize> {
    let ids: Vec<uuid::Uuid> = tx
        .sql("select id as v from message where channel_id = $1 order by seq desc limit $2")
        .id(channel)
        .bind(most)
        .all()
        .await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let messages: Vec<MessageId> = ids.iter().copied().map(MessageId).collect();
    files::delete_of_messages(tx, &messages).await?;
    search::forget(tx, &messages).await?;
    let ids = || ids.iter().copied();
    tx.sql("delete from message_revision where message_id in (@)").ids(ids()).run().await?;
    tx.sql("delete from mention where message_id in (@)").ids(ids()).run().await?;
    tx.sql("delete from reaction where message_id in (@)").ids(ids()).run().await?;
    tx.sql("delete from pin where message_id in (@)").ids(ids()).run().await?;
    tx.sql("delete from message where id in (@)").ids(ids()).run().await?;
    Ok(messages.len())
}

/// Makes nonces free that were used before then; answers how many, `most` at most.
pub async fn free_nonces(tx: &mut Tx, before_ms: i64, most: i64) -> Result<u64> {
    let freed = tx
        .sql(
            "update message set nonce = null, nonce_digest = null, nonce_ms = null
             where id in (select id from message where nonce_ms <= $1 order by nonce_ms limit $2)",
        )
        .bind(before_ms)
        .bind(most)
        .run()
        .await?;
    Ok(freed)
}
