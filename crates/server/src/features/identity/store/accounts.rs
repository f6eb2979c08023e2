//! Accounts, and the faces of them that others ask for.

use super::presence;
use crate::{
    brief,
    error::{Error, Result},
    pictures,
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{
    Code, FileId, Problem, Timestamp, UserId,
    account::{AccountState, ClientSettings, InstanceRole, Me, User, UserRef},
    instance::Locale,
};
use std::collections::HashMap;

/// A new account, checked.
pub struct NewRow<'a> {
    pub id: UserId,
    pub username: &'a str,
    pub display_name: &'a str,
    pub email: Option<&'a str>,
    pub email_key: Option<&'a str>,
    pub password_hash: &'a str,
    pub locale: Locale,
    pub role: Option<InstanceRole>,
    pub now_ms: i64,
}

/// What a sign-in needs to know before it looks at the password.
pub struct Login {
    pub id: UserId,
    pub password_hash: Option<String>,
    pub state: AccountState,
}

impl FromRow for Login {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { id: row.id("id")?, password_hash: row.get("password_hash")?, state: row.word("state")? })
    }
}

/// Adds the account, unless its name is in use; says whether it did.
pub async fn insert(tx: &mut Tx, new: NewRow<'_>) -> Result<bool> {
    let touched = tx
        .sql(
            "insert into account (id, username, display_name, email, email_key, email_verified, password_hash, locale,
               instance_role, state, settings, settings_version, created_ms)
             values ($1, $2, $3, $4, $5, false, $6, $7, $8, 'active', '{}', 0, $9)
             on conflict (username) do nothing",
        )
        .id(new.id)
        .bind(new.username)
        .bind(new.display_name)
        .bind(new.email)
        .bind(new.email_key)
        .bind(new.password_hash)
        .bind(word(&new.locale))
        .bind(new.role.map(|role| word(&role)))
        .bind(new.now_ms)
        .run()
        .await?;
    Ok(touched == 1)
}

/// True when somebody owns the place.
pub async fn has_owner(conn: &mut Conn) -> Result<bool> {
    let owner = conn
        .sql("select 1 as one from account where instance_role = 'owner' and state <> 'erased' limit 1")
        .rows()
        .await?;
    Ok(!owner.is_empty())
}

/// The account of a username.
pub async fn by_username(conn: &mut Conn, username: &str) -> Result<Option<Login>> {
    Ok(conn
        .sql("select id, password_hash, state from account where username = $1 and state <> 'erased'")
        .bind(username)
        .optional()
        .await?)
}

/// The account that verified an address.
pub async fn by_email(conn: &mut Conn, email_key: &str) -> Result<Option<Login>> {
    Ok(conn
        .sql(
            "select id, password_hash, state from account
             where email_key = $1 and email_verified and state <> 'erased'",
        )
        .bind(email_key)
        .optional()
        .await?)
}

