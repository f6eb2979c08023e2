//! The first owner of a fresh place.

use super::{
    register::{self, Wanted},
    session::{Opened, open_session},
};
use crate::{
    app::App,
    edge::http::Guest,
    error::{Error, Result},
    events::{Announce, Signal},
    features::identity::{
        guess::{Guess, Subject},
        model::setup_code,
        place::{DEFAULT_NAME, PlaceSettings},
        store::settings,
    },
    text,
};
use snug_platform::db::{Tx, word};
use snug_proto::{
    Code, Secret,
    account::{InstanceRole, SignInMethod},
    auth::SessionKind,
    instance::{Setup, SetupState},
    limits::INSTANCE_NAME_MAX,
};
use std::{
    fs,
    io::{ErrorKind, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::PathBuf,
};

/// Whether the place still waits for its first owner.
pub fn state(app: &App) -> SetupState {
    SetupState { needed: app.identity.settings().is_setup_needed }
}

/// Makes the first owner, names the place, signs in, and closes set-up for good.
///
/// # Errors
/// * `not_found`: the place has an owner.
/// * `invalid_code`: the code is wrong.
/// * `invalid`: the name, password or name of the place breaks a rule.
pub async fn set_up(guest: &Guest, body: Setup) -> Result<Opened> {
    let app = &guest.app;
    if !state(app).needed {
        return Err(Error::not_found());
    }
    let guess = Guess::begin(app, guest.request.address, &Subject::nobody()).await?;
    let hash = setup_code::hash(&body.setup_code);
    let wanted = settings::get(&mut app.db.read().await?, settings::SETUP_CODE).await?;
    match wanted {
        None => return Err(Error::not_found()),
        Some(wanted) if wanted != hash => {
            return Err(guess.failed(Error::refused(Code::InvalidCode, "The set-up code is wrong.")).await);
        }
        Some(_) => {}
    }
    let name =
        text::line("instance_name", body.instance_name.as_deref().unwrap_or(DEFAULT_NAME), 1, INSTANCE_NAME_MAX)?;
    let place = PlaceSettings {
        name,
        registration: body.registration.unwrap_or_default(),
        locale: body.locale.unwrap_or_default(),
        is_setup_needed: false,
        id: app.identity.settings().id,
    };
    let wanted = Wanted {
        username: &body.username,
        password: &body.password,
        display_name: body.display_name.as_deref(),
        email: None,
        locale: place.locale,
        place: &place.name,
    };
    let account = register::check(app, wanted).await?;
    let mut tx = app.db.write().await?;
    // The code is there once: of many who know it, one takes it.
    if !settings::remove(&mut tx, settings::SETUP_CODE, &hash).await? {
        return Err(Error::not_found());
    }
    let user = register::create_account(&mut tx, app, account, Some(InstanceRole::Owner)).await?;
    save(&mut tx, &place).await?;
    let opened = open_session(&mut tx, guest, user, SessionKind::Cookie, false, &[SignInMethod::Setup]).await?;
    tx.signal(Signal::SettingsChanged);
    let live = app.identity.clone();
    tx.afterwards(move || live.set_settings(place));
    tx.commit().await?;
    remove_file(app);
    Ok(opened)
}

async fn save(tx: &mut Tx, place: &PlaceSettings) -> Result<()> {
    settings::set(tx, settings::NAME, &place.name).await?;
    settings::set(tx, settings::REGISTRATION, &word(&place.registration)).await?;
    settings::set(tx, settings::LOCALE, &word(&place.locale)).await
}

/// Makes the code of a place without an owner and shows it to who runs the machine: in the log, once, and in a file.
/// An earlier code dies.
///
/// # Errors
/// The file or the table cannot be written.
pub async fn offer_code(app: &App) -> Result<()> {
    let code = app.config.setup_code.clone().unwrap_or_else(|| setup_code::make(&app.ids));
    let mut tx = app.db.write().await?;
    settings::set(&mut tx, settings::SETUP_CODE, &setup_code::hash(&code)).await?;
    tx.commit().await?;
    write_file(app, &code)?;
    let origin = app.config.public_origin();
    tracing::warn!("this place has no owner yet: open {origin}/setup#{}", code.reveal());
    Ok(())
}

fn path(app: &App) -> PathBuf {
    app.config.data.join("setup-code")
}

fn write_file(app: &App, code: &Secret) -> anyhow::Result<()> {
    // An earlier file may have any mode; a new one has ours.
    remove_file(app);
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path(app))?;
    writeln!(file, "{}", code.reveal())?;
    Ok(())
}

fn remove_file(app: &App) {
    match fs::remove_file(path(app)) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            tracing::warn!(%error, "the file setup-code could not be removed; its code is dead");
        }
        _ => {}
    }
}
