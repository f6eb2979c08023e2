//! Buckets on a Redis or Valkey server: one atomic script, one connection that heals by itself.

use super::{
    Ask, LimiterDown,
    bucket::{Rate, Verdict},
};
use crate::{clock::Clock, shared::Shared};
use anyhow::Context;
use redis::{AsyncConnectionConfig, Script, aio::MultiplexedConnection};
use std::time::Duration;
use tokio::sync::Mutex;

/// The longest anyone waits for a decision.
const ANSWER: Duration = Duration::from_millis(450);
/// The longest the start waits.
const START: Duration = Duration::from_secs(5);

/// For each key: its bucket as `used` and `at_ms`; arguments: time or -1, then `refill`, `token`, `capacity` of each.
/// Answers 1 or 0, then the units used of each.
const TAKE: &str = r"
local now = tonumber(ARGV[1])
if now < 0 then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local allowed, used = 1, {}
for i, key in ipairs(KEYS) do
  local refill, token, capacity = tonumber(ARGV[3*i-1]), tonumber(ARGV[3*i]), tonumber(ARGV[3*i+1])
  local kept = redis.call('HMGET', key, 'used', 'at')
  local at = tonumber(kept[2]) or now
  if at > now then
    redis.call('HSET', key, 'at', string.format('%.0f', now))
    at = now
  end
  used[i] = math.max(0, (tonumber(kept[1]) or 0) - (now - at) * refill)
  if used[i] + token > capacity then allowed = 0 end
end
local answer = {allowed}
for i, key in ipairs(KEYS) do
  local refill, token = tonumber(ARGV[3*i-1]), tonumber(ARGV[3*i])
  if allowed == 1 then
    used[i] = used[i] + token
    redis.call('HSET', key, 'used', string.format('%.0f', used[i]), 'at', string.format('%.0f', now))
    redis.call('PEXPIRE', key, string.format('%.0f', math.ceil(used[i] / refill) + 1000))
  end
  answer[i+1] = string.format('%.0f', used[i])
end
return answer
";

#[derive(Debug)]
pub(super) struct Buckets {
    shared: Shared,
    prefix: String,
    clock: Clock,
    script: Script,
    connection: Mutex<Option<MultiplexedConnection>>,
}

impl Buckets {
    pub(super) async fn connect(url: &str, prefix: &str, clock: Clock) -> anyhow::Result<Self> {
        let shared = Shared::parse(url)?;
        let prefix = prefix.to_owned();
        let buckets = Self { shared, prefix, clock, script: Script::new(TAKE), connection: Mutex::new(None) };
        let mut connection = buckets
            .clock
            .within(START, buckets.open(START))
            .await
            .context("the limiter's store does not answer")?
            .context("the limiter's store cannot be reached")?;
        buckets.ping(&mut connection).await.context("the limiter's store does not serve")?;
        *buckets.connection.lock().await = Some(connection);
        Ok(buckets)
    }

    pub(super) async fn take(&self, asks: &[Ask]) -> Result<Verdict, LimiterDown> {
        if asks.is_empty() {
            return Ok(Verdict::FREE);
        }
        let mut call = self.script.prepare_invoke();
        call.arg(self.now_ms());
        for Ask { key, rate } in asks {
            call.key(self.key(key, *rate)).arg(rate.refill()).arg(rate.token()).arg(rate.capacity());
        }
        let call = &call;
        let (allowed, used) = self
            .ask(|mut connection| async move {
                let mut answer = call.invoke_async::<Vec<u64>>(&mut connection).await?.into_iter();
                Ok((answer.next() == Some(1), answer.collect::<Vec<_>>()))
            })
            .await?;
        let verdict = |(ask, used): (&Ask, &u64)| Verdict::of(ask.rate, *used, allowed);
        Ok(asks.iter().zip(&used).map(verdict).fold(Verdict::FREE, Verdict::tighter))
    }

    /// The same script with a token of no size: it charges nothing.
    pub(super) async fn peek(&self, ask: &Ask) -> Result<Verdict, LimiterDown> {
        let mut call = self.script.prepare_invoke();
        call.arg(self.now_ms()).key(self.key(&ask.key, ask.rate));
        call.arg(ask.rate.refill()).arg(0).arg(ask.rate.capacity());
        let call = &call;
        let used =
            self.ask(|mut connection| async move {
                Ok(call.invoke_async::<Vec<u64>>(&mut connection).await?.get(1).copied())
            })
            .await?;
        Ok(Verdict::of(ask.rate, used.unwrap_or_default(), false))
    }

    /// The time the script is told: -1 lets it ask the server.
    fn now_ms(&self) -> i64 {
        match &self.clock {
            Clock::Real => -1,
            Clock::Manual(clock) => clock.now_ms(),
        }
    }

    pub(super) async fn forgive(&self, ask: &Ask) -> Result<(), LimiterDown> {
        let mut forget = redis::cmd("DEL");
        forget.arg(self.key(&ask.key, ask.rate));
        let forget = &forget;
        self.ask(|mut connection| async move { forget.query_async(&mut connection).await }).await
    }

    pub(super) async fn probe(&self) -> bool {
        self.ask(|mut connection| async move { self.ping(&mut connection).await }).await.is_ok()
    }

    async fn ping(&self, connection: &mut MultiplexedConnection) -> redis::RedisResult<()> {
        redis::cmd("PING").query_async(connection).await
    }

    /// The hash tag keeps all keys of one script on one node of a cluster.
    fn key(&self, key: &str, rate: Rate) -> String {
        format!("{{{}:limit}}:{key}:{}:{}:{}", self.prefix, rate.count, rate.per_ms, rate.burst)
    }

    /// Runs one exchange on the shared connection, opening it if there is none and dropping it if it fails. One that broke
    /// since it was last used says nothing of the server: then it is tried on a new one.
    async fn ask<T, F: Future<Output = redis::RedisResult<T>>>(
        &self,
        exchange: impl Fn(MultiplexedConnection) -> F,
    ) -> Result<T, LimiterDown> {
        let asking = async {
            loop {
                let (is_fresh, connection) = {
                    let mut shared = self.connection.lock().await;
                    match &*shared {
                        Some(connection) => (false, connection.clone()),
                        None => (true, shared.insert(self.open(ANSWER).await?).clone()),
                    }
                };
                match exchange(connection).await {
                    Err(error) if !is_fresh && error.is_io_error() => *self.connection.lock().await = None,
                    done => return done,
                }
            }
        };
        let cause = match self.clock.within(ANSWER, asking).await {
            Some(Ok(answer)) => return Ok(answer),
            Some(Err(error)) => error.to_string(),
            None => "no answer in time".into(),
        };
        if let Ok(mut shared) = self.connection.try_lock() {
            *shared = None;
        }
        tracing::debug!(limit.cause = cause, "the limiter's store failed");
        Err(LimiterDown)
    }

    async fn open(&self, limit: Duration) -> redis::RedisResult<MultiplexedConnection> {
        let config = AsyncConnectionConfig::new().set_connection_timeout(Some(limit)).set_response_timeout(Some(limit));
        self.shared.client().await?.get_multiplexed_async_connection_with_config(&config).await
    }
}
