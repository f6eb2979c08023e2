//! Mail into a folder and to a mail server written here.

use super::{Mail, MailError, Mailer};
use crate::{
    clock::{Clock, ManualClock},
    lifecycle::Lifecycle,
    net::proxy::{Line, Proxy},
    telemetry::Captured,
};
use std::{sync::Arc, time::Duration};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Mutex,
};

const FROM: &str = "Snug <snug@example.org>";

fn clock() -> Clock {
    Clock::Manual(ManualClock::at(1_767_225_600_000))
}

fn mail() -> Mail {
    Mail {
        to: "ada@example.com".into(),
        subject: "Tu código".into(),
        text: "Plain words".into(),
        html: "<p>Rich words</p>".into(),
        lang: "es".into(),
    }
}

/// A mail server that answers the recipient with `verdict` and keeps what it gets.
async fn server(verdict: &'static str, life: &Lifecycle) -> (String, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (heard, token) = (Arc::new(Mutex::new(String::new())), life.token());
    let keep = heard.clone();
    life.spawn("mail server", async move {
        let serving = async {
            while let Ok((socket, _)) = listener.accept().await {
                converse(socket, verdict, &keep).await;
            }
        };
        token.run_until_cancelled(serving).await;
    });
    (address, heard)
}

async fn converse(socket: TcpStream, verdict: &str, heard: &Mutex<String>) {
    let mut socket = BufReader::new(socket);
    let mut is_body = false;
    let mut answer = "220 hello";
    loop {
        if !answer.is_empty() {
            socket.write_all(format!("{answer}\r\n").as_bytes()).await.ok();
        }
        let mut line = String::new();
        if socket.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        heard.lock().await.push_str(&line);
        answer = match line.trim_end() {
            "." if is_body => "250 taken",
            _ if is_body => "",
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            rcpt if rcpt.starts_with("RCPT") => verdict,
            _ => "250 fine",
        };
        is_body = answer.is_empty() || answer.starts_with("354");
    }
}

#[tokio::test]
async fn a_folder_gets_the_whole_mail_and_the_log_none_of_it() {
    let folder = TempDir::new().unwrap();
    let (log, _guard) = Captured::start(tracing::Level::TRACE);
    let mailer = Mailer::folder(folder.path().join("mail"), FROM, clock()).unwrap();
    mailer.send(&mail()).await.unwrap();
    let files: Vec<_> =
        std::fs::read_dir(folder.path().join("mail")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].extension().unwrap(), "eml");
    let text = std::fs::read_to_string(&files[0]).unwrap();
    for part in [
        "From: Snug <snug@example.org>\r\n",
        "To: ada@example.com\r\n",
        "Subject: Tu =?utf-8?b?Y8OzZGlnbw==?=\r\n",
        "Date: Thu, 01 Jan 2026 00:00:00 +0000\r\n",
        "Content-Language: es\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "@example.org>\r\n",
        "text/plain",
        "Plain words",
        "text/html",
        "<p>Rich words</p>",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(mailer.probe().await);
    let log = log.text();
    assert!(log.contains("a mail was written"));
    assert!(!log.contains("words") && !log.contains("ada") && !log.contains("digo"), "{log}");
}

#[tokio::test]
async fn nobody_slips_in_a_header() {
    let folder = TempDir::new().unwrap();
    let mailer = Mailer::folder(folder.path(), FROM, clock()).unwrap();
    let to = |to: &str| Mail { to: to.into(), ..mail() };
    let subject = |subject: &str| Mail { subject: subject.into(), ..mail() };
    let lang = |lang: &str| Mail { lang: lang.into(), ..mail() };
    for bad in [
        to("ada@example.com\r\nBcc: eve@example.com"),
        to("ada@example.com\n"),
        to("ada@example.com, eve@example.com"),
        to("Ada <ada@example.com>"),
        to(""),
        subject("Hello\r\nBcc: eve@example.com"),
        subject("Hello\rthere"),
        subject("Hello\nthere"),
        subject("Hello\0"),
        subject(&"a".repeat(999)),
        lang("es\r\nBcc: eve@example.com"),
        lang(""),
    ] {
        assert!(matches!(mailer.send(&bad).await, Err(MailError::Invalid(_))), "{bad:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(Mailer::folder(folder.path(), "Snug\r\nBcc: eve@example.com", clock()).is_err());
}

#[tokio::test]
async fn a_mail_server_gets_it() {
    let life = Lifecycle::default();
    let (address, heard) = server("250 fine", &life).await;
    let mailer = Mailer::smtp(&format!("smtp://{address}"), FROM, clock()).unwrap();
    mailer.send(&mail()).await.unwrap();
    let heard = heard.lock().await.clone();
    assert!(heard.contains("MAIL FROM:<snug@example.org>"), "{heard}");
    assert!(heard.contains("RCPT TO:<ada@example.com>"), "{heard}");
    assert!(heard.contains("Plain words"), "{heard}");
    assert!(mailer.probe().await);
    life.stop().await;
}

#[tokio::test]
async fn a_refusal_for_good_is_told_from_one_for_now_and_the_log_names_nobody() {
    let life = Lifecycle::default();
    let (log, _guard) = Captured::start(tracing::Level::TRACE);
    for (verdict, expected, is_passing) in [
        ("550 no such ada@example.com", MailError::Refused, false),
        ("451 later, ada@example.com", MailError::Unavailable, true),
    ] {
        let (address, _) = server(verdict, &life).await;
        let mailer = Mailer::smtp(&format!("smtp://{address}"), FROM, clock()).unwrap();
        let error = mailer.send(&mail()).await.unwrap_err();
        assert_eq!((error, error.is_passing()), (expected, is_passing));
    }
    let warnings: String = log.text().lines().filter(|line| line.contains("\"WARN\"")).collect();
    assert!(warnings.contains("550") && !warnings.contains("ada@"), "{warnings}");
    life.stop().await;
}

#[tokio::test]
async fn a_mail_server_that_hangs_or_is_gone_is_unavailable_in_time() {
    let life = Lifecycle::default();
    let line = Proxy::to("127.0.0.1:1".into(), Line::Hangs, &life).await;
    let mailer = Mailer::smtp(&format!("smtp://{}", line.address), FROM, clock()).unwrap();
    assert_eq!(tokio::time::timeout(Duration::from_secs(1), mailer.probe()).await, Ok(false));
    line.cut().await;
    assert_eq!(mailer.send(&mail()).await, Err(MailError::Unavailable));
    assert!(!mailer.probe().await);
    life.stop().await;
}

#[tokio::test]
async fn mail_that_is_off_says_so() {
    let mailer = Mailer::off();
    assert!(mailer.is_off() && !mailer.probe().await);
    assert_eq!(mailer.send(&mail()).await, Err(MailError::Off));
}

#[test]
fn an_address_that_is_not_understood_stops_the_start_without_its_password() {
    for (url, from) in [("nonsense", FROM), ("http://user:hush@host", FROM), ("smtp://user:hush@host", "nobody")] {
        let error = format!("{:?}", Mailer::smtp(url, from, clock()).unwrap_err());
        assert!(!error.contains("hush"), "{error}");
    }
    assert!(Mailer::smtp("smtps://user:hush@mail.example.org", FROM, clock()).is_ok());
    assert!(Mailer::smtp("smtp://mail.example.org:587?tls=required", FROM, clock()).is_ok());
}
