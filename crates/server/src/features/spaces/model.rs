//! Rules of spaces that need nothing but their input.

use crate::{
    error::{Error, Result},
    text,
};
use snug_proto::{
    Code, Perms, RoleId,
    limits::{
        BAN_DELETE_MAX_SECONDS, INVITE_DEFAULT_SECONDS, INVITE_MAX_SECONDS, INVITE_MIN_SECONDS, INVITE_USES_MAX,
        NICK_MAX, REASON_MAX, ROLE_NAME_MAX, SPACE_DESCRIPTION_MAX, SPACE_NAME_MAX, SPACE_NAME_MIN,
        TIMEOUT_MAX_SECONDS, TIMEOUT_MIN_SECONDS,
    },
    spaces::JoinGate,
};

/// Letters and digits that nobody mistakes for each other.
const UNAMBIGUOUS: &[u8; 57] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// Length of an invite code: 57^10 is more than 2^58.
const CODE_LENGTH: usize = 10;
/// Bytes below this are spread evenly over the letters.
const EVEN: u8 = 57 * 4;
/// How old an account must be for [`JoinGate::Aged`], in milliseconds.
const AGED_MS: i64 = 24 * 60 * 60 * 1000;
/// Longest life of a ban that ends by itself, in seconds: ten years.
const BAN_MAX_SECONDS: i64 = 315_360_000;

/// The name of a space.
///
/// # Errors
/// `invalid`, field `name`.
pub fn space_name(name: &str) -> Result<String> {
    text::line("name", name, SPACE_NAME_MIN, SPACE_NAME_MAX)
}

/// What a space is for; blank is the same as nothing.
///
/// # Errors
/// `invalid`, field `description`.
pub fn description(description: Option<String>) -> Result<Option<String>> {
    let description = description.map(|text| text::block("description", &text, SPACE_DESCRIPTION_MAX)).transpose()?;
    Ok(description.filter(|text| !text.trim().is_empty()))
}

/// The name of a member in one space.
///
/// # Errors
/// `invalid`, field `nick`.
pub fn nick(nick: Option<String>) -> Result<Option<String>> {
    nick.map(|text| text::line("nick", &text, 1, NICK_MAX)).transpose()
}

/// The name of a role.
///
/// # Errors
/// `invalid`, field `name`.
pub fn role_name(name: &str) -> Result<String> {
    text::line("name", name, 1, ROLE_NAME_MAX)
}

/// Why somebody was banned; blank is the same as nothing.
///
/// # Errors
/// `invalid`, field `reason`.
pub fn reason(reason: Option<String>) -> Result<Option<String>> {
    let reason = reason.map(|text| text::block("reason", &text, REASON_MAX)).transpose()?;
    Ok(reason.filter(|text| !text.trim().is_empty()))
}

/// What everybody gets must do no harm.
///
/// # Errors
/// `invalid`, field `permissions`.
pub fn everyone_permissions(permissions: Perms) -> Result<Perms> {
    match (permissions & Perms::DANGEROUS).iter().next() {
        None => Ok(permissions),
        Some(perm) => Err(Error::invalid("permissions", format!("{} is too strong for everyone.", perm.name()))),
    }
}

/// How long an invite lives, in milliseconds.
///
/// # Errors
/// `invalid`, field `expires_in_seconds`: 5 minutes to 30 days.
pub fn invite_life_ms(seconds: Option<i64>) -> Result<i64> {
    let seconds = seconds.unwrap_or(INVITE_DEFAULT_SECONDS);
    within("expires_in_seconds", seconds, INVITE_MIN_SECONDS, INVITE_MAX_SECONDS).map(|seconds| seconds * 1000)
}

/// How often an invite can be used; 0: no count.
///
/// # Errors
/// `invalid`, field `max_uses`.
pub fn max_uses(uses: i64) -> Result<i64> {
    within("max_uses", uses, 0, INVITE_USES_MAX)
}

