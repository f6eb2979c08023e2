//! How sessions begin and end.

use crate::{
    app::App,
    edge::http::Guest,
    error::{Error, Result},
    events::{Announce, Signal, To},
    features::identity::{
        model::{agent, refresh::RefreshToken},
        notice, signing, store,
        store::sessions::EndReason,
        token::Bearer,
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    Code, SessionId, UserId,
    account::{AccountState, SignInMethod},
    auth::{SessionKind, SignedIn},
    events::Event,
};

/// On a shared computer: silence that ends a session, in milliseconds.
const SHARED_IDLE_MS: i64 = 15 * 60 * 1_000;
/// On a shared computer: the longest session, in milliseconds.
const SHARED_LIFE_MS: i64 = 4 * 60 * 60 * 1_000;

/// A session that just began.
pub struct Opened {
    /// The answer.
    pub signed_in: SignedIn,
    /// The `Set-Cookie` of a browser.
    pub cookie: Option<String>,
}

/// Begins a session of an account; the least recently used one beyond the limit ends.
///
/// # Errors
/// `suspended`: the account is locked or on its way out.
pub async fn open_session(
    tx: &mut Tx,
    guest: &Guest,
    user: UserId,
    kind: SessionKind,
    shared: bool,
    methods: &[SignInMethod],
) -> Result<Opened> {
    let Guest { app, request, now_ms, .. } = guest;
    store::accounts::note_way_in(tx, user).await?;
    let mut me = store::accounts::me(tx, user).await?;
    if me.state == AccountState::Suspended && super::keeping::lift_if_over(tx, app, user, *now_ms).await? {
        me = store::accounts::me(tx, user).await?;
    }
    if !matches!(me.state, AccountState::Active | AccountState::Unverified) {
        return Err(Error::refused(Code::Suspended, "This account is locked. Ask the people who run this place."));
    }
    let id: SessionId = app.ids.uuid().into();
    let life_ms = life_ms(app, shared);
    let user_agent = agent::clean(&request.user_agent);
    let name = agent::name(&user_agent);
    let is_sign_in = methods.iter().any(|method| matches!(method, SignInMethod::Password | SignInMethod::EmailCode));
    if is_sign_in && me.email_verified && notice::is_new_client(tx, user, &name, request.address).await? {
        notice::leave(tx, guest, user, notice::Kind::NewClient, &name).await?;
    }
    let row = store::sessions::NewRow {
        id,
        account: user,
        name: &name,
        user_agent: &user_agent,
        address: &request.address.to_string(),
        methods,
        shared,
        idle_ms: idle_ms(app, shared),
        expires_ms: now_ms + life_ms,
        now_ms: *now_ms,
    };
    store::sessions::insert(tx, row).await?;
    let token = RefreshToken::first(&app.ids, id);
    store::refresh::insert(tx, token.hash(), id, *now_ms).await?;
    tx.emit(To::Person(user), &Event::SessionUpdate { session_id: id, ended: false });
    let beyond = store::sessions::beyond(tx, user, app.config.counts.sessions).await?;
    end(tx, app, user, &beyond, EndReason::Displaced).await?;
    let text = token.text(&app.keys);
    let (refresh_token, cookie) = match kind {
        SessionKind::Token => (Some(text), None),
        SessionKind::Cookie => (None, Some(super::refresh::cookie_line(&app.config, Some(&text), life_ms))),
    };
    let signed_in = SignedIn {
        access_token: signing::issue(app, Bearer { user, session: id }, *now_ms)?,
        expires_in_seconds: app.config.access_token_seconds,
        user: me,
        session_id: id,
        refresh_token,
    };
    Ok(Opened { signed_in, cookie })
}

/// Ends sessions of an account with all their tokens, and tells everyone; answers those that lived.
pub async fn end(
    tx: &mut Tx,
    app: &App,
    user: UserId,
    sessions: &[SessionId],
    reason: EndReason,
) -> Result<Vec<SessionId>> {
    if sessions.is_empty() {
        return Ok(Vec::new());
    }
    let ended = store::sessions::end(tx, user, sessions, reason, app.clock.now_ms()).await?;
    store::refresh::delete_of(tx, &ended).await?;
    for session in &ended {
        tx.emit(To::Person(user), &Event::SessionUpdate { session_id: *session, ended: true });
        tx.signal(Signal::SessionEnded { session: *session, user });
    }
    let (live, gone) = (app.identity.clone(), ended.clone());
    tx.afterwards(move || gone.into_iter().for_each(|session| live.forget(session)));
    Ok(ended)
}

/// Refuses to hand a refresh token to a page: there it belongs in the cookie.
///
/// # Errors
/// `malformed`: a page asks for it.
pub fn check_kind(guest: &Guest, kind: SessionKind) -> Result<()> {
    if kind == SessionKind::Token && guest.request.is_from_page {
        return Err(Error::refused(Code::Malformed, "Pages keep their session in a cookie."));
    }
    Ok(())
}

fn idle_ms(app: &App, shared: bool) -> i64 {
    let most = if shared { SHARED_IDLE_MS } else { i64::MAX };
    app.config.session_idle_seconds.saturating_mul(1_000).min(most)
}

fn life_ms(app: &App, shared: bool) -> i64 {
    let most = if shared { SHARED_LIFE_MS } else { i64::MAX };
    app.config.session_absolute_seconds.saturating_mul(1_000).min(most)
}
