//! Second factors of an account: what it has, and the one place that proves them.

use super::{
    model::code::{self, normal},
    notice,
    store::factors as rows,
    totp,
};
use crate::{edge::http::Guest, error::Result};
use snug_platform::db::{Conn, Tx};
use snug_proto::{Secret, UserId, auth::FactorMethod};

/// What an account can answer the second step with; nothing when it has no factor.
pub async fn of(conn: &mut Conn, account: UserId) -> Result<Vec<FactorMethod>> {
    if rows::totp(conn, account).await?.is_none_or(|totp| totp.confirmed_ms.is_none()) {
        return Ok(Vec::new());
    }
    let mut methods = vec![FactorMethod::Totp];
    if rows::recovery_left(conn, account).await? > 0 {
        methods.push(FactorMethod::RecoveryCode);
    }
    Ok(methods)
}

/// Proves a factor and uses its code up, in the transaction that gives what it opens: of many who show the same code
/// one passes, and a code that opens nothing stays good. Without a method, six digits are an authenticator's, and all
/// else is a recovery code: one code is looked up once. None: wrong, used or unknown.
pub async fn spend(
    tx: &mut Tx,
    guest: &Guest,
    account: UserId,
    method: Option<FactorMethod>,
    code: &Secret,
) -> Result<Option<FactorMethod>> {
    let code = normal(code);
    let is_short = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    let guessed = if is_short { FactorMethod::Totp } else { FactorMethod::RecoveryCode };
    let method = method.unwrap_or(guessed);
    let is_right = match method {
        FactorMethod::Totp => accept_totp(tx, guest, account, &code).await?,
        FactorMethod::RecoveryCode => use_recovery_code(tx, guest, account, &code).await?,
    };
    Ok(is_right.then_some(method))
}

async fn accept_totp(tx: &mut Tx, guest: &Guest, account: UserId, code: &str) -> Result<bool> {
    let Guest { app, now_ms, .. } = guest;
    let Some(row) = rows::totp(tx, account).await?.filter(|row| row.confirmed_ms.is_some()) else { return Ok(false) };
    let secret = app.keys.open("totp", account.0.as_bytes(), &row.sealed)?;
    let Some(step) = totp::find(&secret, code, *now_ms, row.last_step) else { return Ok(false) };
    rows::accept(tx, account, step, *now_ms).await
}

async fn use_recovery_code(tx: &mut Tx, guest: &Guest, account: UserId, code: &str) -> Result<bool> {
    let mac = code::recovery_mac(&guest.app.keys, account, code);
    let is_right = rows::use_recovery_code(tx, account, mac, guest.now_ms).await?;
    if is_right {
        notice::leave(tx, guest, account, notice::Kind::RecoveryUsed, &notice::client(guest)).await?;
    }
    Ok(is_right)
}
