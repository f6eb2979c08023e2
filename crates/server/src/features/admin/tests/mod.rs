//! Stories of running the place.

mod callers;
mod elevation;
mod ranks;
mod spaces;
mod suspension;
mod users;

use crate::testkit::{Expect, Person};
use serde_json::{Value, json};

impl Person {
    /// Locks an account.
    async fn suspends(&self, other: &Person, until_ms: Option<i64>) -> Expect {
        let until = until_ms.map(snug_proto::Timestamp);
        self.put(&format!("/admin/users/{}/suspension", other.id), json!({ "reason": "spam", "until": until })).await
    }
    /// Opens an account again.
    async fn lifts(&self, other: &Person) -> Expect {
        self.delete(&format!("/admin/users/{}/suspension", other.id)).await
    }
    /// Gives an account a rank, or takes it away.
    async fn promotes(&self, other: &Person, role: Value) -> Expect {
        self.patch(&format!("/admin/users/{}", other.id), json!({ "instance_role": role })).await
    }
    /// Ends all sessions of an account.
    async fn expels(&self, other: &Person) -> Expect {
        self.post(&format!("/admin/users/{}/sign-out", other.id), Value::Null).await
    }
    /// Takes the second factor of an account away.
    async fn disarms(&self, other: &Person) -> Expect {
        self.post(&format!("/admin/users/{}/reset-factors", other.id), Value::Null).await
    }
}
