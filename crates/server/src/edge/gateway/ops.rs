//! What a client asks for over its socket and could ask for by a request: the same use cases, the same refusals.

use super::{
    frame,
    outbox::{Outbox, Parcel},
};
use crate::{
    app::App,
    edge::http::Caller,
    error::{Error, Result},
    features::{identity, messages},
};
use snug_proto::{
    Code, SessionId,
    account::AccountState,
    gateway::{FrameError, PresenceOp, ServerFrame, Typing},
    presence::PresencePut,
};
use std::sync::Arc;

/// `typing`: says that the person is writing.
pub async fn typing(app: &Arc<App>, session: SessionId, op: Typing, re: Option<i64>, outbox: &Outbox) {
    let done = async { messages::tell_typing(&caller(app, session).await?, op.channel_id).await };
    answer(done.await, re, outbox);
}

/// `presence`: says how the person wants to be seen.
pub async fn presence(app: &Arc<App>, session: SessionId, op: PresenceOp, re: Option<i64>, outbox: &Outbox) {
    let put = PresencePut { status: op.status, custom: op.custom };
    if put.status.is_none() && put.custom.is_keep() {
        return;
    }
    let done = async { identity::set_presence(&caller(app, session).await?, put).await };
    answer(done.await, re, outbox);
}

/// Who is at the socket, as they stand today.
async fn caller(app: &Arc<App>, session: SessionId) -> Result<Caller> {
    let actor = identity::person_of(app, session).await?;
    if actor.state == AccountState::Unverified {
        return Err(Error::refused(Code::EmailUnverified, "Verify your e-mail address first."));
    }
    Ok(Caller { app: app.clone(), actor, now_ms: app.clock.now_ms() })
}

/// Says so when something was refused; success is silent.
fn answer(done: Result<()>, re: Option<i64>, outbox: &Outbox) {
    let Err(error) = done else { return };
    let (problem, cause) = error.told();
    if let Some(error) = cause {
        tracing::error!(error = format!("{error:#}"), "what a client asked for over its socket failed");
    }
    let d = FrameError { code: problem.error, message: problem.message, retry_after_ms: problem.retry_after_ms };
    outbox.push(Parcel::Frame(frame::encode(&ServerFrame::Error { d, re })));
}
