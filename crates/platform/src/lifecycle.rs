//! The life of the program: named tasks, one signal to stop, and a wait until all have.

use futures_util::FutureExt;
use std::{
    any::Any,
    collections::BTreeMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Spawns and stops the long-running tasks of one server. Clones share the life.
#[derive(Clone, Debug, Default)]
pub struct Lifecycle {
    stopping: CancellationToken,
    broken: CancellationToken,
    tasks: TaskTracker,
    names: Arc<Mutex<BTreeMap<&'static str, usize>>>,
}

impl Lifecycle {
    /// Starts a task under a name; it must end soon after [`Self::token`] is cancelled. The program cannot go on
    /// without it: when it panics, [`Self::broken`] says so.
    pub fn spawn(&self, name: &'static str, task: impl Future<Output = ()> + Send + 'static) {
        let broken = self.broken.clone();
        self.track(name, task, move |panic| {
            tracing::error!(task = name, panic, "a task broke; the program cannot go on without it");
            broken.cancel();
        });
    }

    /// Starts a task that serves one client: when it panics, that is noted and ends nothing else.
    pub fn spawn_alone(&self, name: &'static str, task: impl Future<Output = ()> + Send + 'static) {
        self.track(name, task, move |panic| tracing::error!(task = name, panic, "a task broke"));
    }

    fn track(
        &self,
        name: &'static str,
        task: impl Future<Output = ()> + Send + 'static,
        note: impl FnOnce(&str) + Send + 'static,
    ) {
        let running = Running { name, names: self.names.clone() };
        *self.lock().entry(name).or_default() += 1;
        #[expect(clippy::disallowed_methods, reason = "the one place that spawns")]
        tokio::spawn(self.tasks.track_future(async move {
            let _running = running;
            if let Err(panic) = AssertUnwindSafe(task).catch_unwind().await {
                note(panic_text(panic.as_ref()));
            }
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

    /// Waits until a task has panicked without which the program cannot go on.
    pub async fn broken(&self) {
        self.broken.cancelled().await;
    }

    /// True when such a task has panicked.
    pub fn is_broken(&self) -> bool {
        self.broken.is_cancelled()
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

/// What a panic says.
pub fn panic_text(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("?")
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

    #[tokio::test]
    async fn a_task_that_panics_is_told_and_one_for_a_client_ends_alone() {
        let life = Lifecycle::default();
        let (first, second) = (CancellationToken::new(), CancellationToken::new());
        let (one, all) = (first.clone().drop_guard(), second.clone().drop_guard());
        life.spawn_alone("client", async move {
            let _one = one;
            panic!("at the client");
        });
        first.cancelled().await;
        assert!(!life.is_broken());
        life.spawn("hub", async move {
            let _all = all;
            panic!("at the hub");
        });
        life.broken().await;
        assert!(second.is_cancelled() && life.is_broken());
        life.stop().await;
        assert!(life.running().is_empty());
    }
}
