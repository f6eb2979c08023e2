//! Medians, percentiles and their spread over runs.

use std::time::Duration;

/// One figure of one run: what was done, its unit, what the product aims at, the value.
pub type Measured = (String, &'static str, &'static str, f64);

/// What a row measured in each run.
pub struct Row {
    /// What was done.
    pub name: String,
    /// Unit of the values.
    pub unit: &'static str,
    /// One value a run.
    pub values: Vec<f64>,
    /// What the product aims at.
    pub target: &'static str,
}

impl Row {
    /// Median, least and most as a line of the table.
    pub fn line(&self) -> String {
        let mut values = self.values.clone();
        values.sort_by(f64::total_cmp);
        let (Some(least), Some(most)) = (values.first(), values.last()) else { return String::new() };
        let median = values[values.len() / 2];
        let unit = self.unit;
        format!("| {} | {median:.2} {unit} | {least:.2} – {most:.2} | {} |", self.name, self.target)
    }
}

/// The value below which `share` of the values lie.
pub fn percentile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index"
    )]
    let at = ((values.len() as f64 * share).ceil() as usize).saturating_sub(1);
    values.get(at).copied().unwrap_or(f64::NAN)
}

/// Milliseconds with their fraction.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
