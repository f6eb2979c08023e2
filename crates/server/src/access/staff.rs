//! Who may act for the place. Read from the row of the session each time, in the transaction that acts: what is
//! remembered anywhere grants nothing here.

use super::Actor;
use crate::error::{Error, Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row};
use snug_proto::{
    Code, UserId,
    account::{InstanceRole, SignInMethod},
};

/// What the rows of a live session and of its account say.
#[derive(Clone, Copy, Debug)]
pub struct Footing {
    user: UserId,
    role: Option<InstanceRole>,
    has_factor: bool,
    proved_factor: bool,
    elevated_until_ms: Option<i64>,
}

impl FromRow for Footing {
    fn from_row(row: &Row) -> DbResult<Self> {
        let methods: Vec<SignInMethod> = row.json("methods")?;
        Ok(Self {
            user: row.id("id")?,
            role: row.get::<Option<String>>("instance_role")?.map(|_| row.word("instance_role")).transpose()?,
            has_factor: row.get("has_factor")?,
            proved_factor: methods
                .iter()
                .any(|method| matches!(method, SignInMethod::Totp | SignInMethod::RecoveryCode)),
            elevated_until_ms: row.get("elevated_until_ms")?,
        })
    }
}

impl Footing {
    /// Rank on the instance.
    pub fn role(&self) -> Option<InstanceRole> {
        self.role
    }

    /// True when the account has a second factor.
    pub fn has_factor(&self) -> bool {
        self.has_factor
    }

    /// Until when the session may act, unless it may not.
    pub fn elevated_until(&self, now_ms: i64) -> Option<i64> {
        self.elevated_until_ms.filter(|until| self.role.is_some() && self.has_factor && now_ms < *until)
    }

    /// The rank, if it is at least this one.
    ///
    /// # Errors
    /// `forbidden`: it is lower, or there is none.
    pub fn rank(&self, least: InstanceRole) -> Result<InstanceRole> {
        self.role.filter(|role| *role >= least).ok_or_else(|| match least {
            InstanceRole::Moderator => Error::forbidden("a rank on this place"),
            InstanceRole::Admin | InstanceRole::Owner => Error::forbidden("a higher rank on this place"),
        })
    }

    fn staff(self) -> Result<Staff> {
        let role = self.rank(InstanceRole::Moderator)?;
        self.check_factor()?;
        if !self.proved_factor {
            return Err(Error::refused(
                Code::ReauthRequired,
                "Say again who you are: with a code of your authenticator.",
            ));
        }
        Ok(Staff { user: self.user, role })
    }

    fn elevated(self, least: InstanceRole, now_ms: i64) -> Result<Elevated> {
        let role = self.rank(least)?;
        self.check_factor()?;
        if self.elevated_until(now_ms).is_none() {
            return Err(Error::refused(
                Code::ElevationRequired,
                "Raise this session first: with your password and a code of your authenticator.",
            ));
        }
        Ok(Elevated { user: self.user, role })
    }

    fn check_factor(&self) -> Result<()> {
        if self.has_factor { Ok(()) } else { Err(factor_needed()) }
    }
}

/// The refusal of somebody whose account has no second factor.
pub fn factor_needed() -> Error {
    Error::refused(Code::SecondFactorSetup, "Protect your account with an authenticator first.")
}

/// Proof: staff who proved a second factor in this session. Made by [`staff`] alone.
#[derive(Clone, Copy, Debug)]
pub struct Staff {
    user: UserId,
    role: InstanceRole,
}

impl Staff {
    /// Who acts.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// Their rank.
    pub fn role(&self) -> InstanceRole {
        self.role
    }
}

/// Proof: staff whose session may act now. Made by [`elevated`] and [`elevated_moderator`] alone.
#[derive(Clone, Copy, Debug)]
pub struct Elevated {
    user: UserId,
    role: InstanceRole,
}

impl Elevated {
    /// Who acts.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// Their rank.
    pub fn role(&self) -> InstanceRole {
        self.role
    }

    /// Goes on only for admins and owners.
    ///
    /// # Errors
    /// `forbidden`: a moderator.
    pub fn require_admin(&self) -> Result<()> {
        if self.role >= InstanceRole::Admin { Ok(()) } else { Err(Error::forbidden("a higher rank on this place")) }
    }

    /// Goes on only against somebody of a lower rank: nobody acts on their equals, and so not on themselves.
    ///
    /// # Errors
    /// `forbidden`: the rank is not lower.
    pub fn require_above(&self, target: Option<InstanceRole>) -> Result<()> {
        if target < Some(self.role) { Ok(()) } else { Err(Error::forbidden("a rank above theirs")) }
    }
}

