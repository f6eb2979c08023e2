//! HTTP of messages.

use super::{
    search,
    service::{
        ack, delete, edit, list, pin, react,
        send::{self, Sent},
        typing,
    },
};
use crate::{
    edge::http::{Body, Cx, Id, Policy, Query, Route},
    error::Result,
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    ChannelId, Code, MessageId, Page, SpaceId, UserId,
    account::User,
    messages::{BulkDelete, BulkDeleted, EditMessage, Message, MessagePage, MessageQuery, NewMessage, Revision},
    page::PageQuery,
    reads::{Ack, ReadState},
    search::{Hit, SearchQuery},
};

type Done = Result<StatusCode>;
const DONE: Done = Ok(StatusCode::NO_CONTENT);

/// The lines of the table.
pub fn routes() -> Vec<Route> {
    let mut routes = of_channels();
    routes.extend(of_messages());
    routes.extend(of_reads());
    routes.extend(of_search());
    routes
}

fn of_channels() -> Vec<Route> {
    vec![
        Route::get("/channels/{channel_id}/messages", "list_messages", page)
            .about("A page of messages, newest first: by cursor, or around, before or after a number.")
            .query::<MessageQuery>()
            .answers::<MessagePage>(200),
        Route::post("/channels/{channel_id}/messages", "send_message", post)
            .about("Says something. The same nonce and body again answers 200 with the first message.")
            .rate(Policy::MessageSend)
            .takes::<NewMessage>()
            .answers::<Message>(201)
            .answers::<Message>(200)
            .refuses([Code::CannotMessage, Code::EncryptionRequired, Code::SlowMode, Code::Conflict]),
        Route::post("/channels/{channel_id}/messages/bulk-delete", "bulk_delete_messages", bulk_delete)
            .about("Deletes up to 100 messages of one channel; unknown ones are ignored.")
            .takes::<BulkDelete>()
            .answers::<BulkDeleted>(200),
        Route::post("/channels/{channel_id}/typing", "type_in_channel", type_in)
            .about("Says that the caller is writing, to who has the channel open. Passed on each 3 seconds at most.")
            .rate(Policy::Typing)
            .answers_nothing()
            .refuses([Code::CannotMessage]),
        Route::get("/channels/{channel_id}/pins", "list_pins", pins)
            .about("Pinned messages, last pinned first.")
            .query::<PageQuery>()
            .answers::<Page<Message>>(200),
    ]
}

fn of_messages() -> Vec<Route> {
    vec![
        Route::get("/messages/{message_id}", "read_message", read).about("One message.").answers::<Message>(200),
        Route::patch("/messages/{message_id}", "edit_message", change)
            .about("Changes an own message; nobody is notified again.")
            .takes::<EditMessage>()
            .answers::<Message>(200)
            .refuses([Code::CannotMessage, Code::EncryptionRequired]),
        Route::delete("/messages/{message_id}", "delete_message", remove)
            .about("Deletes an own message, or any with the right; twice is as good as once.")
            .answers_nothing(),
        Route::get("/messages/{message_id}/revisions", "list_revisions", revisions)
            .about("Former texts, newest first; for the author and moderators.")
            .query::<PageQuery>()
            .answers::<Page<Revision>>(200),
        Route::put("/messages/{message_id}/reactions/{emoji}", "add_reaction", add_reaction)
            .about("Reacts with an emoji.")
            .rate(Policy::Reactions)
            .answers_nothing()
            .refuses([Code::LimitReached, Code::CannotMessage, Code::EncryptionRequired]),
        Route::delete("/messages/{message_id}/reactions/{emoji}", "remove_reaction", remove_reaction)
            .about("Takes an own reaction back.")
            .rate(Policy::Reactions)
            .answers_nothing(),
        Route::get("/messages/{message_id}/reactions/{emoji}", "list_reactions", who_reacted)
            .about("Who reacted with an emoji, first come first.")
            .query::<PageQuery>()
            .answers::<Page<User>>(200),
        Route::delete("/messages/{message_id}/reactions", "clear_reactions", clear_reactions)
            .about("Takes all reactions off.")
            .answers_nothing(),
        Route::delete("/messages/{message_id}/reactions/{emoji}/{user_id}", "remove_reaction_of", remove_reaction_of)
            .about("Takes somebody's reaction off.")
            .answers_nothing(),
        Route::put("/messages/{message_id}/pin", "pin_message", add_pin)
            .about("Pins a message and says so in the channel.")
            .answers_nothing()
            .refuses([Code::LimitReached, Code::CannotMessage]),
        Route::delete("/messages/{message_id}/pin", "unpin_message", remove_pin)
            .about("Takes a pin off.")
            .answers_nothing()
            .refuses([Code::CannotMessage]),
    ]
}

fn of_reads() -> Vec<Route> {
    vec![
        Route::post("/channels/{channel_id}/ack", "ack_channel", ack_channel)
            .about("Moves the own mark forward; with `unread` also back.")
            .rate(Policy::Reads)
            .takes::<Ack>()
            .answers_nothing(),
        Route::post("/spaces/{space_id}/ack", "ack_space", ack_space)
            .about("Marks everything visible in a space as read.")
            .answers_nothing(),
        Route::post("/me/ack-all", "ack_all", ack_all).about("Marks everything as read.").answers_nothing(),
        Route::get("/me/unread", "list_unread", unread)
            .about("How far every visible channel is read; counts stop at 100.")
            .answers::<Vec<ReadState>>(200),
    ]
}