/// How long a timeout lasts, in milliseconds.
///
/// # Errors
/// `invalid`, field `seconds`: a minute to 28 days.
pub fn timeout_ms(seconds: i64) -> Result<i64> {
    within("seconds", seconds, TIMEOUT_MIN_SECONDS, TIMEOUT_MAX_SECONDS).map(|seconds| seconds * 1000)
}

/// How far back a ban takes messages along, in milliseconds.
///
/// # Errors
/// `invalid`, field `delete_messages_seconds`: up to 7 days.
pub fn delete_messages_ms(seconds: i64) -> Result<i64> {
    within("delete_messages_seconds", seconds, 0, BAN_DELETE_MAX_SECONDS).map(|seconds| seconds * 1000)
}

/// How long a ban lasts, in milliseconds; none: for good.
///
/// # Errors
/// `invalid`, field `expires_in_seconds`: a second to ten years.
pub fn ban_life_ms(seconds: Option<i64>) -> Result<Option<i64>> {
    let checked = seconds.map(|seconds| within("expires_in_seconds", seconds, 1, BAN_MAX_SECONDS)).transpose()?;
    Ok(checked.map(|seconds| seconds * 1000))
}

fn within(field: &str, value: i64, least: i64, most: i64) -> Result<i64> {
    if (least..=most).contains(&value) { Ok(value) } else { Err(Error::invalid(field, format!("{least} to {most}."))) }
}

/// Nobody gives or takes what they do not hold.
///
/// # Errors
/// `forbidden`: names the first such right.
pub fn only_held(touched: Perms, held: Perms) -> Result<()> {
    match touched.without(held).iter().next() {
        None => Ok(()),
        Some(missing) => Err(Error::forbidden(missing.name())),
    }
}

/// The rights that differ.
pub fn difference(old: Perms, new: Perms) -> Perms {
    Perms(old.0 ^ new.0)
}

/// A code of an invite: 58 bit of chance, evenly spread.
pub fn invite_code(mut chance: impl FnMut() -> [u8; 16]) -> String {
    let mut code = String::with_capacity(CODE_LENGTH);
    while code.len() < CODE_LENGTH {
        let bytes = chance();
        let letters =
            bytes.iter().filter(|byte| **byte < EVEN).map(|byte| char::from(UNAMBIGUOUS[usize::from(byte % 57)]));
        code.extend(letters.take(CODE_LENGTH - code.len()));
    }
    code
}

/// Members as strangers are told: two digits from 100 on.
pub fn rounded(count: i64) -> i64 {
    let mut unit = 1;
    while count / unit >= 100 {
        unit *= 10;
    }
    (count + unit / 2) / unit * unit
}

/// Whether an account may come in.
///
/// # Errors
/// * `email_unverified`: the space wants a verified address.
/// * `forbidden`: the account is too young.
pub fn pass_gate(gate: JoinGate, is_email_verified: bool, created_ms: i64, now_ms: i64) -> Result<()> {
    match gate {
        JoinGate::Email if !is_email_verified => {
            Err(Error::refused(Code::EmailUnverified, "This space wants a verified e-mail address."))
        }
        JoinGate::Aged if now_ms - created_ms < AGED_MS => {
            Err(Error::refused(Code::Forbidden, "This space wants accounts older than 24 hours."))
        }
        _ => Ok(()),
    }
}

