//! Recovery codes: ten at a time, each good once.

use crate::{
    edge::http::Cx,
    error::{Error, Result},
    features::identity::{
        factors,
        model::code::{dashed, recovery_mac, ten_letters},
        notice::{self, Kind},
        store::{accounts, factors as rows},
    },
};
use snug_platform::db::Tx;
use snug_proto::{Secret, factors::RecoveryCodes};

/// Codes of one set.
const SET: usize = 10;

/// Replaces all recovery codes.
///
/// # Errors
/// `conflict`: there is no authenticator that they could stand in for.
pub async fn replace(cx: &Cx) -> Result<RecoveryCodes> {
    let (user, guest) = (cx.user(), cx.guest());
    let mut tx = cx.app.db.write().await?;
    accounts::lock(&mut tx, user).await?;
    if factors::of(&mut tx, user).await?.is_empty() {
        return Err(Error::conflict("Add an authenticator first."));
    }
    let codes = renew(&mut tx, cx).await?;
    notice::leave(&mut tx, &guest, user, Kind::RecoveryRenewed, &notice::client(&guest)).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Writes a fresh set in place of the old one.
pub(super) async fn renew(tx: &mut Tx, cx: &Cx) -> Result<RecoveryCodes> {
    let (app, user) = (&cx.app, cx.user());
    rows::delete_recovery_codes(tx, user).await?;
    let mut recovery_codes = Vec::with_capacity(SET);
    for _ in 0..SET {
        let code = ten_letters(&app.ids);
        rows::insert_recovery_code(tx, user, recovery_mac(&app.keys, user, &code), cx.now_ms).await?;
        recovery_codes.push(Secret::new(dashed(&code)));
    }
    Ok(RecoveryCodes { recovery_codes })
}
