//! How soon a change of rights or the end of a session is with everybody.

use super::{
    crowd::Crowd,
    place::{PASSWORD, Place},
    stats::{Measured, percentile},
};
use anyhow::Context;
use snug_client::Client;
use snug_proto::{SpaceId, channels::Channel};

const CHANNELS: usize = 200;
const ONLINE: usize = 500;

/// A role that 1,000 members hold loses and gains a bit, in a space of 200 channels with 500 sockets open.
pub async fn role(place: &Place, host: &Client, space: SpaceId) -> anyhow::Result<Vec<Measured>> {
    for at in 0..CHANNELS {
        let new = serde_json::json!({ "kind": "text", "name": format!("busy {at}") });
        let _: Channel = host.post(&format!("/spaces/{space}/channels"), &new).await?;
    }
    let mut crowd = Crowd::gather(place, host, space, "hold", ONLINE).await?;
    let roles: serde_json::Value = host.get(&format!("/spaces/{space}/roles")).await?;
    let everyone = roles.as_array().into_iter().flatten().find(|role| role["everyone"] == true).context("no role")?;
    let with: Vec<_> = everyone["permissions"].as_array().context("no bits")?.clone();
    let without: Vec<_> = with.iter().filter(|bit| *bit != "add_reactions").cloned().collect();
    let path = format!("/spaces/{space}/roles/{}", everyone["id"].as_str().context("no id")?);
    let mut times = Vec::new();
    for permissions in [&without, &with, &without, &with, &without] {
        let since = crowd.now();
        let _: serde_json::Value = host.patch(&path, &serde_json::json!({ "permissions": permissions })).await?;
        times.push(crowd.told("permissions_update", 1, since).await?);
    }
    Ok(vec![(
        format!("role change, {} members, {CHANNELS} channels: all {ONLINE} sockets told", 1_000),
        "ms",
        "≤ 500",
        percentile(&mut times, 1.0),
    )])
}

/// One device ends another's session; its socket closes.
pub async fn cut(place: &Place, host: &Client) -> anyhow::Result<Vec<Measured>> {
    let mut times = Vec::new();
    for _ in 0..20 {
        let other = Client::new(&place.base)?;
        other.sign_in("olive", PASSWORD).await?;
        let session = other.tokens().context("not signed in")?.session;
        let mut crowd = Crowd::listen(place, &[other.access_token().context("no token")?], 1).await?;
        let since = crowd.now();
        host.delete(&format!("/me/sessions/{session}")).await?;
        times.push(crowd.closed(since).await?);
    }
    Ok(vec![("session ended to socket closed, p95".into(), "ms", "≤ 1000", percentile(&mut times, 0.95))])
}
