//! Counters, gauges and histograms by name and labels, rendered as Prometheus text (exposition format 0.0.4).
//!
//! Written here because the need is small: three kinds, labels known when the series is made, and a bound on series, so
//! that a label taken from outside cannot fill the memory.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

/// Series a name may have; further label sets share the one whose values are `other`.
const SERIES_PER_NAME: usize = 500;
/// Upper bounds of histogram buckets, in microseconds: 1 ms to 10 s.
const BOUNDS_US: [u64; 13] = [
    1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000,
];

/// Label names, fixed by the program, and their values.
pub type Labels<'a> = &'a [(&'static str, &'a str)];

/// All numbers of one server. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Arc<Mutex<BTreeMap<&'static str, Family>>>);

#[derive(Debug)]
struct Family {
    help: &'static str,
    kind: Kind,
    series: BTreeMap<String, Series>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Counter,
    Gauge,
    Histogram,
}

#[derive(Clone, Debug)]
enum Series {
    Counter(Counter),
    Gauge(Gauge),
    Histogram(Histogram),
}

/// Only grows. Clones count together.
#[derive(Clone, Debug, Default)]
pub struct Counter(Arc<AtomicU64>);

impl Counter {
    /// One more.
    pub fn add_one(&self) {
        self.add(1);
    }

    /// So many more.
    pub fn add(&self, count: u64) {
        self.0.fetch_add(count, Ordering::Relaxed);
    }

    /// The count. Also for taking over one that is counted elsewhere: see [`Self::raise_to`].
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Takes over a total that is counted elsewhere; never goes down.
    pub fn raise_to(&self, total: u64) {
        self.0.fetch_max(total, Ordering::Relaxed);
    }
}

/// Goes up and down. Clones show the same.
#[derive(Clone, Debug, Default)]
pub struct Gauge(Arc<AtomicI64>);

impl Gauge {
    /// Shows this value.
    pub fn set(&self, value: i64) {
        self.0.store(value, Ordering::Relaxed);
    }

    /// Moves by this much.
    pub fn add(&self, change: i64) {
        self.0.fetch_add(change, Ordering::Relaxed);
    }

