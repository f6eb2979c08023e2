//! Use cases, one file each.

pub mod audit;
pub mod elevation;
pub mod spaces;
pub mod suspension;
pub mod users;

use crate::{
    edge::http::Cx,
    error::Result,
    events::{Announce, To},
    features::audit::{Caller, Deed, Where, write},
};
use snug_platform::db::Tx;
use snug_proto::{
    Timestamp,
    admin::{AdminEvent, AdminKind},
    events::Event,
};
use uuid::Uuid;

/// Leaves the line of a deed in the place's trail; without a reason in the header, with this one.
async fn record(tx: &mut Tx, cx: &Cx, deed: Deed, reason: Option<&str>) -> Result<()> {
    let caller = Caller::from(cx);
    let caller = Caller { reason: caller.reason.or(reason), ..caller };
    write(tx, caller, Where::Instance, deed).await
}

/// Tells staff whose session is raised now what the caller did.
fn tell(tx: &mut Tx, cx: &Cx, kind: AdminKind, (target_kind, target_id): (&str, Option<Uuid>)) {
    let event = AdminEvent {
        kind,
        actor: Some((*cx.actor.profile).clone()),
        target_kind: target_kind.to_owned(),
        target_id,
        at: Timestamp(cx.now_ms),
    };
    tx.emit(To::Elevated { except: None }, &Event::AdminEvent(event));
}
