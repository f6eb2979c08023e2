//! People who act through the public API, and what they expect of the answer.

use serde::de::DeserializeOwned;
use serde_json::Value;
use snug_client::{Answer, Client};
use snug_proto::{Code, Problem, UserId, account::Me};

/// Somebody signed in on one device.
#[derive(Clone)]
pub struct Person {
    /// Account.
    pub id: UserId,
    /// Username.
    pub name: String,
    /// The device.
    pub client: Client,
    /// The access token it began with.
    token: String,
}

impl Person {
    /// Reads who is signed in.
    pub async fn new(name: &str, client: Client) -> Self {
        let me: Me = client.get("/me").await.unwrap();
        let token = client.access_token().unwrap();
        Self { id: me.user.id, name: name.into(), client, token }
    }

    /// The same device, talking to a server at another address.
    pub fn at(&self, base: &str) -> Self {
        self.clone().through(super::contract::client(base))
    }

    /// The same device, through another client.
    pub fn through(self, client: Client) -> Self {
        client.set_tokens(self.client.tokens());
        Self { client, ..self }
    }

    /// The access token that the device began with; good for ten minutes.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Sends a request. As every client does: when the access token is over, it renews it and asks once more.
    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Expect {
        let body = body.filter(|body| !body.is_null());
        let method: reqwest::Method = method.parse().unwrap();
        let answer = self.client.send(method.clone(), path, body.as_ref()).await.unwrap();
        if answer.status != 401 || !answer.is(Code::Unauthenticated) || self.client.refresh().await.is_err() {
            return Expect::of(answer, path);
        }
        Expect::of(self.client.send(method, path, body.as_ref()).await.unwrap(), path)
    }
    /// GET.
    pub async fn get(&self, path: &str) -> Expect {
        self.send("GET", path, None).await
    }
    /// POST.
    pub async fn post(&self, path: &str, body: Value) -> Expect {
        self.send("POST", path, Some(body)).await
    }
    /// PUT.
    pub async fn put(&self, path: &str, body: Value) -> Expect {
        self.send("PUT", path, Some(body)).await
    }
    /// PATCH.
    pub async fn patch(&self, path: &str, body: Value) -> Expect {
        self.send("PATCH", path, Some(body)).await
    }
    /// DELETE.
    pub async fn delete(&self, path: &str) -> Expect {
        self.send("DELETE", path, None).await
    }
}

/// An answer that a story says its mind about.
#[must_use = "say what is expected of the answer"]
#[derive(Debug)]
pub struct Expect {
    /// HTTP status.
    pub status: u16,
    /// Body.
    pub bytes: Vec<u8>,
    /// What was asked.
    pub path: String,
    headers: reqwest::header::HeaderMap,
}

impl Expect {
    /// Takes an answer.
    pub fn of(answer: Answer, path: &str) -> Self {
        Self {
            status: answer.status.as_u16(),
            bytes: answer.bytes.to_vec(),
            path: path.into(),
            headers: answer.headers,
        }
    }
    /// The body, whatever the status.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
    /// 200 with a body.
    #[track_caller]
    pub fn ok<T: DeserializeOwned>(self) -> T {
        self.with(200)
    }
    /// 201 with a body.
    #[track_caller]
    pub fn created<T: DeserializeOwned>(self) -> T {
        self.with(201)
    }
    /// A body, with whatever status of success.
    #[track_caller]
    pub fn answered<T: DeserializeOwned>(self) -> T {
        let status = self.status;
        assert!((200..300).contains(&status), "{}: {}", self.path, self.text());
        self.with(status)
    }
    /// 204.
    #[track_caller]
    pub fn done(self) {
        assert_eq!(self.status, 204, "{}: {}", self.path, self.text());
    }
    /// A refusal with this code and its status.
    #[track_caller]
    pub fn refused(self, code: Code) -> Problem {
        let problem: Problem = match serde_json::from_slice(&self.bytes) {
            Ok(problem) => problem,
            Err(_) => panic!("{}: expected {code:?}, got {} {}", self.path, self.status, self.text()),
        };
        assert_eq!((problem.error, self.status), (code, code.status()), "{}: {}", self.path, problem.message);
        problem
    }
    #[track_caller]
    fn with<T: DeserializeOwned>(self, status: u16) -> T {
        assert_eq!(self.status, status, "{}: {}", self.path, self.text());
        match serde_json::from_slice(&self.bytes) {
            Ok(body) => body,
            Err(error) => panic!("{}: {error}: {}", self.path, self.text()),
        }
    }
}

/// Of many parallel requests for the last place exactly one gets it; the others are told which count is full.
#[track_caller]
pub fn one_got_it(answers: Vec<Expect>, field: &str) {
    let (got, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status < 300);
    assert_eq!(got.len(), 1, "{:?}", got.iter().map(Expect::text).collect::<Vec<_>>());
    for answer in refused {
        let problem = answer.refused(Code::LimitReached);
        assert_eq!(problem.field.as_deref(), Some(field));
    }
}
