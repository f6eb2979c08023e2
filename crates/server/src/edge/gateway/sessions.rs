//! Sockets live as long as their session: looks after sessions that may have ended unheard.

use super::hub::Command;
use crate::{app::App, error::Error, features::identity};
use snug_proto::{Code, SessionId, UserId, account::AccountState, gateway::CloseCode};
use std::{collections::HashSet, sync::Arc};

/// How many sessions one statement reads.
const AT_ONCE: usize = 500;

/// Looks at all sessions of the node, a few hundred with one statement, ends the streams of those that are over, and
/// reports to the hub, which begins no other round before.
pub fn check_all(app: &Arc<App>, sessions: HashSet<(UserId, SessionId)>) {
    let running = app.clone();
    app.life.spawn("gateway sessions", async move {
        let sessions: Vec<(UserId, SessionId)> = sessions.into_iter().collect();
        for some in sessions.chunks(AT_ONCE) {
            let ids: Vec<SessionId> = some.iter().map(|(_, session)| *session).collect();
            let states = match identity::states_of(&running, &ids).await {
                Ok(states) => states,
                // Whoever is here stays until the database says otherwise.
                Err(error) => {
                    tracing::error!(?error, "sessions cannot be looked after; trying again");
                    break;
                }
            };
            for (user, session) in some {
                let standing = states.get(session).copied().ok_or_else(Error::unauthenticated);
                if let Some(code) = verdict(&standing) {
                    running.gateway.tell(Command::Ended { user: *user, session: *session, code });
                }
            }
        }
        running.gateway.tell(Command::Checked);
    });
}

/// Looks at each session of a person, and ends the streams of those that are over.
pub fn check(app: &Arc<App>, sessions: HashSet<(UserId, SessionId)>) {
    if sessions.is_empty() {
        return;
    }
    let running = app.clone();
    app.life.spawn("gateway sessions", async move {
        for (user, session) in sessions {
            let standing = identity::person_of(&running, session).await.map(|actor| actor.state);
            if let Err(error @ (Error::Unavailable(_) | Error::Internal(_))) = &standing {
                tracing::error!(?error, session.id = session.short(), "a session cannot be looked after");
            }
            if let Some(code) = verdict(&standing) {
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
