//! Sockets live as long as their session: looks after sessions that may have ended unheard.

use super::hub::Command;
use crate::{app::App, error::Error, features::identity};
use snug_proto::{Code, SessionId, UserId, account::AccountState, gateway::CloseCode};
use std::{collections::HashSet, sync::Arc};

/// Looks at each session, and ends the streams of those that are over.
pub fn check(app: &Arc<App>, sessions: HashSet<(UserId, SessionId)>) {
    if sessions.is_empty() {
        return;
    }
    let running = app.clone();
    app.life.spawn("gateway sessions", async move {
        for (user, session) in sessions {
            if let Some(code) = verdict(&identity::person_of(&running, session).await.map(|actor| actor.state)) {
                running.gateway.tell(Command::Ended { user, session, code });
            }
        }
    });
}

/// How a socket must end whose session stands so; `None`: it goes on.
pub fn verdict(standing: &Result<AccountState, Error>) -> Option<CloseCode> {
    match standing {
        Ok(AccountState::Suspended) => Some(CloseCode::Suspended),
        Ok(_) => None,
        Err(error) if error.code() == Code::Suspended => Some(CloseCode::Suspended),
        Err(Error::Refused(_)) => Some(CloseCode::SessionEnded),
        // The database is away: whoever is here stays until it says otherwise.
        Err(_) => None,
    }
}
