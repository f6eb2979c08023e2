//! Use cases, one file each.

pub mod audit;
pub mod elevation;
pub mod spaces;
pub mod suspension;
pub mod users;

use crate::{
    edge::http::Cx,
    error::Result,
    features::audit::{Caller, Deed, Where, write},
};
use snug_platform::db::Tx;

/// Leaves the line of a deed in the place's trail; without a reason in the header, with this one.
async fn record(tx: &mut Tx, cx: &Cx, deed: Deed, reason: Option<&str>) -> Result<()> {
    let caller = Caller::from(cx);
    let caller = Caller { reason: caller.reason.or(reason), ..caller };
    write(tx, caller, Where::Instance, deed).await
}
