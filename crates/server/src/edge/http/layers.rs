//! What happens around every request, outermost first: request id and log line, caught panics, headers of safety,
//! then per route: set-up gate, caller, rate, right to call at all, time-out.

use super::{
    charge::{bucket, charge, network},
    cx::Request as Around,
    patience, policy,
    rates::{Key, Policy},
    route::{Route, Who},
};
use crate::{
    access::{self, Actor},
    app::App,
    error::{Answered, Cause, Error, Result},
    features::identity,
    text,
};
use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use percent_encoding::percent_decode;
use snug_platform::{
    db::DbError,
    lifecycle::panic_text,
    limits::{Ask, Rate, Verdict},
};
use snug_proto::{
    Code, Problem,
    account::{AccountState, InstanceRole},
    limits::REASON_MAX,
};
use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    panic::AssertUnwindSafe,
    sync::Arc,
};

/// Names the request in every answer and log line.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Why, for the audit log; percent-encoded.
pub const AUDIT_REASON: HeaderName = HeaderName::from_static("x-audit-reason");
const USER_AGENT_MAX: usize = 512;

/// The outermost layer: names the request, catches panics, logs the one line, marks the answer.
pub async fn around(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let begun_ms = app.clock.now_ms();
    let around = Arc::new(describe(&app, &request));
    let (id, method) = (around.id, request.method().clone());
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let has_token = query_has_token(request.uri().query());
    if claims_identity(request.headers()) {
        identity::note_claimed_identity(&app, &around).await;
    }
    request.extensions_mut().insert(around);
    let mut response = if has_token {
        Error::refused(Code::Malformed, "Tokens do not belong in addresses.").into_response()
    } else {
        match AssertUnwindSafe(next.run(request)).catch_unwind().await {
            Ok(response) => response,
            Err(panic) => Error::Internal(anyhow::anyhow!("panic: {}", panic_text(panic.as_ref()))).into_response(),
        }
    };
    let took_ms = app.clock.now_ms() - begun_ms;
    let route = route.as_deref().unwrap_or("none");
    log(&response, &id, method.as_str(), route, took_ms);
    app.numbers.answered(method.as_str(), route, response.status().as_u16(), took_ms);
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    policy::guard(&mut response, &app);
    response
}

fn describe(app: &App, request: &Request) -> Around {
    let headers = request.headers();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let peer = peer.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED)).to_canonical();
    let text = |name: &str| headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let user_agent: String =
        text("user-agent").unwrap_or_default().chars().filter(|c| !c.is_control()).take(USER_AGENT_MAX).collect();
    Around {
        id: app.ids.uuid(),
        address: client_address(peer, headers, &app.config.trusted_proxies),
        user_agent,
        // A wrong one is refused when it is known who calls.
        audit_reason: audit_reason(headers).ok().flatten(),
        origin: text("origin"),
        is_from_page: headers.contains_key("origin") || headers.contains_key("sec-fetch-site"),
        is_secure: app.config.is_https(),
    }
}

/// Why, as the caller says for the audit log.
///
/// # Errors
/// `invalid`: too long, or not one line of text.
fn audit_reason(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(raw) = headers.get(AUDIT_REASON) else { return Ok(None) };
    let decoded = percent_decode(raw.as_bytes()).decode_utf8_lossy().into_owned();
    text::line("x-audit-reason", &decoded, 1, REASON_MAX).map(Some)
}

/// The nearest address that no trusted proxy vouches for, counted from the right; what stands left of it is hearsay.
pub fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[ipnet::IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    if !is_trusted(&peer) {
        return peer;
    }
    let told = if headers.contains_key(header::FORWARDED) { forwarded(headers) } else { x_forwarded_for(headers) };
    let mut nearest = peer;
    for hop in told.iter().rev() {
        match hop {
            Some(address) => nearest = *address,
            None => break,
        }
        if !is_trusted(&nearest) {
            break;
        }
    }
    nearest
}

fn x_forwarded_for(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let values = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|hop| address(hop.trim())).collect()
}

/// RFC 7239, the `for` parameters.
fn forwarded(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let values = headers.get_all(header::FORWARDED).iter().filter_map(|value| value.to_str().ok());
    let hops = values.flat_map(|value| value.split(','));
    hops.map(|hop| {
        let pair =
            hop.split(';').find_map(|part| part.trim().split_once('=').filter(|(k, _)| k.eq_ignore_ascii_case("for")));
        pair.and_then(|(_, value)| address(value.trim_matches('"')))
    })
    .collect()
}

fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').split(']').next().unwrap_or_default();
    let address = bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// Tokens in addresses end in logs and histories: refused on every route, whatever their value.