    /// The value.
    pub fn get(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// How long things take, in buckets from 1 ms to 10 s. Clones count together.
#[derive(Clone, Debug, Default)]
pub struct Histogram(Arc<Times>);

#[derive(Debug, Default)]
struct Times {
    buckets: [AtomicU64; BOUNDS_US.len() + 1],
    sum_us: AtomicU64,
}

impl Histogram {
    /// Takes note of one duration, in microseconds.
    pub fn observe_us(&self, duration_us: u64) {
        let at = BOUNDS_US.partition_point(|bound| *bound < duration_us);
        if let Some(bucket) = self.0.buckets.get(at) {
            bucket.fetch_add(1, Ordering::Relaxed);
        }
        self.0.sum_us.fetch_add(duration_us, Ordering::Relaxed);
    }

    /// Takes note of one duration, in milliseconds.
    pub fn observe_ms(&self, duration_ms: i64) {
        self.observe_us(u64::try_from(duration_ms).unwrap_or(0).saturating_mul(1_000));
    }
}

impl Metrics {
    /// The counter of this name and these labels; its name should end in `_total`.
    pub fn counter(&self, name: &'static str, help: &'static str, labels: Labels) -> Counter {
        match self.series(name, help, Kind::Counter, labels) {
            Series::Counter(counter) => counter,
            Series::Gauge(_) | Series::Histogram(_) => Counter::default(),
        }
    }

    /// The gauge of this name and these labels.
    pub fn gauge(&self, name: &'static str, help: &'static str, labels: Labels) -> Gauge {
        match self.series(name, help, Kind::Gauge, labels) {
            Series::Gauge(gauge) => gauge,
            Series::Counter(_) | Series::Histogram(_) => Gauge::default(),
        }
    }

    /// The histogram of this name and these labels; its name should end in `_seconds`.
    pub fn histogram(&self, name: &'static str, help: &'static str, labels: Labels) -> Histogram {
        match self.series(name, help, Kind::Histogram, labels) {
            Series::Histogram(histogram) => histogram,
            Series::Counter(_) | Series::Gauge(_) => Histogram::default(),
        }
    }

    /// Forgets every series of a name: before all that are there are set anew.
    pub fn forget(&self, name: &str) {
        self.lock().remove(name);
    }

    /// All numbers as Prometheus reads them.
    pub fn render(&self) -> String {
        let mut text = String::new();
        for (name, family) in self.lock().iter() {
            // Writing to a string cannot fail.
            family.render(name, &mut text).ok();
        }
        text
    }

    fn series(&self, name: &'static str, help: &'static str, kind: Kind, labels: Labels) -> Series {
        let mut families = self.lock();
        let family = families.entry(name).or_insert_with(|| Family { help, kind, series: BTreeMap::new() });
        if family.kind != kind {
            // Counted apart and not shown, so that the text stays valid.
            tracing::error!(metric.name = name, "a metric is used as two kinds");
            return kind.series();
        }
        let mut key = render_labels(labels);
        if family.series.len() >= SERIES_PER_NAME && !family.series.contains_key(&key) {
            let others: Vec<_> = labels.iter().map(|(label, _)| (*label, "other")).collect();
            key = render_labels(&others);
        }
        family.series.entry(key).or_insert_with(|| kind.series()).clone()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<&'static str, Family>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kind {
    fn series(self) -> Series {
        match self {
            Self::Counter => Series::Counter(Counter::default()),
            Self::Gauge => Series::Gauge(Gauge::default()),
            Self::Histogram => Series::Histogram(Histogram::default()),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

impl Family {
    fn render(&self, name: &str, text: &mut String) -> std::fmt::Result {
        writeln!(text, "# HELP {name} {}", self.help.replace('\\', "\\\\").replace('\n', "\\n"))?;
        writeln!(text, "# TYPE {name} {}", self.kind.word())?;
        for (labels, series) in &self.series {
            match series {
                Series::Counter(counter) => writeln!(text, "{name}{} {}", braced(labels, ""), counter.get())?,
                Series::Gauge(gauge) => writeln!(text, "{name}{} {}", braced(labels, ""), gauge.get())?,
                Series::Histogram(histogram) => histogram.render(name, labels, text)?,
            }
        }
        Ok(())
    }
}

impl Histogram {
    fn render(&self, name: &str, labels: &str, text: &mut String) -> std::fmt::Result {
        let mut count = 0;
        for (at, bucket) in self.0.buckets.iter().enumerate() {
            count += bucket.load(Ordering::Relaxed);
            let bound = BOUNDS_US.get(at).map_or_else(|| "+Inf".into(), |bound| seconds(*bound));
            writeln!(text, "{name}_bucket{} {count}", braced(labels, &format!("le=\"{bound}\"")))?;
        }
        writeln!(text, "{name}_sum{} {}", braced(labels, ""), seconds(self.0.sum_us.load(Ordering::Relaxed)))?;
        writeln!(text, "{name}_count{} {count}", braced(labels, ""))
    }
}

/// Microseconds as seconds, without rounding.
fn seconds(us: u64) -> String {
    let text = format!("{}.{:06}", us / 1_000_000, us % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn render_labels(labels: Labels) -> String {
    let escape = |value: &str| value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let one = |(name, value): &(&str, &str)| format!("{name}=\"{}\"", escape(value));
    labels.iter().map(one).collect::<Vec<_>>().join(",")
}

fn braced(labels: &str, more: &str) -> String {
    match (labels, more) {
        ("", "") => String::new(),
        (labels, "") => format!("{{{labels}}}"),
        ("", more) => format!("{{{more}}}"),
        (labels, more) => format!("{{{labels},{more}}}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_what_prometheus_reads() {
        let metrics = Metrics::default();
        metrics.counter("snug_a_total", "Things.", &[("kind", "x\"y\\z\nw")]).add(2);
        metrics.counter("snug_a_total", "Things.", &[("kind", "x\"y\\z\nw")]).add_one();
        metrics.gauge("snug_b", "Level.", &[]).set(-4);
        let times = metrics.histogram("snug_c_seconds", "Times.", &[("route", "/a")]);
        times.observe_ms(1);
        times.observe_us(1_001);
        times.observe_ms(60_000);
        let text = metrics.render();
        assert!(text.starts_with(
            "# HELP snug_a_total Things.\n# TYPE snug_a_total counter\nsnug_a_total{kind=\"x\\\"y\\\\z\\nw\"} 3\n# HELP snug_b \
             Level.\n# TYPE snug_b gauge\nsnug_b -4\n"
        ));
        assert!(text.contains("snug_c_seconds_bucket{route=\"/a\",le=\"0.001\"} 1\n"));
        assert!(text.contains("snug_c_seconds_bucket{route=\"/a\",le=\"0.0025\"} 2\n"));
        assert!(text.contains("snug_c_seconds_bucket{route=\"/a\",le=\"10\"} 2\n"));
        assert!(text.contains("snug_c_seconds_bucket{route=\"/a\",le=\"+Inf\"} 3\n"));
        assert!(text.contains("snug_c_seconds_sum{route=\"/a\"} 60.002001\n"));
        assert!(text.ends_with("snug_c_seconds_count{route=\"/a\"} 3\n"));
    }

    #[test]
    fn labels_from_outside_are_bounded() {
        let metrics = Metrics::default();
        for value in 0..2_000 {
            metrics.counter("snug_a_total", "Things.", &[("value", &value.to_string())]).add_one();
        }
        let text = metrics.render();
        assert_eq!(text.lines().count(), 2 + SERIES_PER_NAME + 1);
        assert!(text.contains("snug_a_total{value=\"other\"} 1500\n"));
    }

    #[test]
    fn a_name_of_two_kinds_does_not_spoil_the_text() {
        let metrics = Metrics::default();
        metrics.counter("snug_a_total", "Things.", &[]).add_one();
        metrics.gauge("snug_a_total", "Things.", &[]).set(7);
        assert!(metrics.render().ends_with("\nsnug_a_total 1\n"));
    }

    #[test]
    fn a_total_from_elsewhere_never_goes_down() {
        let counter = Counter::default();
        counter.raise_to(5);
        counter.raise_to(3);
        assert_eq!(counter.get(), 5);
    }
}