/// Checks a new order of roles against the one in force; both highest first, without everyone.
///
/// # Errors
/// * `conflict`: the list is not exactly the roles of the space.
/// * `forbidden`: it moves a role that is not below `rank`.
pub fn check_order(current: &[(RoleId, i64)], wanted: &[RoleId], rank: i64) -> Result<()> {
    let sorted = |mut ids: Vec<RoleId>| {
        ids.sort_unstable();
        ids
    };
    if sorted(current.iter().map(|(id, _)| *id).collect()) != sorted(wanted.to_vec()) {
        return Err(Error::conflict("The roles changed meanwhile."));
    }
    let is_kept = |((id, position), wanted): (&(RoleId, i64), &RoleId)| *position < rank || id == wanted;
    if current.iter().zip(wanted).all(is_kept) { Ok(()) } else { Err(Error::forbidden("a rank above the role")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use snug_platform::{clock::Clock, ids::Ids};
    use snug_proto::Perm;
    use std::collections::{BTreeMap, BTreeSet};
    use uuid::Uuid;

    // control: canis-81
    #[test]
    fn codes_do_not_repeat_and_use_every_letter_evenly() {
        let ids = Ids::system(Clock::Real);
        let codes: BTreeSet<String> = (0..10_000).map(|_| invite_code(|| ids.bytes())).collect();
        assert_eq!(codes.len(), 10_000);
        let mut seen: BTreeMap<char, u32> = BTreeMap::new();
        for letter in codes.iter().flat_map(|code| code.chars()) {
            *seen.entry(letter).or_default() += 1;
        }
        assert_eq!(seen.len(), 57);
        // 100 000 letters: 1754 of each are expected, with a standard deviation of 42.
        assert!(seen.values().all(|count| (1_500..2_010).contains(count)), "{seen:?}");
        assert!(57_f64.powi(10).log2() > 58.0);
    }

    #[test]
    fn strangers_are_told_two_digits() {
        for (count, told) in
            [(0, 0), (7, 7), (99, 99), (100, 100), (104, 100), (105, 110), (1_249, 1_200), (99_600, 100_000)]
        {
            assert_eq!(rounded(count), told, "{count}");
        }
    }

    #[test]
    fn spans_have_two_ends() {
        assert!(invite_life_ms(Some(299)).is_err() && invite_life_ms(Some(300)).is_ok());
        assert!(invite_life_ms(Some(2_592_000)).is_ok() && invite_life_ms(Some(2_592_001)).is_err());
        assert_eq!(invite_life_ms(None).unwrap(), 604_800_000);
        assert!(timeout_ms(59).is_err() && timeout_ms(60).is_ok());
        assert!(timeout_ms(2_419_200).is_ok() && timeout_ms(2_419_201).is_err());
        assert!(max_uses(-1).is_err() && max_uses(0).is_ok() && max_uses(1_000).is_ok() && max_uses(1_001).is_err());
        assert!(delete_messages_ms(604_800).is_ok() && delete_messages_ms(604_801).is_err());
        assert!(ban_life_ms(Some(0)).is_err() && ban_life_ms(Some(i64::MAX)).is_err());
        assert!(ban_life_ms(None).unwrap().is_none());
    }

    #[test]
    fn gates_hold() {
        assert_eq!(pass_gate(JoinGate::Email, false, 0, 0).unwrap_err().code(), Code::EmailUnverified);
        assert!(pass_gate(JoinGate::Email, true, 0, 0).is_ok());
        assert_eq!(pass_gate(JoinGate::Aged, true, 0, AGED_MS - 1).unwrap_err().code(), Code::Forbidden);
        assert!(pass_gate(JoinGate::Aged, false, 0, AGED_MS).is_ok());
    }

    fn role(number: u128) -> RoleId {
        RoleId(Uuid::from_u128(number))
    }

    #[test]
    fn an_order_keeps_what_stands_above() {
        let current = [(role(3), 3), (role(2), 2), (role(1), 1)];
        assert!(check_order(&current, &[role(3), role(1), role(2)], 3).is_ok());
        assert_eq!(check_order(&current, &[role(2), role(3), role(1)], 3).unwrap_err().code(), Code::Forbidden);
        for stale in [&[role(3), role(2)][..], &[role(3), role(2), role(4)], &[role(3), role(2), role(2)]] {
            assert_eq!(check_order(&current, stale, 9).unwrap_err().code(), Code::Conflict);
        }
    }

    proptest! {
        #[test]
        fn whoever_holds_what_differs_may_change_it(old: u64, new: u64, held: u64) {
            let touched = difference(Perms(old), Perms(new)) & Perms::ALL;
            let allowed = only_held(touched, Perms(held)).is_ok();
            prop_assert_eq!(allowed, Perm::ALL.iter().all(|perm| {
                Perms(old).has(*perm) == Perms(new).has(*perm) || Perms(held).has(*perm)
            }));
        }
    }
}
