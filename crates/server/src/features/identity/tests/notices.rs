//! Mail to the owners of accounts, through a mail server written here and into the folder of development.

use super::{count, newcomer, post, text, tokens};
use crate::{
    config::Smtp,
    testkit::{
        PASSWORD, World,
        letters::{readable, verifies},
    },
};
use serde_json::{Value, json};
use snug_platform::jobs::LATER;
use snug_proto::{
    Code, Secret,
    instance::{Health, HealthStatus, OffWord, PartHealth},
};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A mail server: keeps what it takes, and answers recipients as told, in the end well.
#[derive(Clone, Default)]
struct Sink {
    taken: Arc<Mutex<Vec<String>>>,
    verdicts: Arc<Mutex<VecDeque<&'static str>>>,
}

impl Sink {
    async fn start(verdicts: &[&'static str]) -> (Self, Smtp) {
        let sink = Self::default();
        sink.verdicts.lock().unwrap().extend(verdicts);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let serving = sink.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serving.clone().converse(socket));
            }
        });
        (sink, Smtp::Server(Secret::new(url)))
    }

    async fn converse(self, socket: TcpStream) {
        let mut socket = BufReader::new(socket);
        let (mut mail, mut is_body) = (String::new(), false);
        let mut answer = "220 hello".to_owned();
        loop {
            if !answer.is_empty() && socket.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
                return;
            }
            let mut line = String::new();
            if socket.read_line(&mut line).await.unwrap_or(0) == 0 {
                return;
            }
            mail.push_str(&line);
            let word = line.trim_end();
            answer = match word {
                "." if is_body => {
                    self.taken.lock().unwrap().push(std::mem::take(&mut mail));
                    "250 taken".into()
                }
                _ if is_body => String::new(),
                "DATA" => "354 go on".into(),
                "QUIT" => "221 bye".into(),
                _ if word.starts_with("RCPT") => {
                    self.verdicts.lock().unwrap().pop_front().unwrap_or("250 fine").to_owned()
                }
                _ => "250 fine".into(),
            };
            is_body = answer.is_empty() || answer.starts_with("354");
        }
    }

    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.taken.lock().unwrap())
    }
}

async fn signs_in_with(world: &World, user_agent: &str, login: &str) {
    let client = world.client().with_header("user-agent", user_agent);
    client.sign_in(login, PASSWORD).await.unwrap();
    world.run_jobs().await;
}

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

#[tokio::test]
async fn the_owner_hears_of_a_client_that_is_new_and_only_of_that() {
    let (sink, smtp) = Sink::start(&[]).await;
    let world = World::start_with(|config| config.smtp = smtp).await;
    let ada = newcomer(&world, "ada").await;
    signs_in_with(&world, FIREFOX, "ada").await;
    assert_eq!(sink.taken(), Vec::<String>::new(), "no address was proven");
    verifies(&world, &ada, "ada@example.org", "en").await;
    signs_in_with(&world, FIREFOX, "ada").await;
    assert_eq!(sink.taken(), Vec::<String>::new(), "a client of before");
    signs_in_with(&world, "Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/140.0", "ada@example.org").await;
    let [mail] = sink.taken().try_into().unwrap();
    assert!(mail.contains("RCPT TO:<ada@example.org>"), "{mail}");
    let mail = readable(&mail);
    for part in ["Firefox on Windows", "127.0.0.1", "2026-01-01 00:00 UTC", "Content-Language: en", "Hello ada,"] {
        assert!(mail.contains(part), "{part} in {mail}");
    }
    assert!(!mail.contains(ada.token()));
    let wrong = json!({ "login": "ada", "password": "not this one", "session": "token" });
    post(&world, "/auth/sign-in", wrong).await.refused(Code::InvalidCredentials);
    world.run_jobs().await;
    assert_eq!(sink.taken(), Vec::<String>::new(), "nobody signed in");
    world.stop().await;
}

#[tokio::test]
async fn the_owner_hears_of_a_stolen_refresh_token_in_their_language() {
    let (sink, smtp) = Sink::start(&[]).await;
    let world = World::start_with(|config| config.smtp = smtp).await;
    let ada = newcomer(&world, "ada").await;
    verifies(&world, &ada, "ada@example.org", "ar").await;
    let (_, first) = tokens(&world, "ada", json!({})).await;
    let again = json!({ "refresh_token": first });
    let next: Value = post(&world, "/auth/refresh", again.clone()).await.ok();
    post(&world, "/auth/refresh", json!({ "refresh_token": text(&next, "refresh_token") })).await.ok::<Value>();
    post(&world, "/auth/refresh", again.clone()).await.refused(Code::Unauthenticated);
    post(&world, "/auth/refresh", again).await.refused(Code::Unauthenticated);
    world.run_jobs().await;
    let [mail] = sink.taken().try_into().unwrap();
    assert!(mail.contains("Content-Language: ar") && !mail.contains(&first), "{mail}");
    assert!(mail.matches("Content-Type: text/").count() == 2, "plain and rich: {mail}");
    world.stop().await;
}