fn query_has_token(query: Option<&str>) -> bool {
    query.unwrap_or_default().split('&').any(|pair| {
        let key = pair.split('=').next().unwrap_or_default();
        let key = percent_decode(key.as_bytes()).decode_utf8_lossy().to_ascii_lowercase();
        matches!(key.as_str(), "token" | "access_token" | "refresh_token")
    })
}

/// Headers by which test tools elsewhere claim to be somebody. They decide nothing here; that they come is noted.
fn claims_identity(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| name.as_str().starts_with("x-e2e-"))
}

fn log(response: &Response, id: &uuid::Uuid, method: &str, route: &str, took_ms: i64) {
    let status = response.status().as_u16();
    if let Some(Cause(cause)) = response.extensions().get::<Cause>() {
        let db = cause.downcast_ref::<DbError>();
        let query = db.map(|error| error.query.as_str());
        let ids = db.map(|error| error.ids.join(" "));
        let error = db.map_or_else(|| format!("{cause:#}"), |error| error.cause.to_string());
        tracing::error!(request.id = %id, method, route, status, query, ids, error, "a request failed here");
    } else {
        let code = response.extensions().get::<Answered>().map(|code| code.0);
        tracing::debug!(request.id = %id, method, route, status, took_ms, ?code, "answered");
    }
}

/// The layer of one route.
pub async fn per_route(State((app, route)): State<(Arc<App>, Arc<Route>)>, request: Request, next: Next) -> Response {
    if app.identity.settings().is_setup_needed && !route.before_setup {
        return Error::refused(Code::SetupRequired, "This place has no owner yet.").into_response();
    }
    let (mut parts, body) = request.into_parts();
    // A box: what may be asked there is deep.
    let admitting = admit(&app, &route, &mut parts).map(Ok).boxed();
    let verdict = match patience::promptly(&app, admitting).await {
        Ok(Ok(verdict)) => verdict,
        Ok(Err(refusal)) => return refusal,
        Err(late) => return late.into_response(),
    };
    let request = Request::from_parts(parts, body);
    let mut response = match route.is_quick {
        true => patience::answer(&app, request, |request| next.run(request)).await,
        false => next.run(request).await,
    };
    if let Some(verdict) = verdict {
        tell_rate(response.headers_mut(), &verdict);
    }
    response
}

/// Finds out who calls, charges the rate, and checks the right to call at all.
async fn admit(
    app: &Arc<App>,
    route: &Route,
    parts: &mut axum::http::request::Parts,
) -> std::result::Result<Option<Verdict>, Response> {
    let caller = caller(app, route, &parts.headers).await;
    let account = caller.as_ref().ok().and_then(|actor| actor.as_ref()).map(|actor| actor.user);
    let asks = asks(app, route, parts, account);
    let verdict = charge(app, route.policy, &asks).await.map_err(IntoResponse::into_response)?;
    if let Some(verdict) = verdict.filter(|verdict| !verdict.allowed) {
        let problem = Problem::new(Code::RateLimited, "Too many requests. Wait a moment.");
        let mut refusal = Error::Refused(problem.retry_after_ms(verdict.retry_after_ms)).into_response();
        tell_rate(refusal.headers_mut(), &verdict);
        if let (Policy::AuthMail | Policy::AuthVerify, Some(around)) =
            (route.policy, parts.extensions.get::<Arc<Around>>())
        {
            identity::note_too_many_codes(app, around).await;
        }
        return Err(refusal);
    }
    if let (true, Some(around)) = (route.policy.is_door(), parts.extensions.get::<Arc<Around>>()) {
        identity::check_address(app, around.address).await.map_err(IntoResponse::into_response)?;
    }
    let checked = match caller.and_then(|actor| may_call(app, route, actor)) {
        Ok(Some(actor)) if route.who.is_staff() => may_run(app, route, &actor).await.map(|()| Some(actor)),
        checked => checked,
    };
    let checked = checked.and_then(|actor| audit_reason(&parts.headers).map(|_| actor));
    if let Some(actor) = checked.map_err(IntoResponse::into_response)? {
        parts.extensions.insert(actor);
    }
    Ok(verdict)
}

async fn caller(app: &Arc<App>, route: &Route, headers: &HeaderMap) -> Result<Option<Actor>> {
    if route.who == Who::Public {
        return Ok(None);
    }
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = token.and_then(|value| value.strip_prefix("Bearer "));
    match (token, route.who) {
        (Some(token), Who::PublicOrUser) => match identity::authenticate(app, token.trim()).await {
            Ok(actor) => Ok(Some(actor)),
            // A token that is worth nothing is as good as none; a failure to find out is neither.
            Err(Error::Refused(_)) => Ok(None),
            Err(error) => Err(error),
        },
        (None, Who::PublicOrUser) => Ok(None),
        (Some(token), _) => identity::authenticate(app, token.trim()).await.map(Some),
        (None, _) => Err(Error::unauthenticated()),
    }
}

