//! What lies in the folder of mail, and addresses that are somebody's.

use super::{Person, World};
use std::{collections::BTreeMap, fs};

/// An address that is proven already.
pub async fn verifies(world: &World, person: &Person, address: &'static str, locale: &'static str) {
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update account set email = $2, email_key = $2, email_verified = true, locale = $3 where id = $1")
        .id(person.id)
        .bind(address)
        .bind(locale)
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The parts of a mail, decoded enough to be read: quoted-printable without its soft breaks.
pub fn readable(mail: &str) -> String {
    let joined = mail.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match (first, hex.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Sends what waits, and takes every mail out of the folder: to whom, and what it says.
pub async fn letters(world: &World) -> Vec<(String, String)> {
    world.run_jobs().await;
    let Ok(folder) = fs::read_dir(world.app.config.data.join("mail")) else { return Vec::new() };
    let mut mails = BTreeMap::new();
    for file in folder {
        let path = file.unwrap().path();
        mails.insert(path.clone(), fs::read_to_string(&path).unwrap());
        fs::remove_file(path).unwrap();
    }
    let split = |mail: String| {
        let to = mail.lines().find_map(|line| line.strip_prefix("To: ")).unwrap().trim().to_owned();
        (to, readable(&mail))
    };
    mails.into_values().map(split).collect()
}

/// The one code that waits to be sent to an address.
pub async fn code_for(world: &World, address: &str) -> String {
    let [(to, mail)] = letters(world).await.try_into().unwrap_or_else(|mails| panic!("not one mail: {mails:?}"));
    assert_eq!(to, address);
    code_in(&mail)
}

/// The line of a mail that is a code.
pub fn code_in(mail: &str) -> String {
    let is_code = |line: &&str| {
        let plain = line.replace('-', "");
        (plain.len() == 6 && plain.bytes().all(|byte| byte.is_ascii_digit()))
            || (line.len() == 11 && plain.len() == 10 && plain.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    mail.lines().map(str::trim).find(is_code).unwrap_or_else(|| panic!("no code in {mail}")).to_owned()
}