#[tokio::test]
async fn a_mail_server_that_is_busy_gets_the_mail_later_and_once() {
    let (sink, smtp) = Sink::start(&["451 later"; 5]).await;
    let world = World::start_with(|config| config.smtp = smtp).await;
    let ada = newcomer(&world, "ada").await;
    verifies(&world, &ada, "ada@example.org", "es").await;
    signs_in_with(&world, FIREFOX, "ada").await;
    for wait in LATER {
        assert_eq!(sink.taken(), Vec::<String>::new());
        world.wait(*wait - Duration::from_millis(1));
        world.run_jobs().await;
        assert_eq!(sink.taken(), Vec::<String>::new(), "before {wait:?}");
        world.wait(Duration::from_millis(1));
        world.run_jobs().await;
    }
    assert_eq!(sink.taken().len(), 1);
    world.wait(Duration::from_secs(24 * 3600));
    world.run_jobs().await;
    assert_eq!(sink.taken().len(), 0);
    assert_eq!(count(&world, "select count(*) as v from job where kind = 'identity.notice'").await, 0);
    world.stop().await;
}

#[tokio::test]
async fn what_no_server_will_take_lies_dead_at_once_and_without_the_address() {
    let (sink, smtp) = Sink::start(&["550 no such ada@example.org"]).await;
    let world = World::start_with(|config| config.smtp = smtp).await;
    let ada = newcomer(&world, "ada").await;
    verifies(&world, &ada, "ada@example.org", "en").await;
    signs_in_with(&world, FIREFOX, "ada").await;
    let dead = "select count(*) as v from job where kind = 'identity.notice' and state = 'dead'
                  and payload not like '%example.org%' and error not like '%example.org%'";
    assert_eq!(count(&world, dead).await, 1);
    // A name of the place that would end a header line, as if somebody had written it straight into the table.
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql(
        "insert into setting (key, value) values ('instance.name', 'Snug\r\nBcc: eve@example.org')
            on conflict (key) do update set value = excluded.value",
    )
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    world.app.identity.hear(&crate::events::Signal::SettingsChanged);
    while !world.app.identity.settings().name.contains("Bcc") {
        tokio::task::yield_now().await;
    }
    signs_in_with(&world, "curl/8", "ada").await;
    assert_eq!(count(&world, dead).await, 2);
    assert_eq!(sink.taken(), Vec::<String>::new());
    world.stop().await;
}

#[tokio::test]
async fn while_people_come_by_this_machine_alone_mail_lies_in_a_folder() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    verifies(&world, &ada, "ada@example.org", "en").await;
    signs_in_with(&world, FIREFOX, "ada").await;
    let files: Vec<_> = std::fs::read_dir(world.app.config.data.join("mail")).unwrap().collect();
    assert_eq!(files.len(), 1);
    let mail = std::fs::read_to_string(files[0].as_ref().unwrap().path()).unwrap();
    assert!(mail.contains("To: ada@example.org") && mail.contains("From: Snug <snug@localhost>"), "{mail}");
    world.stop().await;
}

async fn health(world: &World) -> Health {
    world.wait(Duration::from_secs(2));
    serde_json::from_slice(&reqwest::get(format!("{}/health", world.base)).await.unwrap().bytes().await.unwrap())
        .unwrap()
}

#[tokio::test]
async fn health_says_whether_mail_leaves_and_goes_on_without_it() {
    let world = World::start_with(|config| config.smtp = Smtp::Off).await;
    assert_eq!(health(&world).await.mail, PartHealth::Off(OffWord::Off));
    let ada = newcomer(&world, "ada").await;
    verifies(&world, &ada, "ada@example.org", "en").await;
    signs_in_with(&world, FIREFOX, "ada").await;
    assert_eq!(count(&world, "select count(*) as v from job where kind = 'identity.notice'").await, 0);
    world.stop().await;
    let (_, smtp) = Sink::start(&[]).await;
    let world = World::start_with(|config| config.smtp = smtp).await;
    let well = health(&world).await;
    assert_eq!((well.mail, well.status), (PartHealth::Answers(true), HealthStatus::Ok));
    world.stop().await;
    let gone = Smtp::Server(Secret::new("smtp://127.0.0.1:1"));
    let world = World::start_with(|config| config.smtp = gone).await;
    let ill = health(&world).await;
    assert_eq!((ill.mail, ill.status), (PartHealth::Answers(false), HealthStatus::Degraded));
    assert_eq!(reqwest::get(format!("{}/readyz", world.base)).await.unwrap().status(), 200);
    world.stop().await;
}