/// Accounts that never verified an address, made before then.
///
/// # Errors
/// The table cannot be read.
pub async fn unverified(conn: &mut Conn, before_ms: i64, most: i64) -> Result<Vec<UserId>> {
    let ids: Vec<uuid::Uuid> = conn
        .sql("select id as v from account where state = 'unverified' and created_ms < $1 order by id limit $2")
        .bind(before_ms)
        .bind(most)
        .all()
        .await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// Empties the row of an account that is unverified; says whether it was.
pub async fn erase_unverified(tx: &mut Tx, id: UserId, name: &str) -> Result<bool> {
    let touched = tx
        .sql(
            "update account set state = 'erased', username = $2, display_name = $2, email = null, email_key = null,
               password_hash = null, bio = null, pronouns = null, accent = null, avatar_id = null, timezone = null,
               presence_choice = null, status_text = null, status_emoji = null, status_expires_ms = null,
               last_seen_ms = null, settings = '{}'
             where id = $1 and state = 'unverified'",
        )
        .id(id)
        .bind(name)
        .run()
        .await?;
    Ok(touched == 1)
}

/// The account of an id.
pub async fn by_id(conn: &mut Conn, id: UserId) -> Result<Option<Login>> {
    Ok(conn.sql("select id, password_hash, state from account where id = $1").id(id).optional().await?)
}

/// Holds the account's row until the transaction ends, so that what is counted per account is counted once.
///
/// # Errors
/// The table cannot be written.
pub async fn lock(tx: &mut Tx, id: UserId) -> Result<()> {
    tx.sql("update account set state = state where id = $1").id(id).run().await?;
    Ok(())
}

/// Locks an account and all that only claim an address, in the order of their ids: two who prove it at once take turns.
///
/// Who proved it while this waited is left alone: a new version of their row would stand in the index of proven
/// addresses, and whoever proves the address next would wait for it while this waits for them.
///
/// # Errors
/// The table cannot be read or written.
pub async fn lock_claimants(tx: &mut Tx, key: &str, id: UserId) -> Result<()> {
    let claimants: Vec<uuid::Uuid> = tx
        .sql("select id as v from account where email_key = $1 and not email_verified and id <> $2")
        .bind(key)
        .id(id)
        .all()
        .await?;
    let mut all: Vec<UserId> = claimants.into_iter().map(UserId).chain([id]).collect();
    all.sort_unstable();
    for one in all {
        tx.sql("update account set state = state where id = $1 and (id = $2 or not email_verified)")
            .id(one)
            .id(id)
            .run()
            .await?;
    }
    Ok(())
}

/// Gives an account a new password.
pub async fn change_password(tx: &mut Tx, id: UserId, hash: &str, now_ms: i64) -> Result<()> {
    tx.sql("update account set password_hash = $2, password_changed_ms = $3 where id = $1")
        .id(id)
        .bind(hash)
        .bind(now_ms)
        .run()
        .await?;
    Ok(())
}

/// When the password was last changed, if it ever was.
pub async fn password_changed_ms(conn: &mut Conn, id: UserId) -> Result<Option<i64>> {
    Ok(conn.sql("select password_changed_ms as v from account where id = $1").id(id).one().await?)
}

/// Holds the account's row as [`lock`] does, and forgives its wrong codes: somebody came in.
pub async fn note_way_in(tx: &mut Tx, id: UserId) -> Result<()> {
    tx.sql("update account set code_wrong = 0, code_paused_until_ms = null where id = $1").id(id).run().await?;
    Ok(())
}

/// The active account that verified an address, unless codes are paused for it.
pub async fn by_email_for_codes(conn: &mut Conn, email_key: &str, now_ms: i64) -> Result<Option<Login>> {
    Ok(conn
        .sql(
            "select id, password_hash, state from account
             where email_key = $1 and email_verified and state = 'active'
               and (code_paused_until_ms is null or code_paused_until_ms <= $2)",
        )
        .bind(email_key)
        .bind(now_ms)
        .optional()
        .await?)
}

/// Writes down an address that nobody proved yet, unless the account has a proven one; says whether it did.
pub async fn claim_email(tx: &mut Tx, id: UserId, typed: &str, key: &str) -> Result<bool> {
    let touched = tx
        .sql("update account set email = $2, email_key = $3 where id = $1 and not email_verified")
        .id(id)
        .bind(typed)
        .bind(key)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Takes an address off everybody else who only claims it.
pub async fn drop_claims(tx: &mut Tx, key: &str, but: UserId) -> Result<()> {
    tx.sql(
        "update account set email = null, email_key = null where email_key = $1 and not email_verified and id <> $2",
    )
    .bind(key)
    .id(but)
    .run()
    .await?;
    Ok(())
}

/// Gives an account a proven address; it is unverified no more.
///
/// # Errors
/// `taken`: somebody else proved it first.
pub async fn verify_email(tx: &mut Tx, id: UserId, typed: &str, key: &str) -> Result<()> {
    let done = tx
        .sql(
            "update account set email = $2, email_key = $3, email_verified = true,
               state = case when state = 'unverified' then 'active' else state end
             where id = $1",
        )
        .id(id)
        .bind(typed)
        .bind(key)
        .run()
        .await;
    match done {
        Err(error) if error.is_unique("account_email_key") => {
            Err(Error::Refused(Problem::new(Code::Taken, "Somebody else has this address.").at("email")))
        }
        done => Ok(done.map(drop)?),
    }
}

/// Takes the address away.
pub async fn remove_email(tx: &mut Tx, id: UserId) -> Result<()> {
    tx.sql("update account set email = null, email_key = null, email_verified = false where id = $1")
        .id(id)
        .run()
        .await?;
    Ok(())
}

/// Replaces the password's hash, if it is still the one that was read.
pub async fn set_password_hash(tx: &mut Tx, id: UserId, old: &str, new: &str) -> Result<()> {
    tx.sql("update account set password_hash = $1 where id = $2 and password_hash = $3")
        .bind(new)
        .id(id)
        .bind(old)
        .run()
        .await?;
    Ok(())
}

/// Everything the owner of an account sees of it, and the id of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub me: Me,
    pub avatar: Option<FileId>,
}

impl FromRow for Account {
    fn from_row(row: &Row) -> DbResult<Self> {
        let me = Me {
            user: Public::from_row(row)?.0,
            email: row.get("email")?,
            email_verified: row.get("email_verified")?,
            state: row.word("state")?,
            locale: row.word("locale")?,
            timezone: row.get("timezone")?,
            direct_policy: row.word("direct_policy")?,
            friend_requests: row.word("friend_requests")?,
            second_factor: row.get("second_factor")?,
            presence: presence::choice(row)?,
            custom: presence::custom(row)?,
        };
        Ok(Self { me, avatar: row.maybe_id("avatar_id")? })
    }
}

struct Named<T>(UserId, T);

impl FromRow for Named<UserRef> {
    fn from_row(row: &Row) -> DbResult<Self> {
        let user = brief::user_ref(row, "")?;
        Ok(Self(user.id, user))
    }
}

struct Public(User);

impl FromRow for Public {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(User {
            id: row.id("id")?,
            username: row.get("username")?,
            display_name: row.get("display_name")?,
            avatar: row.maybe_id::<FileId>("avatar_id")?.map(pictures::picture),
            bio: row.get("bio")?,
            pronouns: row.get("pronouns")?,
            accent: row.get("accent")?,
            bot: false,
            instance_role: row
                .get::<Option<String>>("instance_role")?
                .map(|_| row.word("instance_role"))
                .transpose()?,
            created_at: Timestamp(row.get("created_ms")?),
        }))
    }
}