fn may_call(app: &App, route: &Route, actor: Option<Actor>) -> Result<Option<Actor>> {
    let Some(actor) = actor else { return Ok(None) };
    match route.who {
        Who::Public => {}
        Who::PublicOrUser if actor.state == AccountState::Unverified => return Ok(None),
        Who::PublicOrUser => {}
        _ => {
            if actor.state == AccountState::Unverified && !route.who.may_be_unverified() {
                return Err(Error::refused(Code::EmailUnverified, "Verify your e-mail address first."));
            }
            if route.who.must_be_present() && !actor.is_reauthenticated(app.clock.now_ms()) {
                return Err(Error::refused(Code::ReauthRequired, "Say again who you are: enter your password."));
            }
        }
    }
    Ok(Some(actor))
}

/// Checks early what those who act for the place prove again where they act.
async fn may_run(app: &App, route: &Route, actor: &Actor) -> Result<()> {
    let mut conn = app.db.read().await?;
    match route.who {
        Who::StaffByRole => {
            access::footing(&mut conn, actor).await?.rank(InstanceRole::Moderator)?;
        }
        Who::Staff => {
            access::staff(&mut conn, actor).await?;
        }
        Who::Elevated => {
            access::elevated(&mut conn, actor, app.clock.now_ms()).await?;
        }
        Who::ElevatedModerator => {
            access::elevated_moderator(&mut conn, actor, app.clock.now_ms()).await?;
        }
        _ => {}
    }
    Ok(())
}

fn asks(app: &App, route: &Route, parts: &axum::http::request::Parts, account: Option<snug_proto::UserId>) -> Vec<Ask> {
    let around = parts.extensions.get::<Arc<Around>>();
    let network = around.map_or_else(String::new, |around| network(around.address));
    let policy = route.policy.name();
    let ask = |(key, rate): &(Key, Rate)| {
        let subject = match (key, account) {
            (Key::Account, Some(account)) => format!("account:{account}"),
            (Key::Account | Key::Address, _) => format!("address:{network}"),
            // Charged by `spend_of_channel`.
            (Key::Channel, _) => return None,
        };
        Some(bucket(app, format!("{policy}:{subject}"), *rate))
    };
    route.policy.rates().iter().filter_map(ask).collect()
}

fn tell_rate(headers: &mut HeaderMap, verdict: &Verdict) {
    let mut set = |name: &'static str, value: u64| {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
    };
    set("ratelimit-limit", verdict.limit.into());
    set("ratelimit-remaining", verdict.remaining.into());
    set("ratelimit-reset", verdict.reset_ms.div_ceil(1_000));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    // control: canis-x18
    #[test]
    fn only_trusted_proxies_are_believed_and_only_from_the_right() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let client = |pairs: &[(&'static str, &str)]| client_address(proxy, &headers(pairs), &trusted).to_string();
        assert_eq!(client(&[]), "10.0.0.1");
        assert_eq!(client(&[("x-forwarded-for", "203.0.113.7")]), "203.0.113.7");
        assert_eq!(client(&[("x-forwarded-for", "1.2.3.4, 203.0.113.7, 10.0.0.2")]), "203.0.113.7");
        assert_eq!(client(&[("x-forwarded-for", "1.2.3.4, nonsense")]), "10.0.0.1");
        assert_eq!(client(&[("forwarded", "for=1.2.3.4, for=\"[2001:db8::1]:4711\";proto=https")]), "2001:db8::1");
        let stranger: IpAddr = "198.51.100.9".parse().unwrap();
        let spoofed = headers(&[("x-forwarded-for", "203.0.113.7")]);
        assert_eq!(client_address(stranger, &spoofed, &trusted), stranger);
    }

    #[test]
    fn tokens_in_queries_are_seen_however_they_are_written() {
        for query in ["token=x", "a=1&access_token=", "%74oken=x", "refresh_token"] {
            assert!(query_has_token(Some(query)), "{query}");
        }
        assert!(!query_has_token(Some("tokens=1&q=token")));
        assert!(!query_has_token(None));
    }

    #[test]
    fn a_whole_ipv6_network_is_one_caller() {
        assert_eq!(network("2001:db8::1".parse().unwrap()), network("2001:db8::ffff".parse().unwrap()));
        assert_ne!(network("2001:db8::1".parse().unwrap()), network("2001:db8:0:1::1".parse().unwrap()));
    }
}
