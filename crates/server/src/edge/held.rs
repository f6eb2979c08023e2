//! Who holds how many of something: nobody more than so many, and nothing is kept of whoever holds nothing.

use std::{collections::HashMap, hash::Hash};

/// Counts by holder.
#[derive(Debug)]
pub struct Held<K>(HashMap<K, usize>);

impl<K> Default for Held<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Hash + Eq> Held<K> {
    /// Counts one more; false when the holder has as many as may be.
    pub fn take(&mut self, holder: K, most: usize) -> bool {
        let count = self.0.entry(holder).or_default();
        let is_free = *count < most;
        *count += usize::from(is_free);
        is_free
    }

    /// Counts one less.
    pub fn release(&mut self, holder: &K) {
        if let Some(count) = self.0.get_mut(holder) {
            *count -= 1;
            if *count == 0 {
                self.0.remove(holder);
            }
        }
    }

    /// True when nobody holds anything.
    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
