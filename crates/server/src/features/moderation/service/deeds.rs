//! What a resolution does. Each deed checks the rights of the caller itself.

use crate::{
    access::SpaceAccess,
    edge::http::Cx,
    error::{Error, Result},
    features::{
        audit::Deed,
        identity, messages,
        moderation::{model::Order, store::ReportRow},
        spaces,
    },
};
use snug_platform::db::Tx;
use snug_proto::{Code, MessageId, UserId, spaces::NewBan};

/// Does it. None: there was nothing to do, or nothing that stands in the trail by itself.
pub async fn perform(tx: &mut Tx, cx: &Cx, here: &SpaceAccess, row: &ReportRow, order: Order) -> Result<Option<Deed>> {
    match order {
        Order::None => Ok(None),
        Order::Warn => {
            identity::warn(tx, &cx.app, accused(row)?, cx.now_ms).await?;
            Ok(None)
        }
        Order::Delete => match messages::delete_in(tx, cx, MessageId(row.target)).await {
            Err(error) if error.code() == Code::NotFound => Err(Error::forbidden("sight of the channel")),
            done => done,
        },
        Order::Timeout(seconds) => {
            let done = spaces::timeout_in(tx, cx, here, accused(row)?, seconds).await;
            member(done.map(|(_, deed)| deed))
        }
        Order::Kick => member(spaces::kick_in(tx, cx, here, accused(row)?).await.map(Some)),
        Order::Ban(expires_in_seconds) => {
            let new = NewBan { reason: None, delete_messages_seconds: 0, expires_in_seconds };
            member(in_words(spaces::ban_in(tx, cx, here, accused(row)?, &new).await))
        }
    }
}

/// Whom it accuses.
fn accused(row: &ReportRow) -> Result<UserId> {
    row.accused.ok_or_else(|| Error::conflict("There is nobody any more whom this could reach."))
}

/// Who is gone cannot be acted on: the report waits for another answer.
fn member<T>(done: Result<T>) -> Result<T> {
    match done {
        Err(error) if error.code() == Code::NotFound => Err(Error::conflict("They are not in the space any more.")),
        done => done,
    }
}

/// The field at fault, as the resolution calls it.
fn in_words<T>(done: Result<T>) -> Result<T> {
    match done {
        Err(Error::Refused(problem)) if problem.field.as_deref() == Some("expires_in_seconds") => {
            Err(Error::Refused(problem.at("seconds")))
        }
        done => done,
    }
}
