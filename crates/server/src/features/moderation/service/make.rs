//! Reporting.

use super::{handlers, shown_one};
use crate::{
    access::SpaceAccess,
    edge::http::{Cx, Policy, spend},
    error::{Error, Result},
    events::{Announce, To},
    features::{
        files, messages,
        moderation::{
            model::{self, Target},
            store::{self, ReportRow},
        },
        people, spaces,
    },
};
use data_encoding::HEXLOWER;
use snug_platform::{db::Conn, limits::Rate};
use snug_proto::{
    ChannelId, FileId, MessageId, SpaceId, Timestamp, UserId,
    admin::{AdminEvent, AdminKind},
    events::Event,
    messages::MessageKind,
    reports::{NewReport, Report, ReportState, Snapshot, SnapshotFile, TargetKind},
};
use uuid::Uuid;

/// How often one person may report something.
const REPORTING: Rate = Rate::per_hour(5, 5);

/// What is reported, as the caller sees it now.
struct Found {
    kind: TargetKind,
    id: Uuid,
    accused: Option<UserId>,
    /// The space whose queue it goes to.
    here: Option<SpaceAccess>,
    channel: Option<ChannelId>,
    snapshot: Snapshot,
}

/// Reports something. A message of a space goes to those who handle reports there; what is said outside of spaces, people
/// and whole spaces to those alone who run the place.
///
/// # Errors
/// * `not_found`: no such thing, or out of the caller's sight.
/// * `forbidden`: the caller lacks `read_history` where the message stands.
/// * `invalid`: not exactly one target, one's own, what the space itself said, or a note that is too long.
/// * `conflict`: the caller reported it, and that is not closed yet.
/// * `rate_limited`: five in an hour, also of what there is not.
pub async fn make(cx: &Cx, new: NewReport) -> Result<Report> {
    let target = Target::of(&new)?;
    let note = model::note(new.note)?;
    let key = format!("reports:account:{}", cx.user());
    spend(&cx.app, Policy::Social, key, REPORTING, "You reported a lot. Try again later.").await?;
    let mut tx = cx.app.db.write().await?;
    let found = match target {
        Target::Message(message) => of_message(cx, &mut tx, message).await?,
        Target::User(user) => of_user(cx, &mut tx, user).await?,
        Target::Space(space) => of_space(cx, &mut tx, space).await?,
    };
    let row = ReportRow {
        id: cx.new_id(),
        reporter: cx.user(),
        kind: found.kind,
        target: found.id,
        accused: found.accused,
        space: found.here.as_ref().map(SpaceAccess::space),
        channel: found.channel,
        category: new.category,
        note,
        snapshot: found.snapshot,
        state: ReportState::Open,
        claimed_by: None,
        resolved_by: None,
        closed: None,
        created_at: Timestamp(cx.now_ms),
    };
    if !store::insert(&mut tx, &row).await? {
        return Err(Error::conflict("You reported this already; it is being looked at."));
    }
    let report = shown_one(&mut tx, row).await?;
    if let Some(here) = &found.here {
        let told = Event::ReportCreate { space_id: here.space(), report: Box::new(report.clone()) };
        tx.emit(handlers(here.at(), found.accused), &told);
    } else {
        // Those who run the place look after it: they learn that there is one, neither of whom nor by whom.
        let event = AdminEvent {
            kind: AdminKind::Report,
            actor: None,
            target_kind: "report".into(),
            target_id: Some(report.id.0),
            at: Timestamp(cx.now_ms),
        };
        tx.emit(To::Elevated { except: found.accused }, &Event::AdminEvent(event));
    }
    tx.commit().await?;
    Ok(report)
}

async fn of_message(cx: &Cx, conn: &mut Conn, id: MessageId) -> Result<Found> {
    let (here, message) = messages::visible(cx, conn, id).await?;
    if message.kind != MessageKind::User {
        return Err(Error::invalid("message_id", "Something that a person said."));
    }
    let author = message.author.as_ref().map(|author| author.id);
    if author == Some(cx.user()) {
        return Err(Error::invalid("message_id", "Something that somebody else said."));
    }
    let ids: Vec<FileId> = message.attachments.iter().map(|file| file.id).collect();
    let digests = files::digests(conn, &ids).await?;
    let files = message.attachments.into_iter().map(|file| SnapshotFile {
        sha256: digests.get(&file.id).map(|digest| HEXLOWER.encode(digest)),
        name: file.name,
        size: file.size,
        content_type: file.content_type,
    });
    Ok(Found {
        kind: TargetKind::Message,
        id: id.0,
        accused: author,
        here: here.as_space().cloned(),
        channel: Some(here.channel()),
        snapshot: Snapshot {
            text: message.content,
            author: message.author,
            at: Some(message.created_at),
            name: None,
            files: files.collect(),
        },
    })
}

async fn of_user(cx: &Cx, conn: &mut Conn, id: UserId) -> Result<Found> {
    if id == cx.user() {
        return Err(Error::invalid("user_id", "Somebody else."));
    }
    let user = people::visible(cx, conn, id).await?;
    Ok(Found {
        kind: TargetKind::User,
        id: id.0,
        accused: Some(id),
        here: None,
        channel: None,
        snapshot: Snapshot { text: user.bio, name: Some(user.display_name), ..Snapshot::default() },
    })
}

/// A whole space goes to nobody in it: they would judge their owner.
async fn of_space(cx: &Cx, conn: &mut Conn, id: SpaceId) -> Result<Found> {
    let (space, ..) = spaces::one(conn, &cx.app, cx.user(), id).await?;
    if space.owner_id == cx.user() {
        return Err(Error::invalid("space_id", "A space of somebody else."));
    }
    Ok(Found {
        kind: TargetKind::Space,
        id: id.0,
        accused: Some(space.owner_id),
        here: None,
        channel: None,
        snapshot: Snapshot { text: space.description, name: Some(space.name), ..Snapshot::default() },
    })
}
