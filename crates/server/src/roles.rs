//! What a node does: everything by default, or a share beside other nodes on the same database, bus and objects.

use anyhow::{Context, ensure};
use std::str::FromStr;

/// One kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Requests and the web client.
    Hub,
    /// Sockets.
    Gateway,
    /// Jobs.
    Worker,
}

const NAMES: [(&str, Role); 3] = [("hub", Role::Hub), ("gateway", Role::Gateway), ("worker", Role::Worker)];

/// The work of this node. Health answers on every node, and every node hears the bus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles(Vec<Role>);

impl Roles {
    /// True when this node does that work.
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// True when this node does all there is to do.
    pub fn is_all(&self) -> bool {
        NAMES.iter().all(|(_, role)| self.has(*role))
    }
}

impl Default for Roles {
    fn default() -> Self {
        Self(NAMES.iter().map(|(_, role)| *role).collect())
    }
}

impl FromStr for Roles {
    type Err = anyhow::Error;

    /// Reads `all`, or names with commas between.
    fn from_str(text: &str) -> anyhow::Result<Self> {
        if text.trim() == "all" {
            return Ok(Self::default());
        }
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        let known = |name: &str| NAMES.iter().find(|(known, _)| *known == name).map(|(_, role)| *role);
        let roles: Vec<Role> = names
            .map(|name| known(name).with_context(|| format!("{name:?} is none of all, hub, gateway, worker")))
            .collect::<anyhow::Result<_>>()?;
        ensure!(!roles.is_empty(), "name at least one of hub, gateway, worker, or all");
        Ok(Self(roles))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::World;
    use snug_proto::Code;

    #[test]
    fn roles_are_read_and_unknown_ones_are_named() {
        let roles: Roles = " hub , worker ".parse().unwrap();
        assert!(roles.has(Role::Hub) && roles.has(Role::Worker) && !roles.has(Role::Gateway) && !roles.is_all());
        assert!("all".parse::<Roles>().unwrap().is_all());
        assert!(format!("{:#}", "hub,attic".parse::<Roles>().unwrap_err()).contains("attic"));
        assert!(" , ".parse::<Roles>().is_err());
    }

    #[tokio::test]
    async fn a_node_answers_only_for_its_roles_and_always_about_its_health() {
        // The gateway waits for an owner; who has no gateway does not know the path.
        let expected = [
            ("all", [200, 200, 503]),
            ("hub", [200, 200, 404]),
            ("gateway", [200, 404, 503]),
            ("worker", [200, 404, 404]),
        ];
        for (roles, statuses) in expected {
            let world = World::before_setup(|config| config.roles = roles.parse().unwrap()).await;
            for (path, status) in ["//livez", "/instance", "/gateway"].into_iter().zip(statuses) {
                let answer = world.client().send(reqwest::Method::GET, path, None).await.unwrap();
                assert_eq!(answer.status.as_u16(), status, "{path} of {roles}");
                if status == 404 {
                    assert_eq!(answer.refusal().code(), Some(Code::NotFound), "{path} of {roles}");
                }
            }
            if !world.app.config.roles.has(Role::Hub) {
                assert_eq!(world.client().send(reqwest::Method::GET, "//", None).await.unwrap().status, 404, "{roles}");
            }
            world.stop().await;
        }
    }
}
