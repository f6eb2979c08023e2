//! Second factors of an account. None can be enrolled yet; every way in already asks here.

use crate::error::Result;
use snug_platform::db::Conn;
use snug_proto::{UserId, auth::FactorMethod};

/// What an account can answer the second step with.
pub async fn of(_conn: &mut Conn, _account: UserId) -> Result<Vec<FactorMethod>> {
    Ok(Vec::new())
}