fn of_search() -> Vec<Route> {
    vec![
        Route::get("/spaces/{space_id}/search", "search_space", search_space)
            .about("Messages of a space that answer a question, of the channels that the caller may read back.")
            .rate(Policy::Search)
            .query::<SearchQuery>()
            .answers::<Page<Hit>>(200),
        Route::get("/channels/{channel_id}/search", "search_channel", search_channel)
            .about("Messages of a channel that answer a question; none of an encrypted one.")
            .rate(Policy::Search)
            .query::<SearchQuery>()
            .answers::<Page<Hit>>(200),
        Route::get("/search", "search_all", search_all)
            .about("Messages that answer a question, of everything that the caller may read back.")
            .rate(Policy::Search)
            .query::<SearchQuery>()
            .answers::<Page<Hit>>(200),
    ]
}

async fn page(
    cx: Cx,
    Id((channel,)): Id<(ChannelId,)>,
    Query(query): Query<MessageQuery>,
) -> Result<Json<MessagePage>> {
    Ok(Json(list::page(&cx, channel, &query).await?))
}

async fn post(
    cx: Cx,
    Id((channel,)): Id<(ChannelId,)>,
    Body(new): Body<NewMessage>,
) -> Result<(StatusCode, Json<Message>)> {
    Ok(match send::send(&cx, channel, new).await? {
        Sent::New(message) => (StatusCode::CREATED, Json(message)),
        Sent::Before(message) => (StatusCode::OK, Json(message)),
    })
}

async fn bulk_delete(
    cx: Cx,
    Id((channel,)): Id<(ChannelId,)>,
    Body(bulk): Body<BulkDelete>,
) -> Result<Json<BulkDeleted>> {
    Ok(Json(delete::bulk(&cx, channel, &bulk).await?))
}

async fn type_in(cx: Cx, Id((channel,)): Id<(ChannelId,)>) -> Done {
    typing::tell(&cx, channel).await?;
    DONE
}

async fn pins(cx: Cx, Id((channel,)): Id<(ChannelId,)>, Query(query): Query<PageQuery>) -> Result<Json<Page<Message>>> {
    Ok(Json(pin::list(&cx, channel, &query).await?))
}

async fn read(cx: Cx, Id((message,)): Id<(MessageId,)>) -> Result<Json<Message>> {
    Ok(Json(send::read(&cx, message).await?))
}

async fn change(cx: Cx, Id((message,)): Id<(MessageId,)>, Body(new): Body<EditMessage>) -> Result<Json<Message>> {
    Ok(Json(edit::edit(&cx, message, new).await?))
}

async fn remove(cx: Cx, Id((message,)): Id<(MessageId,)>) -> Done {
    delete::delete(&cx, message).await?;
    DONE
}

async fn revisions(
    cx: Cx,
    Id((message,)): Id<(MessageId,)>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Revision>>> {
    Ok(Json(edit::revisions(&cx, message, &query).await?))
}

async fn add_reaction(cx: Cx, Id((message, emoji)): Id<(MessageId, String)>) -> Done {
    react::put(&cx, message, &emoji).await?;
    DONE
}

async fn remove_reaction(cx: Cx, Id((message, emoji)): Id<(MessageId, String)>) -> Done {
    react::take_back(&cx, message, &emoji).await?;
    DONE
}

async fn who_reacted(
    cx: Cx,
    Id((message, emoji)): Id<(MessageId, String)>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<User>>> {
    Ok(Json(react::who(&cx, message, &emoji, &query).await?))
}

async fn clear_reactions(cx: Cx, Id((message,)): Id<(MessageId,)>) -> Done {
    react::clear(&cx, message).await?;
    DONE
}

async fn remove_reaction_of(cx: Cx, Id((message, emoji, user)): Id<(MessageId, String, UserId)>) -> Done {
    react::take_off(&cx, message, &emoji, user).await?;
    DONE
}

async fn add_pin(cx: Cx, Id((message,)): Id<(MessageId,)>) -> Done {
    pin::pin(&cx, message).await?;
    DONE
}

async fn remove_pin(cx: Cx, Id((message,)): Id<(MessageId,)>) -> Done {
    pin::unpin(&cx, message).await?;
    DONE
}

async fn ack_channel(cx: Cx, Id((channel,)): Id<(ChannelId,)>, Body(read): Body<Ack>) -> Done {
    ack::channel(&cx, channel, &read).await?;
    DONE
}

async fn ack_space(cx: Cx, Id((space,)): Id<(SpaceId,)>) -> Done {
    ack::space(&cx, space).await?;
    DONE
}

async fn ack_all(cx: Cx) -> Done {
    ack::everything(&cx).await?;
    DONE
}

async fn unread(cx: Cx) -> Result<Json<Vec<ReadState>>> {
    Ok(Json(ack::unread(&cx).await?))
}

async fn search_space(
    cx: Cx,
    Id((space,)): Id<(SpaceId,)>,
    Query(query): Query<SearchQuery>,
) -> Result<Json<Page<Hit>>> {
    Ok(Json(search::in_space(&cx, space, &query).await?))
}

async fn search_channel(
    cx: Cx,
    Id((channel,)): Id<(ChannelId,)>,
    Query(query): Query<SearchQuery>,
) -> Result<Json<Page<Hit>>> {
    Ok(Json(search::in_channel(&cx, channel, &query).await?))
}

async fn search_all(cx: Cx, Query(query): Query<SearchQuery>) -> Result<Json<Page<Hit>>> {
    Ok(Json(search::everywhere(&cx, &query).await?))
}
