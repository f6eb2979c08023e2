//! `snug admin reports` beside a program that serves.

use crate::place::{CODE, Ground, PASSWORD, Process, program};
use serde_json::{Value, json};
use snug_client::Client;
use snug_proto::{reports::Report, spaces::Invite, spaces::Space};
use std::process::{Command, Output};

fn reports(ground: &Ground, args: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.env_clear().args(["admin", "reports"]).args(args).arg("--data").arg(ground.folder.path());
    command.args(["--database", &ground.url()]).output().unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_space_has_in_its_queue_is_read_and_closed_from_the_host() {
    let ground = Ground::fresh().await;
    let process = Process::start(&ground).await;
    let olive = Client::new(&process.base).unwrap();
    let setup = json!({ "setup_code": CODE, "username": "olive", "password": PASSWORD });
    olive.setup(&serde_json::from_value(setup).unwrap()).await.unwrap();
    let space: Space = olive.post("/spaces", &json!({ "name": "Foxglove" })).await.unwrap();
    let invite: Invite = olive.post(&format!("/spaces/{}/invites", space.id), &json!({})).await.unwrap();
    let ben = Client::new(&process.base).unwrap();
    let new = json!({ "username": "ben", "password": PASSWORD, "invite": invite.code, "session": "token" });
    ben.post::<Value>("/auth/register", &new).await.unwrap();
    ben.sign_in("ben", PASSWORD).await.unwrap();
    let body = json!({ "space_id": space.id, "category": "illegal", "note": "Look at it." });
    let report: Report = ben.post("/reports", &body).await.unwrap();
    let id = report.id.to_string();
    let list = said(&reports(&ground, &["list"]));
    assert!(list.starts_with(&id) && list.contains("open: illegal, space of olive, by ben"), "{list}");
    let shown = said(&reports(&ground, &["show", &id]));
    assert!(shown.contains("note: Look at it.") && shown.contains("name then: Foxglove"), "{shown}");
    assert_eq!(said(&reports(&ground, &["close", &id, "--note", "Looked at."])), "");
    assert_eq!(said(&reports(&ground, &["list"])), "");
    let all = said(&reports(&ground, &["list", "--all"]));
    assert!(all.contains("resolved"), "{all}");
    let again = reports(&ground, &["close", &id]);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("It is closed already."));
    // It is closed: the same may be reported anew.
    ben.post::<Report>("/reports", &body).await.unwrap();
    drop(process);
    ground.end().await;
}
