use super::*;
use proptest::prelude::*;

const ISSUER: &str = "https://snug.example.org";
const NOW_MS: i64 = 1_767_225_600_000;

fn sample() -> (Uuid, SigningKey, Bearer, String) {
    let (kid, key) = (Uuid::from_u128(1), SigningKey::from_bytes(&[7; 32]));
    let bearer = Bearer { user: UserId(Uuid::from_u128(2)), session: SessionId(Uuid::from_u128(3)) };
    let token = issue((kid, &key), ISSUER, bearer, NOW_MS, 600).unwrap();
    (kid, key, bearer, token)
}

#[test]
fn a_token_reads_back_until_its_time_is_over() {
    let (kid, key, bearer, token) = sample();
    let read_at = |now_ms| read(&token, &key.verifying_key(), ISSUER, now_ms);
    assert_eq!(key_id(&token), Some(kid));
    assert_eq!(read_at(NOW_MS), Some(bearer));
    assert_eq!(read_at(NOW_MS + 630_000), Some(bearer));
    assert_eq!(read_at(NOW_MS + 631_000), None);
    assert_eq!(read_at(NOW_MS - 30_000), Some(bearer));
    assert_eq!(read_at(NOW_MS - 31_000), None);
}

#[test]
fn no_token_lives_longer_than_a_quarter_of_an_hour() {
    let (kid, key, bearer, _) = sample();
    let token = issue((kid, &key), ISSUER, bearer, NOW_MS, 100_000).unwrap();
    assert_eq!(read(&token, &key.verifying_key(), ISSUER, NOW_MS + 931_000), None);
}

proptest! {
    #[test]
    fn any_changed_byte_makes_it_worthless(at in 0..400_usize, to in "[A-Za-z0-9_.=-]") {
        let (_, key, _, token) = sample();
        let mut changed = token.clone();
        prop_assume!(at < token.len() && token[at..=at] != to);
        changed.replace_range(at..=at, &to);
        prop_assert_eq!(read(&changed, &key.verifying_key(), ISSUER, NOW_MS), None);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,300}") {
        let (_, key, _, _) = sample();
        prop_assert_eq!(key_id(&text), None);
        prop_assert_eq!(read(&text, &key.verifying_key(), ISSUER, NOW_MS), None);
    }
}
