//! `--timing`: where the time of a job went, as bars across a terminal or as plain figures.

use std::fmt::Write as _;
use std::time::Duration;

use super::super::colour::Paint;
use super::leg::{Leg, Phases};
use super::report::Report;
use crate::base::clock;
use crate::base::escape::Escaped;

/// How it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Bars, in so many columns.
    Bars {
        /// The width of the terminal.
        columns: usize,
        /// Whether they are coloured.
        colour: bool,
    },
    /// Figures alone, a line for each exchange.
    Plain,
}

/// The lines of a job, each with its end.
pub fn lines(report: &Report<'_>, form: Form) -> String {
    let mut text = String::new();
    let end = report.facts.end.unwrap_or_else(clock::now);
    let legs = &report.facts.legs;
    for (number, leg) in legs.iter().enumerate() {
        let over = legs
            .get(number.saturating_add(1))
            .map_or(end, |next| next.begun);
        let phases = leg.phases(leg.ended.unwrap_or(over));
        let status = leg.status().map(|code| code.to_string());
        let status = status.as_deref().unwrap_or("no answer");
        let (method, uri) = (&leg.method, Escaped(leg.uri.as_bytes()));
        // Writing to a String does not fail.
        let _ = match form {
            Form::Plain => writeln!(text, "{method} {uri} {status}: {}", figures(leg, &phases)),
            Form::Bars { columns, colour } => {
                writeln!(text, "{method} {uri} {status} ({})", shown(phases.total()))
                    .and_then(|()| text.write_str(&bars(leg, &phases, columns, colour)))
            }
        };
    }
    text
}

/// The phases that took place, in order.
fn steps(leg: &Leg, phases: &Phases) -> Vec<(&'static str, Duration)> {
    let all = [
        ("DNS", phases.resolve, leg.resolved.is_some()),
        ("connect", phases.connect, leg.connected.is_some()),
        ("TLS", phases.tls, leg.secured.is_some()),
        ("send", phases.send, leg.sending.is_some()),
        (
            "wait",
            phases.wait,
            leg.sent.is_some() || leg.first_byte.is_some(),
        ),
        ("receive", phases.receive, leg.first_byte.is_some()),
    ];
    let took_place = all
        .into_iter()
        .filter(|(_, took, known)| *known || !took.is_zero());
    took_place.map(|(name, took, _)| (name, took)).collect()
}

fn figures(leg: &Leg, phases: &Phases) -> String {
    let steps = steps(leg, phases).into_iter();
    let mut parts: Vec<_> = steps
        .map(|(name, took)| format!("{name} {}", shown(took)))
        .collect();
    if leg.reused {
        parts.insert(0, "connection reused".to_owned());
    }
    parts.push(format!("total {}", shown(phases.total())));
    parts.join(", ")
}

/// A line for each phase: its name, its time, and a bar where it lay in the whole.
fn bars(leg: &Leg, phases: &Phases, columns: usize, colour: bool) -> String {
    let room = columns.saturating_sub(FIGURES).max(LEAST_BAR);
    let total = phases.total().as_nanos().max(1);
    let cell = |at: Duration| {
        let wide = u128::try_from(room).unwrap_or_default();
        let cell = at.as_nanos().saturating_mul(wide).checked_div(total);
        cell.and_then(|cell| usize::try_from(cell).ok())
            .unwrap_or_default()
    };
    let (mut text, mut at) = (String::new(), Duration::ZERO);
    for (name, took) in steps(leg, phases) {
        let from = cell(at);
        at = at.saturating_add(took);
        let from = from.min(room.saturating_sub(1));
        let long = cell(at).saturating_sub(from).max(1);
        let bar = Paint::Name.over(&"█".repeat(long), colour);
        // Writing to a String does not fail.
        let _ = writeln!(text, "  {name:<8}{:>9}  {:from$}{bar}", shown(took), "");
    }
    text
}

/// What stands before a bar.
const FIGURES: usize = 21;
/// The least that a bar's whole may take.
const LEAST_BAR: usize = 10;

/// A time with a unit that fits it.
pub fn shown(time: Duration) -> String {
    let micros = time.as_micros();
    match micros {
        0..1_000 => format!("{micros}µs"),
        1_000..1_000_000 => format!("{:.1}ms", time.as_secs_f64() * 1e3),
        _ => format!("{:.2}s", time.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::Facts;
    use super::*;

    fn facts() -> Facts {
        let mut facts = Facts::begin();
        let at = |ms| Some(facts.start + Duration::from_millis(ms));
        let mut leg = Leg::new(
            "GET".to_owned(),
            "http://a.test/\u{1b}".to_owned(),
            facts.start,
        );
        (leg.resolved, leg.connected) = (at(10), at(20));
        (leg.sending, leg.sent) = (at(20), at(20));
        (leg.first_byte, leg.ended) = (at(90), at(100));
        leg.response_heads.push(b"HTTP/1.1 200 OK\r\n\r\n".to_vec());
        facts.end = at(120);
        facts.legs.push(leg);
        facts
    }

    fn bars_in(columns: usize) -> Form {
        let colour = false;
        Form::Bars { columns, colour }
    }

    fn text(form: Form) -> String {
        let facts = facts();
        let report = Report {
            facts: &facts,
            url: "http://a.test/",
            number: 0,
            head: None,
            redirects: 0,
            retries: 0,
            redirect_url: None,
            file: None,
            code: 0,
            error: None,
        };
        lines(&report, form)
    }

    #[test]
    fn bars_lie_where_the_time_went() {
        assert_eq!(
            text(bars_in(31)),
            "GET http://a.test/\\x1b 200 (100.0ms)\n\
             \x20 DNS        10.0ms  █\n\
             \x20 connect    10.0ms   █\n\
             \x20 send          0µs    █\n\
             \x20 wait       70.0ms    ███████\n\
             \x20 receive    10.0ms           █\n"
        );
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for columns in 31..200 {
            let wide = text(bars_in(columns));
            let widest = wide.lines().skip(1).map(|line| line.chars().count()).max();
            assert!(widest <= Some(columns), "{columns}: {widest:?}");
        }
    }

    #[test]
    fn the_plain_form_has_the_figures() {
        assert_eq!(
            text(Form::Plain),
            "GET http://a.test/\\x1b 200: DNS 10.0ms, connect 10.0ms, send 0µs, wait 70.0ms, \
             receive 10.0ms, total 100.0ms\n"
        );
    }

    #[test]
    fn times_have_a_unit_that_fits() {
        let text = |micros| shown(Duration::from_micros(micros));
        assert_eq!(text(999), "999µs");
        assert_eq!(text(1_000), "1.0ms");
        assert_eq!(text(999_000), "999.0ms");
        assert_eq!(text(1_500_000), "1.50s");
    }
}
