//! What a handler gets besides its input: the app, the caller, and the request around it.

use crate::{
    access::{self, Actor, ChannelAccess, Elevated, SpaceAccess, Staff},
    app::App,
    error::{Error, Result},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use snug_platform::db::Conn;
use snug_proto::{ChannelId, SpaceId, UserId};
use std::{net::IpAddr, ops::Deref, sync::Arc, time::Duration};
use uuid::Uuid;

/// The request around the input: who calls from where, and why.
#[derive(Clone, Debug)]
pub struct Request {
    /// Sent back as `X-Request-Id` and logged.
    pub id: Uuid,
    /// The client's address, trusted proxies taken off.
    pub address: IpAddr,
    /// What the client calls itself: at most 512 code points, no control characters.
    pub user_agent: String,
    /// `X-Audit-Reason`, decoded and cleaned.
    pub audit_reason: Option<String>,
    /// The `Origin` header.
    pub origin: Option<String>,
    /// True when a page makes the request (`Origin` or `Sec-Fetch-Site` is there).
    pub is_from_page: bool,
    /// True when the client came by https.
    pub is_secure: bool,
}

/// A signed-in person who asks for something, by a request or over a socket.
#[derive(Clone)]
pub struct Caller {
    /// The server.
    pub app: Arc<App>,
    /// Who asks.
    pub actor: Actor,
    /// When it came, in milliseconds.
    pub now_ms: i64,
}

/// A request of a signed-in person.
#[derive(Clone)]
pub struct Cx {
    caller: Caller,
    /// The request around it.
    pub request: Arc<Request>,
}

/// A call by anybody.
#[derive(Clone)]
pub struct Guest {
    /// The server.
    pub app: Arc<App>,
    /// Who asks, if they are signed in.
    pub actor: Option<Actor>,
    /// The request around it.
    pub request: Arc<Request>,
    /// When it came, in milliseconds.
    pub now_ms: i64,
}

impl Deref for Cx {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl Cx {
    /// The same call, for what anybody may do.
    pub fn guest(&self) -> Guest {
        let Self { caller: Caller { app, actor, now_ms }, request } = self.clone();
        Guest { app, actor: Some(actor), request, now_ms }
    }
}

impl Caller {
    /// The caller.
    pub fn user(&self) -> UserId {
        self.actor.user
    }

    /// A new id of any kind.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        self.app.ids.uuid().into()
    }

    /// Proves that the caller is a member of the space.
    ///
    /// # Errors
    /// `not_found`: no such space, or the caller is not a member.
    pub async fn space(&self, conn: &mut Conn, space: SpaceId) -> Result<SpaceAccess> {
        access::space(conn, &self.app, self.user(), space).await
    }

    /// Proves that the caller can view the channel.
    ///
    /// # Errors
    /// `not_found`: no such channel, or out of the caller's sight.
    pub async fn channel(&self, conn: &mut Conn, channel: ChannelId) -> Result<ChannelAccess> {
        access::channel(conn, &self.app, self.user(), channel).await
    }

    /// Proves that the caller is staff and proved a second factor in this session.
    ///
    /// # Errors
    /// `unauthenticated`, `forbidden`, `second_factor_setup`, `reauth_required`, as [`access::staff`].
    pub async fn staff(&self, conn: &mut Conn) -> Result<Staff> {
        access::staff(conn, &self.actor).await
    }

    /// Proves that the caller is an admin or an owner whose session may act now.
    ///
    /// # Errors
    /// `unauthenticated`, `forbidden`, `second_factor_setup`, `elevation_required`, as [`access::elevated`].
    pub async fn elevated(&self, conn: &mut Conn) -> Result<Elevated> {
        access::elevated(conn, &self.actor, self.app.clock.now_ms()).await
    }

    /// As [`Self::elevated`], also for moderators.
    ///
    /// # Errors
    /// As [`Self::elevated`].
    pub async fn elevated_moderator(&self, conn: &mut Conn) -> Result<Elevated> {
        access::elevated_moderator(conn, &self.actor, self.app.clock.now_ms()).await
    }
}

impl Guest {
    /// Does the work, and answers no sooner than `pace` after the request came, so that the delay tells nothing of it.
    pub async fn no_sooner<T>(&self, pace: Duration, work: impl Future<Output = T>) -> T {
        let done = work.await;
        let since_ms = u64::try_from(self.app.clock.now_ms() - self.now_ms).unwrap_or(0);
        self.app.clock.sleep(pace.saturating_sub(Duration::from_millis(since_ms))).await;
        done
    }
}

impl FromRequestParts<Arc<App>> for Guest {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        let request = parts.extensions.get::<Arc<Request>>().cloned();
        let request = request.ok_or_else(|| anyhow::anyhow!("a route outside of the layers"))?;
        let actor = parts.extensions.get::<Actor>().cloned();
        Ok(Self { app: app.clone(), actor, request, now_ms: app.clock.now_ms() })
    }
}

impl FromRequestParts<Arc<App>> for Cx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        let Guest { app, actor, request, now_ms } = Guest::from_request_parts(parts, app).await?;
        let actor = actor.ok_or_else(Error::unauthenticated)?;
        Ok(Self { caller: Caller { app, actor, now_ms }, request })
    }
}
