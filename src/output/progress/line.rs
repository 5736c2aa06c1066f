//! What is said of how far a run has come, in one line: a function of figures and a width.

use std::fmt::{self, Write as _};
use std::time::Duration;

use unicode_width::UnicodeWidthStr;

/// The widest bar, in columns, and the narrowest that is worth drawing.
const BAR: (usize, usize) = (30, 8);
/// The narrowest name that is worth showing.
const NAME: usize = 8;

/// How far one body has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is, safe to show.
    pub name: String,
    /// Its place among several, and their number.
    pub place: Option<(usize, usize)>,
    /// Whether it is on its way out.
    pub sending: bool,
    /// Bytes of it, those of earlier runs included.
    pub bytes: u64,
    /// Bytes of this run.
    pub moved: u64,
    /// All of its bytes, where that is known.
    pub total: Option<u64>,
    /// Since it began.
    pub took: Duration,
}

/// How far a run of many at a time has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// Requests that are over, one way or the other.
    pub done: usize,
    /// All requests.
    pub all: usize,
    /// Bytes of content received.
    pub bytes: u64,
    /// Since the beginning.
    pub took: Duration,
}

impl Line {
    /// The line in so many columns. What does not fit is left out: the bar, the time, the name.
    pub fn fit(&self, width: usize) -> String {
        let figures = self.figures();
        let percent = self.percent().map(|percent| format!("{percent:>3}%"));
        let percent = percent.as_deref().unwrap_or(self.wheel());
        let place = self.place.map(|(done, all)| format!("{done}/{all} "));
        let place = place.as_deref().unwrap_or_default();
        let fixed = place.len() + percent.len() + figures.len() + 4;
        let left = width.saturating_sub(fixed);
        let name = shorten(&self.name, left.max(NAME).min((width / 3).max(NAME)));
        let room = left.saturating_sub(name.width() + 4);
        let bar = match self.total {
            Some(total) if room >= BAR.1 => bar(self.bytes, total, room.min(BAR.0)),
            Some(_) | None => String::new(),
        };
        format!("{place}{name}  {percent}  {bar}{figures}")
    }

    /// The line without what moves.
    pub fn plain(&self) -> String {
        let percent = self.percent().map(|percent| format!("{percent}%, "));
        let percent = percent.unwrap_or_default();
        let place = self.place.map(|(done, all)| format!("{done}/{all} "));
        let place = place.unwrap_or_default();
        format!("{place}{}: {percent}{}", self.name, self.figures())
    }

    fn figures(&self) -> String {
        let rate = rate(self.moved, self.took);
        let mut text = String::new();
        let _ = write!(text, "{}", Size(self.bytes));
        if let Some(total) = self.total {
            let _ = write!(text, " of {}", Size(total));
        }
        let _ = write!(
            text,
            "{}, {}/s",
            if self.sending { " sent" } else { "" },
            Size(rate)
        );
        let left = self.total.map(|total| total.saturating_sub(self.bytes));
        match left.map(|left| left.checked_div(rate)) {
            Some(Some(seconds)) => {
                let _ = write!(text, ", {} left", Span(seconds));
            }
            Some(None) | None => {
                let _ = write!(text, ", {}", Span(self.took.as_secs()));
            }
        }
        text
    }

    fn percent(&self) -> Option<u64> {
        let total = u128::from(self.total?);
        let hundred = u128::from(self.bytes.min(self.total?)).saturating_mul(100);
        u64::try_from(hundred.checked_div(total)?).ok()
    }

    /// Something that turns, so that waiting is seen.
    fn wheel(&self) -> &'static str {
        match (self.took.as_millis() / 200) % 4 {
            0 => "|",
            1 => "/",
            2 => "-",
            _ => "\\",
        }
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            done,
            all,
            bytes,
            took,
        } = self;
        let (bytes, rate) = (Size(*bytes), Size(rate(*bytes, *took)));
        write!(f, "{done} of {all} done, {bytes}, {rate}/s")
    }
}

/// Bytes in a second.
fn rate(bytes: u64, took: Duration) -> u64 {
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = bytes.saturating_mul(1000).checked_div(millis);
    rate.unwrap_or_default()
}

