//! The life of the program: named tasks, one signal to stop, and a wait until all have.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Spawns and stops the long-running tasks of one server. Clones share the life.
#[derive(Clone, Debug, Default)]
pub struct Lifecycle {
    stopping: CancellationToken,
    tasks: TaskTracker,
    names: Arc<Mutex<BTreeMap<&'static str, usize>>>,
}

impl Lifecycle {
    /// Starts a task under a name; it must end soon after [`Self::token`] is cancelled.
    pub fn spawn(&self, name: &'static str, task: impl Future<Output = ()> + Send + 'static) {
        let running = Running { name, names: self.names.clone() };
        *self.lock().entry(name).or_default() += 1;
        #[expect(clippy::disallowed_methods, reason = "the one place that spawns")]
        tokio::spawn(self.tasks.track_future(async move {
            let _running = running;
            task.await;
        }));
    }

    /// Cancelled when the program stops.
    pub fn token(&self) -> CancellationToken {
        self.stopping.clone()
    }

    /// True once the program stops.
    pub fn is_stopping(&self) -> bool {
        self.stopping.is_cancelled()
    }

    /// Tells every task to stop and waits for them.
    pub async fn stop(&self) {
        self.stopping.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Names of the tasks that still run.
    pub fn running(&self) -> Vec<&'static str> {
        self.lock().iter().filter(|(_, count)| **count > 0).map(|(name, _)| *name).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<&'static str, usize>> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Running {
    name: &'static str,
    names: Arc<Mutex<BTreeMap<&'static str, usize>>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(count) = self.names.lock().unwrap_or_else(PoisonError::into_inner).get_mut(self.name) {
            *count -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn stopping_waits_for_every_task() {
        let life = Lifecycle::default();
        let token = life.token();
        life.spawn("waiter", async move { token.cancelled().await });
        assert_eq!(life.running(), ["waiter"]);
        life.stop().await;
        assert!(life.running().is_empty());
    }
}