/// People as they appear beside their words.
///
/// # Errors
/// The table cannot be read.
pub async fn user_refs(conn: &mut Conn, ids: impl IntoIterator<Item = UserId>) -> Result<HashMap<UserId, UserRef>> {
    let found: Vec<Named<UserRef>> =
        conn.sql("select id, username, display_name, avatar_id from account where id in (@)").ids(ids).all().await?;
    Ok(found.into_iter().map(|Named(id, user)| (id, user)).collect())
}

/// People as everybody who may see them does.
///
/// # Errors
/// The table cannot be read.
pub async fn users(conn: &mut Conn, ids: impl IntoIterator<Item = UserId>) -> Result<HashMap<UserId, User>> {
    let found: Vec<Public> = conn
        .sql(
            "select id, username, display_name, avatar_id, bio, pronouns, accent, instance_role, created_ms
             from account where id in (@)",
        )
        .ids(ids)
        .all()
        .await?;
    Ok(found.into_iter().map(|Public(user)| (user.id, user)).collect())
}

/// One person as everybody who may see them does.
///
/// # Errors
/// `not_found`: nobody has this id.
pub async fn user(conn: &mut Conn, id: UserId) -> Result<User> {
    users(conn, [id]).await?.remove(&id).ok_or_else(Error::not_found)
}

/// The account as its owner sees it.
///
/// # Errors
/// `not_found`: there is no such account.
pub async fn me(conn: &mut Conn, id: UserId) -> Result<Me> {
    Ok(account(conn, id).await?.me)
}

/// The account as its owner sees it, and the id of its picture.
pub async fn account(conn: &mut Conn, id: UserId) -> Result<Account> {
    conn.sql(
        "select id, username, display_name, avatar_id, bio, pronouns, accent, instance_role, created_ms, email,
           email_verified, state, locale, timezone, direct_policy, friend_requests, presence_choice, status_text,
           status_emoji, status_expires_ms,
           exists (select 1 from totp where account_id = account.id and confirmed_ms is not null) as second_factor
         from account where id = $1",
    )
    .id(id)
    .optional()
    .await?
    .ok_or_else(Error::not_found)
}

/// Writes what a person can change of their account.
pub async fn update(tx: &mut Tx, account: &Account) -> Result<()> {
    let Me { user, locale, timezone, direct_policy, friend_requests, .. } = &account.me;
    tx.sql(
        "update account set display_name = $1, bio = $2, pronouns = $3, accent = $4, avatar_id = $5, locale = $6,
           timezone = $7, direct_policy = $8, friend_requests = $9
         where id = $10",
    )
    .bind(&user.display_name)
    .bind(user.bio.clone())
    .bind(user.pronouns.clone())
    .bind(user.accent.clone())
    .maybe_id(account.avatar)
    .bind(word(locale))
    .bind(timezone.clone())
    .bind(word(direct_policy))
    .bind(word(friend_requests))
    .id(user.id)
    .run()
    .await?;
    Ok(())
}

/// Settings that the client keeps for itself.
///
/// # Errors
/// `not_found`: there is no such account.
pub async fn client_settings(conn: &mut Conn, id: UserId) -> Result<ClientSettings> {
    conn.sql("select settings, settings_version from account where id = $1")
        .id(id)
        .optional::<Settings>()
        .await?
        .map(|settings| settings.0)
        .ok_or_else(Error::not_found)
}

struct Settings(ClientSettings);

impl FromRow for Settings {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(ClientSettings { settings: row.json("settings")?, version: row.get("settings_version")? }))
    }
}

/// Replaces the client settings if nobody else did since `version`; says whether it did.
pub async fn set_client_settings(tx: &mut Tx, id: UserId, settings: &str, version: i64) -> Result<bool> {
    let touched = tx
        .sql(
            "update account set settings = $1, settings_version = settings_version + 1
             where id = $2 and settings_version = $3",
        )
        .bind(settings)
        .id(id)
        .bind(version)
        .run()
        .await?;
    Ok(touched == 1)
}