/// What the rows say of the caller's session.
///
/// # Errors
/// `unauthenticated`: it is over, or the account is not active.
pub async fn footing(conn: &mut Conn, actor: &Actor) -> Result<Footing> {
    let found: Option<Footing> = conn
        .sql(
            "select a.id, a.instance_role, s.methods, s.elevated_until_ms,
               exists (select 1 from totp where account_id = a.id and confirmed_ms is not null) as has_factor
             from session s join account a on a.id = s.account_id
             where s.id = $1 and s.ended_ms is null and a.state = 'active'",
        )
        .id(actor.session)
        .optional()
        .await?;
    found.filter(|footing| footing.user == actor.user).ok_or_else(Error::unauthenticated)
}

/// Proves that the caller is staff and proved a second factor in this session.
///
/// # Errors
/// * `unauthenticated`: the session is over.
/// * `forbidden`: no rank on the instance.
/// * `second_factor_setup`: the account has no factor.
/// * `reauth_required`: it was not proven in this session.
pub async fn staff(conn: &mut Conn, actor: &Actor) -> Result<Staff> {
    footing(conn, actor).await?.staff()
}

/// Proves that the caller is an admin or an owner whose session may act now.
///
/// # Errors
/// * `unauthenticated`: the session is over.
/// * `forbidden`: a lower rank, or none.
/// * `second_factor_setup`: the account has no factor.
/// * `elevation_required`: the session was not raised, or no longer is.
pub async fn elevated(conn: &mut Conn, actor: &Actor, now_ms: i64) -> Result<Elevated> {
    footing(conn, actor).await?.elevated(InstanceRole::Admin, now_ms)
}

/// As [`elevated`], also for moderators: what is done with it looks at the rank itself.
///
/// # Errors
/// As [`elevated`].
pub async fn elevated_moderator(conn: &mut Conn, actor: &Actor, now_ms: i64) -> Result<Elevated> {
    footing(conn, actor).await?.elevated(InstanceRole::Moderator, now_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_000;

    fn footing(role: Option<InstanceRole>, has_factor: bool, until_ms: Option<i64>) -> Footing {
        let user = UserId(uuid::Uuid::nil());
        Footing { user, role, has_factor, proved_factor: until_ms.is_some(), elevated_until_ms: until_ms }
    }

    #[track_caller]
    fn refused<T>(done: Result<T>, code: Code) {
        assert_eq!(done.err().map(|error| error.code()), Some(code));
    }

    // control: canis-53, canis-64
    #[test]
    fn refusals_come_in_one_order() {
        let (admin, moderator) = (Some(InstanceRole::Admin), Some(InstanceRole::Moderator));
        let raised = Some(NOW_MS + 1);
        let of = |role, has_factor, until| footing(role, has_factor, until).elevated(InstanceRole::Admin, NOW_MS);
        refused(of(None, false, None), Code::Forbidden);
        refused(of(moderator, false, None), Code::Forbidden);
        refused(of(moderator, true, raised), Code::Forbidden);
        refused(of(admin, false, raised), Code::SecondFactorSetup);
        refused(of(admin, true, None), Code::ElevationRequired);
        refused(of(admin, true, Some(NOW_MS)), Code::ElevationRequired);
        assert!(of(admin, true, raised).is_ok());
        assert!(footing(moderator, true, raised).elevated(InstanceRole::Moderator, NOW_MS).is_ok());
        refused(footing(None, true, raised).staff(), Code::Forbidden);
        refused(footing(moderator, false, None).staff(), Code::SecondFactorSetup);
        refused(footing(moderator, true, None).staff(), Code::ReauthRequired);
        assert!(footing(moderator, true, Some(0)).staff().is_ok(), "the factor stays proven");
    }

    // control: canis-64
    #[test]
    fn one_acts_on_lower_ranks_alone() {
        let ranks = [None, Some(InstanceRole::Moderator), Some(InstanceRole::Admin), Some(InstanceRole::Owner)];
        for (at, role) in ranks.iter().enumerate().skip(1) {
            let proof = Elevated { user: UserId(uuid::Uuid::nil()), role: role.unwrap() };
            for (other, target) in ranks.iter().enumerate() {
                assert_eq!(proof.require_above(*target).is_ok(), other < at, "{role:?} on {target:?}");
            }
        }
    }
}
