//! The place and the people in it, as others and they themselves see them.

use crate::{
    access::{self, Ties},
    app::App,
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, Signal, To},
    features::{
        files,
        identity::store::accounts::{self, Account},
    },
    pictures, text,
};
use snug_platform::db::{Conn, Tx};
use snug_proto::{
    FileId, Patch, UserId,
    account::{Me, MePatch},
    events::Event,
    files::UploadPurpose,
    instance::{AuthMethod, Instance, InstanceFeatures, InstanceLimits, Locale},
    limits::{ATTACHMENT_BYTES, AVATAR_BYTES, BIO_MAX, CONTENT_MAX, DISPLAY_NAME_MAX, PRONOUNS_MAX},
};

/// What anybody may know of the place.
pub fn instance(app: &App) -> Instance {
    let settings = app.identity.settings();
    Instance {
        id: settings.id,
        name: settings.name.clone(),
        version: env!("CARGO_PKG_VERSION").into(),
        registration: settings.registration,
        auth_methods: auth_methods(app),
        languages: vec![Locale::En, Locale::Es, Locale::Ar],
        setup_needed: settings.is_setup_needed,
        limits: InstanceLimits {
            attachment_bytes: ATTACHMENT_BYTES,
            avatar_bytes: AVATAR_BYTES,
            content_max: CONTENT_MAX,
        },
        features: InstanceFeatures { plain_conversations: app.config.allows_plain_conversations },
    }
}

fn auth_methods(app: &App) -> Vec<AuthMethod> {
    let mut methods = vec![AuthMethod::Password];
    if !app.mail.is_off() {
        methods.extend([AuthMethod::EmailCode, AuthMethod::PasswordReset]);
    }
    methods
}

/// The caller's own account.
///
/// # Errors
/// Only ours.
pub async fn me(cx: &Cx) -> Result<Me> {
    whole(&mut cx.app.db.read().await?, cx.user(), cx.now_ms).await
}

/// An account as its owner sees it at a time.
///
/// # Errors
/// Only ours.
pub async fn whole(conn: &mut Conn, user: UserId, now_ms: i64) -> Result<Me> {
    let mut me = accounts::me(conn, user).await?;
    // What is over goes with the next sweep.
    me.custom = me.custom.filter(|custom| custom.lasts_at(now_ms));
    Ok(me)
}

/// Changes the caller's profile and tells who may see it.
///
/// # Errors
/// `invalid`: a field breaks its rule.
pub async fn change(cx: &Cx, patch: MePatch) -> Result<Me> {
    let (app, user) = (&cx.app, cx.user());
    let mut tx = app.db.write().await?;
    accounts::lock(&mut tx, user).await?;
    let before = accounts::account(&mut tx, user).await?;
    let mut after = before.clone();
    apply(&mut after.me, &patch)?;
    change_avatar(&mut tx, &mut after, patch.avatar).await?;
    if after == before {
        return Ok(before.me);
    }
    accounts::update(&mut tx, &after).await?;
    let Account { me, .. } = after;
    if me.user != before.me.user {
        let Ties { near: also, apart: except } = access::ties(&mut tx, user).await?;
        tx.emit(To::Acquaintances { of: user, also, except }, &Event::UserUpdate(me.user.clone()));
    }
    tx.emit(To::Person(user), &Event::MeUpdate(me.clone()));
    tx.signal(Signal::AccountChanged { user });
    let live = app.identity.clone();
    tx.afterwards(move || live.forget_user(user));
    tx.commit().await?;
    Ok(me)
}

fn apply(me: &mut Me, patch: &MePatch) -> Result<()> {
    let profile = &mut me.user;
    match &patch.display_name {
        Patch::Keep => {}
        Patch::Clear => profile.display_name.clone_from(&profile.username),
        Patch::Set(name) => profile.display_name = text::line("display_name", name, 1, DISPLAY_NAME_MAX)?,
    }
    change_text(&mut profile.bio, &patch.bio, |bio| text::block("bio", bio, BIO_MAX))?;
    change_text(&mut profile.pronouns, &patch.pronouns, |words| text::line("pronouns", words, 1, PRONOUNS_MAX))?;
    change_text(&mut profile.accent, &patch.accent, |color| text::color("accent", color))?;
    change_text(&mut me.timezone, &patch.timezone, timezone)?;
    me.locale = patch.locale.unwrap_or(me.locale);
    me.direct_policy = patch.direct_policy.unwrap_or(me.direct_policy);
    me.friend_requests = patch.friend_requests.unwrap_or(me.friend_requests);
    Ok(())
}

/// Empty text and `null` mean the same: nothing.
fn change_text(
    field: &mut Option<String>,
    patch: &Patch<String>,
    check: impl FnOnce(&str) -> Result<String>,
) -> Result<()> {
    match patch {
        Patch::Keep => {}
        Patch::Clear => *field = None,
        Patch::Set(text) if text.trim().is_empty() => *field = None,
        Patch::Set(text) => *field = Some(check(text)?),
    }
    Ok(())
}

fn timezone(name: &str) -> Result<String> {
    let zone = jiff::tz::TimeZone::get(name).ok();
    let known = zone.as_ref().and_then(|zone| zone.iana_name());
    known.map(str::to_owned).ok_or_else(|| Error::invalid("timezone", "A time zone such as Europe/Madrid."))
}

async fn change_avatar(tx: &mut Tx, account: &mut Account, patch: Patch<FileId>) -> Result<()> {
    let Some(wanted) = patch.change().filter(|wanted| *wanted != account.avatar) else { return Ok(()) };
    let claimed = match wanted {
        Some(file) => Some(files::claim_picture(tx, file, account.me.user.id, UploadPurpose::Avatar).await?),
        None => None,
    };
    if let Some(old) = std::mem::replace(&mut account.avatar, claimed) {
        files::release(tx, old).await?;
    }
    account.me.user.avatar = claimed.map(pictures::picture);
    Ok(())
}
