//! One running copy of the release binary, with its folder, its figures from the system, and an owner.

use crate::tree;
use anyhow::{Context, ensure};
use snug_client::Client;
use snug_proto::{ChannelId, Secret, SpaceId, channels::Channel, instance::Setup, spaces::Space};
use std::{
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

pub const PASSWORD: &str = "a lamp on the table";
const CODE: &str = "BENCHBENCHBENCHBENCH";

pub struct Place {
    child: Child,
    folder: PathBuf,
    pub base: String,
    /// From the start of the process until it answered `/readyz`.
    pub started: Duration,
}

impl Place {
    /// Starts the binary on a folder.
    #[expect(clippy::disallowed_methods, reason = "measures real time")]
    pub async fn start(folder: &Path) -> anyhow::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let base = format!("http://127.0.0.1:{port}");
        let binary = tree::root().join("target/release/snug");
        ensure!(binary.exists(), "build it first: cargo build --release --package snug-cli");
        let begun = Instant::now();
        let child = Command::new(binary)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(folder)
            .env("SNUG_SETUP_CODE", CODE)
            .env("SNUG_RATE_FACTOR", "1000000")
            .env("SNUG_LOG", "error")
            .stderr(Stdio::inherit())
            .spawn()?;
        let client = Client::new(&base)?;
        loop {
            let answer = client.request("GET".parse()?, "//readyz", None, None).await;
            if answer.is_ok_and(|answer| answer.status.is_success()) {
                break;
            }
            ensure!(begun.elapsed() < Duration::from_secs(30), "the server did not become ready");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Ok(Self { child, folder: folder.to_owned(), base, started: begun.elapsed() })
    }

    /// A fresh place with an owner, a space and its channel `general`.
    pub async fn fresh() -> anyhow::Result<(TempDir, Self, Client, Space, Channel)> {
        // The server takes no folder that others may look into.
        let own = fs::Permissions::from_mode(0o700);
        let folder = tempfile::Builder::new().permissions(own).tempdir()?;
        let place = Self::start(folder.path()).await?;
        let client = Client::new(&place.base)?;
        let setup = serde_json::json!({ "setup_code": CODE, "username": "olive", "password": PASSWORD });
        let setup: Setup = serde_json::from_value(setup)?;
        client.setup(&setup).await?;
        client.sign_in("olive", PASSWORD).await?;
        let space: Space = client.post("/spaces", &serde_json::json!({ "name": "Bench" })).await?;
        let channels: Vec<Channel> = client.get(&format!("/spaces/{}/channels", space.id)).await?;
        let general =
            channels.into_iter().find(|channel| channel.name.as_deref() == Some("general")).context("no channel")?;
        Ok((folder, place, client, space, general))
    }

    /// Resident memory in MiB.
    pub fn rss_mib(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
    }

    /// Processor time used so far, in seconds.
    pub fn cpu_seconds(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let after = stat.rsplit(')').next().unwrap_or_default();
        let ticks: f64 = after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
        ticks / 100.0
    }

    /// Writes a long history and 1,000 members behind the server's back; the server must be stopped.
    pub async fn fill(
        folder: &Path,
        space: SpaceId,
        channel: ChannelId,
        author: uuid::Uuid,
        messages: i64,
    ) -> anyhow::Result<()> {
        use snug_platform::db::{Db, DbConfig};
        let mut config = DbConfig::new(format!("sqlite:{}", folder.join("snug.db").display()));
        config.is_durable = false;
        let db = Db::open(&config, std::sync::Arc::new(|_, _| ())).await?;
        let mut tx = db.write().await?;
        let long = "with recursive n(i) as (select 1 union all select i + 1 from n where i < $3)
             insert into message (id, channel_id, seq, kind, author_id, content, mention_everyone, revision, created_ms)
             select randomblob(16), $1, i, 'user', $2, 'message number ' || i || case when i % 3 = 0 then ' about the weather' else '' end
               || case when i % 5000 = 0 then ' and a lantern' else '' end, false, 0, i from n";
        tx.sql(long).id(channel).id(author).bind(messages).run().await?;
        // As the product cuts them: these texts are words and blanks.
        let found = "insert into search_entry (n, message_id, channel_id, seq, words, marks)
             select seq << 20, id, channel_id, seq, content,
               '~c' || lower(hex($1)) || ' ~s' || lower(hex($2)) || ' ~a' || lower(hex($3))
             from message where channel_id = $1 order by seq";
        tx.sql(found).id(channel).id(space).id(author).run().await?;
        let newest = "update channel set last_seq = $2, last_message_ms = $2 where id = $1";
        tx.sql(newest).id(channel).bind(messages).run().await?;
        let people = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000)
             insert into account (id, username, display_name, email_verified, locale, state, settings, settings_version,
               created_ms)
             select randomblob(16), 'silent' || i, 'Silent ' || i, false, 'en', 'active', '{}', 1, i from n";
        tx.sql(people).run().await?;
        let members = "insert into member (space_id, account_id, joined_ms)
             select $1, id, created_ms from account where username like 'silent%'";
        tx.sql(members).id(space).run().await?;
        tx.sql("update space set member_count = member_count + 1000 where id = $1").id(space).run().await?;
        tx.commit().await?;
        db.close().await;
        Ok(())
    }

    /// Ends the process at once and gives the folder back.
    pub fn stop(mut self) -> PathBuf {
        // A process that is gone already is as good.
        self.child.kill().ok();
        self.child.wait().ok();
        std::mem::take(&mut self.folder)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Signs the password pair in again and again, `count` times side by side.
pub async fn sign_ins(base: &str, count: usize) -> anyhow::Result<()> {
    let client = Client::new(base)?;
    let body = serde_json::json!({ "login": "olive", "password": Secret::new(PASSWORD), "session": "token" });
    let asks = (0..count).map(|_| client.request(reqwest::Method::POST, "/auth/sign-in", None, Some(&body)));
    for answer in futures_util::future::join_all(asks).await {
        answer?;
    }
    Ok(())
}
