//! The routes of codes by mail, of the address they go to, and of the passwords that are set with them.

use super::stepped;
use crate::{
    edge::http::{Body, Cx, Guest, Policy, Route, Who},
    error::Result,
    features::identity::service::{email, email_code, password},
};
use axum::{Json, http::StatusCode, response::Response};
use snug_proto::{
    Code,
    account::Me,
    auth::{
        AnswerCode, AskCode, Challenge, ChangePassword, ForgotPassword, NewEmail, ResetPassword, SignIn, VerifyEmail,
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/auth/email-code", "ask_email_code", ask)
            .about("Asks for a code by mail; the answer is the same for every address.")
            .who(Who::PublicOrUser)
            .rate(Policy::AuthMail)
            .takes::<AskCode>()
            .answers::<Challenge>(202),
        Route::post("/auth/email-code/verify", "answer_email_code", answer)
            .about("Signs in with the code of a mail.")
            .who(Who::Public)
            .rate(Policy::AuthVerify)
            .takes::<AnswerCode>()
            .answers::<SignIn>(200)
            .refuses([Code::InvalidCode, Code::Suspended]),
        Route::post("/auth/password/forgot", "forgot_password", forgot)
            .about("Asks for a code to set a new password with; the answer is the same for every address.")
            .who(Who::Public)
            .rate(Policy::AuthMail)
            .takes::<ForgotPassword>()
            .answers::<Challenge>(202),
        Route::post("/auth/password/reset", "reset_password", reset)
            .about("Sets a new password with the code of a mail; ends all sessions, and signs nobody in.")
            .who(Who::Public)
            .rate(Policy::AuthVerify)
            .takes::<ResetPassword>()
            .answers_nothing()
            .refuses([Code::InvalidCode]),
        Route::post("/me/password", "change_password", change_password)
            .about("Replaces the password; other sessions end unless they are kept.")
            .who(Who::Reauth)
            .rate(Policy::AuthCode)
            .takes::<ChangePassword>()
            .answers_nothing(),
        Route::post("/me/email", "set_email", set_email)
            .about("Sends a code to a new address; it counts once the code came back.")
            .who(Who::UnverifiedReauth)
            .rate(Policy::AuthMail)
            .takes::<NewEmail>()
            .answers::<Challenge>(202),
        Route::post("/me/email/verify", "verify_email", verify_email)
            .about("Proves an address with the code that was sent to it.")
            .who(Who::Unverified)
            .rate(Policy::AuthVerify)
            .takes::<VerifyEmail>()
            .answers::<Me>(200)
            .refuses([Code::InvalidCode, Code::Taken]),
        Route::delete("/me/email", "remove_email", remove_email)
            .about("Takes the address away.")
            .who(Who::Reauth)
            .answers_nothing()
            .refuses([Code::Conflict]),
    ]
}

async fn ask(guest: Guest, Body(body): Body<AskCode>) -> Result<(StatusCode, Json<Challenge>)> {
    Ok((StatusCode::ACCEPTED, Json(email_code::ask(&guest, body).await?)))
}

async fn answer(guest: Guest, Body(body): Body<AnswerCode>) -> Result<Response> {
    stepped(email_code::answer(&guest, body).await?)
}

async fn forgot(guest: Guest, Body(body): Body<ForgotPassword>) -> Result<(StatusCode, Json<Challenge>)> {
    Ok((StatusCode::ACCEPTED, Json(password::forgot(&guest, body).await?)))
}

async fn reset(guest: Guest, Body(body): Body<ResetPassword>) -> Result<StatusCode> {
    password::reset(&guest, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn change_password(cx: Cx, Body(body): Body<ChangePassword>) -> Result<StatusCode> {
    password::change(&cx, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn set_email(cx: Cx, Body(body): Body<NewEmail>) -> Result<(StatusCode, Json<Challenge>)> {
    Ok((StatusCode::ACCEPTED, Json(email::set(&cx, body).await?)))
}

async fn verify_email(cx: Cx, Body(body): Body<VerifyEmail>) -> Result<Json<Me>> {
    email::verify(&cx, body).await.map(Json)
}

async fn remove_email(cx: Cx) -> Result<StatusCode> {
    email::remove(&cx).await?;
    Ok(StatusCode::NO_CONTENT)
}
