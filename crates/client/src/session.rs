//! Ways in and out. Sessions are kept as programs keep them: both tokens in memory, no cookie.

use crate::{Client, ClientError};
use snug_proto::{
    Secret, SessionId, UserId,
    auth::{PasswordSignIn, Reauth, Refresh, Refreshed, Register, SecondFactor, SessionKind, SignIn, SignedIn},
    instance::Setup,
};

/// What keeps a session.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Sent with each request.
    pub access: Secret,
    /// Renews both; `None` when the server keeps it in a cookie that a program does not hold.
    pub refresh: Option<Secret>,
    /// The account.
    pub user: UserId,
    /// The session.
    pub session: SessionId,
}

impl Client {
    /// What keeps the session, while there is one.
    pub fn tokens(&self) -> Option<Tokens> {
        self.tokens_cell().clone()
    }

    /// Goes on with a session kept elsewhere, or with none.
    pub fn set_tokens(&self, tokens: Option<Tokens>) {
        *self.tokens_cell() = tokens;
    }

    /// The access token, while there is one.
    pub fn access_token(&self) -> Option<String> {
        self.tokens_cell().as_ref().map(|tokens| tokens.access.reveal().to_owned())
    }

    /// Makes the first owner and signs in as them.
    ///
    /// # Errors
    /// As `POST /setup`.
    pub async fn setup(&self, setup: &Setup) -> Result<SignedIn, ClientError> {
        let first: SignIn = self.post("/setup", setup).await?;
        self.keep(first)
    }

    /// Makes an account and signs in as it.
    ///
    /// # Errors
    /// As `POST /auth/register`.
    pub async fn register(&self, register: Register) -> Result<SignedIn, ClientError> {
        let register = Register { session: SessionKind::Token, ..register };
        let first: SignIn = self.post("/auth/register", &register).await?;
        self.keep(first)
    }

    /// Signs in with name and password. An account with a second factor answers [`SignIn::SecondFactor`].
    ///
    /// # Errors
    /// As `POST /auth/sign-in`.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<SignIn, ClientError> {
        let body = PasswordSignIn {
            login: login.into(),
            password: Secret::new(password),
            session: SessionKind::Token,
            shared: false,
            code: None,
        };
        self.sign_in_as(&body).await
    }

    /// Signs in with exactly this body.
    ///
    /// # Errors
    /// As `POST /auth/sign-in`.
    pub async fn sign_in_as(&self, body: &PasswordSignIn) -> Result<SignIn, ClientError> {
        let answer: SignIn = self.post("/auth/sign-in", body).await?;
        if let SignIn::Ok(signed_in) = &answer {
            self.remember(signed_in);
        }
        Ok(answer)
    }

    /// Answers the second step.
    ///
    /// # Errors
    /// As `POST /auth/second-factor`.
    pub async fn second_factor(&self, body: &SecondFactor) -> Result<SignedIn, ClientError> {
        let answer: SignIn = self.post("/auth/second-factor", body).await?;
        self.keep(answer)
    }

    /// Renews both tokens.
    ///
    /// # Errors
    /// As `POST /auth/refresh`; [`ClientError::SignedOut`] without a refresh token.
    pub async fn refresh(&self) -> Result<(), ClientError> {
        let refresh_token = self.tokens().and_then(|tokens| tokens.refresh).ok_or(ClientError::SignedOut)?;
        let fresh: Refreshed = self.post("/auth/refresh", &Refresh { refresh_token: Some(refresh_token) }).await?;
        if let Some(tokens) = self.tokens_cell().as_mut() {
            tokens.access = fresh.access_token;
            tokens.refresh = fresh.refresh_token.or(tokens.refresh.take());
        }
        Ok(())
    }

    /// Proves again who is there.
    ///
    /// # Errors
    /// As `POST /auth/reauth`.
    pub async fn reauth(&self, password: &str) -> Result<(), ClientError> {
        let body = Reauth { password: Some(Secret::new(password)), code: None, challenge_id: None };
        self.post::<serde::de::IgnoredAny>("/auth/reauth", &body).await.map(drop)
    }

    /// Ends the session.
    ///
    /// # Errors
    /// As `POST /auth/sign-out`; the tokens are then kept.
    pub async fn sign_out(&self) -> Result<(), ClientError> {
        self.post_empty::<()>("/auth/sign-out").await?;
        self.set_tokens(None);
        Ok(())
    }

    fn keep(&self, answer: SignIn) -> Result<SignedIn, ClientError> {
        match answer {
            SignIn::Ok(signed_in) => {
                self.remember(&signed_in);
                Ok(*signed_in)
            }
            SignIn::SecondFactor { .. } => Err(ClientError::SignedOut),
        }
    }

    fn remember(&self, signed_in: &SignedIn) {
        self.set_tokens(Some(Tokens {
            access: signed_in.access_token.clone(),
            refresh: signed_in.refresh_token.clone(),
            user: signed_in.user.user.id,
            session: signed_in.session_id,
        }));
    }
}
