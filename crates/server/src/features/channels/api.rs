//! HTTP of channels.

use super::service::{change, create, list, order, overrides};
use crate::{
    edge::http::{Body, Cx, Id, Query, Route},
    error::Result,
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    ChannelId, Code, Page, PageQuery, RoleId, SpaceId, UserId,
    channels::{
        Channel, ChannelPatch, ChannelPlace, Explained, NewChannel, Override, OverrideBody, OverrideTarget,
        PermissionQuery,
    },
    spaces::Member,
};
use std::str::FromStr;
use uuid::Uuid;

/// The routes of this capability.
pub fn routes() -> Vec<Route> {
    let mut routes = of_spaces();
    routes.extend(of_channels());
    routes
}

fn of_spaces() -> Vec<Route> {
    vec![
        Route::get("/spaces/{space_id}/channels", "list_channels", list_channels)
            .about("The channels and categories that the caller is shown; at most 500.")
            .answers::<Vec<Channel>>(200),
        Route::post("/spaces/{space_id}/channels", "create_channel", create_channel)
            .about("Makes a channel; needs `manage_channels` where it is to stand.")
            .takes::<NewChannel>()
            .answers::<Channel>(201)
            .refuses([Code::LimitReached]),
        Route::put("/spaces/{space_id}/channels/order", "order_channels", order_channels)
            .about(
                "Puts all channels that the caller is shown in order; needs `manage_channels` in each changed place.",
            )
            .takes::<Vec<ChannelPlace>>()
            .answers::<Vec<Channel>>(200)
            .refuses([Code::Conflict]),
    ]
}

fn of_channels() -> Vec<Route> {
    vec![
        Route::get("/channels/{channel_id}", "get_channel", get_channel)
            .about("One channel, with the own permissions.")
            .answers::<Channel>(200),
        Route::patch("/channels/{channel_id}", "update_channel", update_channel)
            .about("Changes a channel; needs `manage_channels`.")
            .takes::<ChannelPatch>()
            .answers::<Channel>(200),
        Route::delete("/channels/{channel_id}", "delete_channel", delete_channel)
            .about("Deletes a channel; the channels of a category come to the top level.")
            .answers_nothing(),
        Route::get("/channels/{channel_id}/members", "list_channel_members", list_channel_members)
            .about("Who can view the channel, by name.")
            .query::<PageQuery>()
            .answers::<Page<Member>>(200),
        Route::get("/channels/{channel_id}/overrides", "list_overrides", list_overrides)
            .about("The exceptions from the roles; at most 100.")
            .answers::<Vec<Override>>(200),
        Route::put("/channels/{channel_id}/overrides/{kind}/{target_id}", "set_override", set_override)
            .about("Sets an exception for a `role` or a `user`; needs `manage_roles` here, the rank, and every right moved.")
            .takes::<OverrideBody>()
            .answers::<Override>(200)
            .refuses([Code::LimitReached]),
        Route::delete("/channels/{channel_id}/overrides/{kind}/{target_id}", "delete_override", delete_override)
            .about("Takes an exception away.")
            .answers_nothing(),
        Route::get("/channels/{channel_id}/permissions", "explain_permissions", explain_permissions)
            .about("What the caller, or with `manage_roles` somebody else, may do here, and which step decided it.")
            .query::<PermissionQuery>()
            .answers::<Explained>(200),
    ]
}

/// `role` or `user` in a path.
enum Kind {
    Role,
    User,
}

impl FromStr for Kind {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "role" => Ok(Self::Role),
            "user" => Ok(Self::User),
            _ => Err(()),
        }
    }
}

impl Kind {
    fn target(&self, id: Uuid) -> OverrideTarget {
        match self {
            Self::Role => OverrideTarget::Role(RoleId(id)),
            Self::User => OverrideTarget::User(UserId(id)),
        }
    }
}

type Whose = Id<(ChannelId, Kind, Uuid)>;

async fn list_channels(cx: Cx, Id((space,)): Id<(SpaceId,)>) -> Result<Json<Vec<Channel>>> {
    Ok(Json(list::list(&cx, space).await?))
}

async fn create_channel(
    cx: Cx,
    Id((space,)): Id<(SpaceId,)>,
    Body(new): Body<NewChannel>,
) -> Result<(StatusCode, Json<Channel>)> {
    Ok((StatusCode::CREATED, Json(create::create(&cx, space, new).await?)))
}

async fn order_channels(
    cx: Cx,
    Id((space,)): Id<(SpaceId,)>,
    Body(places): Body<Vec<ChannelPlace>>,
) -> Result<Json<Vec<Channel>>> {
    Ok(Json(order::order(&cx, space, places).await?))
}

async fn get_channel(cx: Cx, Id((channel,)): Id<(ChannelId,)>) -> Result<Json<Channel>> {
    Ok(Json(list::get(&cx, channel).await?))
}

async fn update_channel(
    cx: Cx,
    Id((channel,)): Id<(ChannelId,)>,
    Body(patch): Body<ChannelPatch>,
) -> Result<Json<Channel>> {
    Ok(Json(change::change(&cx, channel, patch).await?))
}

async fn delete_channel(cx: Cx, Id((channel,)): Id<(ChannelId,)>) -> Result<StatusCode> {
    change::delete(&cx, channel).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_channel_members(
    cx: Cx,
    Id((channel,)): Id<(ChannelId,)>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Member>>> {
    Ok(Json(list::members(&cx, channel, query).await?))
}

async fn list_overrides(cx: Cx, Id((channel,)): Id<(ChannelId,)>) -> Result<Json<Vec<Override>>> {
    Ok(Json(list::overrides(&cx, channel).await?))
}

async fn set_override(
    cx: Cx,
    Id((channel, kind, id)): Whose,
    Body(body): Body<OverrideBody>,
) -> Result<Json<Override>> {
    Ok(Json(overrides::set(&cx, channel, kind.target(id), body).await?))
}

async fn delete_override(cx: Cx, Id((channel, kind, id)): Whose) -> Result<StatusCode> {
    overrides::delete(&cx, channel, kind.target(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn explain_permissions(
    cx: Cx,
    Id((channel,)): Id<(ChannelId,)>,
    Query(query): Query<PermissionQuery>,
) -> Result<Json<Explained>> {
    Ok(Json(list::explain(&cx, channel, query).await?))
}