/// A bar in so many columns, with the blanks after it.
fn bar(bytes: u64, total: u64, columns: usize) -> String {
    let inner = columns.saturating_sub(2);
    let wide = u128::try_from(inner).unwrap_or_default();
    let full = u128::from(bytes.min(total)).saturating_mul(wide);
    let full = full.checked_div(u128::from(total)).unwrap_or(wide);
    let full = usize::try_from(full).unwrap_or(inner).min(inner);
    let (done, open) = ("=".repeat(full), " ".repeat(inner.saturating_sub(full)));
    format!("[{done}{open}]  ")
}

/// A text in at most so many columns, the middle left out.
fn shorten(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let (mut head, mut tail) = (String::new(), String::new());
    let room = columns.saturating_sub(1);
    let (first, last) = (room.div_ceil(2), room / 2);
    for c in text.chars() {
        head.push(c);
        if head.width() > first {
            head.pop();
            break;
        }
    }
    for c in text.chars().rev() {
        tail.insert(0, c);
        if tail.width() > last {
            tail.remove(0);
            break;
        }
    }
    format!("{head}\u{2026}{tail}")
}

/// A span of seconds for people.
struct Span(u64);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (minutes, seconds) = (self.0 / 60, self.0 % 60);
        match (minutes / 60, minutes % 60) {
            (0, 0) => write!(f, "{seconds}s"),
            (0, minutes) => write!(f, "{minutes}m{seconds:02}s"),
            (hours @ 0..=99, minutes) => write!(f, "{hours}h{minutes:02}m"),
            (_, _) => f.write_str("days"),
        }
    }
}

/// A number of bytes for people.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tenths = u128::from(self.0).saturating_mul(10);
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if tenths < 10_240 {
                return self.in_unit(tenths, unit, f);
            }
            tenths /= 1024;
        }
        self.in_unit(tenths, "TiB", f)
    }
}

impl Size {
    fn in_unit(&self, tenths: u128, unit: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match unit {
            "B" => write!(f, "{} B", self.0),
            unit => write!(f, "{}.{} {unit}", tenths / 10, tenths % 10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn many_are_summed_up() {
        for (bytes, millis, told) in [
            (0, 0, "2 of 5 done, 0 B, 0 B/s"),
            (1023, 1000, "2 of 5 done, 1023 B, 1023 B/s"),
            (1024, 2000, "2 of 5 done, 1.0 KiB, 512 B/s"),
            (5 << 20, 2000, "2 of 5 done, 5.0 MiB, 2.5 MiB/s"),
            (u64::MAX, 1000, "2 of 5 done, 16777215.9 TiB, 16777.2 TiB/s"),
        ] {
            let took = Duration::from_millis(millis);
            let (done, all) = (2, 5);
            let sum = Sum {
                done,
                all,
                bytes,
                took,
            };
            assert_eq!(sum.to_string(), told);
        }
    }

    #[test]
    fn one_is_told_with_what_fits() {
        let line = Line {
            name: "a-rather-long-name-of-a-file.tar.gz".to_owned(),
            bytes: 5 << 20,
            moved: 4 << 20,
            total: Some(10 << 20),
            took: Duration::from_secs(4),
            ..Line::default()
        };
        let figures = "  50%  5.0 MiB of 10.0 MiB, 1.0 MiB/s, 5s left";
        for (width, told) in [
            (
                100,
                "a-rather-long-na\u{2026}of-a-file.tar.gz   50%  [=======       ]  \
                 5.0 MiB of 10.0 MiB, 1.0 MiB/s, 5s left",
            ),
            (60, figures),
        ] {
            let fitted = line.fit(width);
            assert!(fitted.width() <= width, "{fitted}");
            assert!(fitted.ends_with(told), "{fitted}");
        }
        let unknown = Line {
            name: "f".to_owned(),
            total: None,
            sending: true,
            place: Some((1, 3)),
            ..line.clone()
        };
        assert_eq!(unknown.fit(80), "1/3 f  |  5.0 MiB sent, 1.0 MiB/s, 4s");
        assert_eq!(unknown.plain(), "1/3 f: 5.0 MiB sent, 1.0 MiB/s, 4s");
        let silent = Line { moved: 0, ..line };
        assert!(
            silent
                .plain()
                .ends_with(": 50%, 5.0 MiB of 10.0 MiB, 0 B/s, 4s")
        );
    }

    proptest! {
        #[test]
        fn a_name_is_shortened_to_its_columns(name in any::<String>(), columns in 2_usize..40) {
            prop_assert!(shorten(&name, columns).width() <= columns.max(name.width().min(columns)));
        }
    }
}
