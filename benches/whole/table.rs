//! The table that the benchmark prints.

use std::io::{self, Write as _};

use anyhow::Result;

use crate::clients::Client;
use crate::instructions::Count;
use crate::measure::Sample;
use crate::rows::{Measure, Row, Target};
use crate::site::Column;

/// Says how the figures were made, and the head of the table.
pub(crate) fn preface(clients: &[Client], scale: f64, memory_floor: u64) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "Loopback, one client after the other; medians; ratio: median of the pairs."
    )?;
    writeln!(out, "CPU and peak memory of the client alone, by wait4.")?;
    let floor = show(Measure::Memory, to_f64(memory_floor));
    writeln!(out, "No peak below {floor} can be seen. Scale {scale}.")?;
    for client in clients {
        writeln!(out, "{}: {}", client.name, client.program.display())?;
    }
    write!(out, "\n{:<12} {:<13}", "row", "measure")?;
    for client in clients {
        write!(out, " {:>10}", client.name)?;
    }
    writeln!(out, " {:>7} {:>9}", "ratio", "target")?;
    Ok(())
}

/// One row: a line for each of its measures.
pub(crate) fn print(row: &Row, clients: &[Client], columns: &[Result<Column>]) -> Result<()> {
    let mut out = io::stdout().lock();
    for (measure, target) in row.targets {
        write!(out, "{:<12} {:<13}", row.name, name(*measure))?;
        let values: Vec<Vec<f64>> = columns.iter().map(|c| values(*measure, c)).collect();
        for series in &values {
            match median(series.clone()) {
                Some(value) => write!(out, " {:>10}", show(*measure, value))?,
                None => write!(out, " {:>10}", "-")?,
            }
        }
        let ratio = match values.as_slice() {
            [first, second, ..] => median(pairs(first, second)),
            _ => None,
        };
        match ratio {
            Some(ratio) => write!(out, " {ratio:>7.3}")?,
            None => write!(out, " {:>7}", "-")?,
        }
        let own = values.first().and_then(|series| median(series.clone()));
        let (promise, kept) = verdict(*measure, *target, own, ratio);
        writeln!(out, " {promise:>9} {kept}")?;
    }
    for (client, column) in clients.iter().zip(columns) {
        if let Err(error) = column {
            writeln!(out, "{:<12} {} failed: {error:#}", row.name, client.name)?;
        }
    }
    Ok(())
}

/// The promise in words, and whether it was kept.
fn verdict(
    measure: Measure,
    target: Target,
    own: Option<f64>,
    ratio: Option<f64>,
) -> (String, &'static str) {
    let (promise, seen, most) = match target {
        Target::Shown => return (String::new(), ""),
        Target::Share(share) => (format!("{share:.3}"), ratio, share),
        Target::Most(most) => (show(measure, to_f64(most)), own, to_f64(most)),
    };
    let kept = match seen {
        None => "not measured",
        Some(seen) if seen <= most => "ok",
        Some(_) => "missed",
    };
    (promise, kept)
}

fn values(measure: Measure, column: &Result<Column>) -> Vec<f64> {
    let Ok(column) = column else {
        return Vec::new();
    };
    let each = |value: fn(&Sample) -> f64| column.samples.iter().map(value).collect();
    match measure {
        Measure::Cpu => each(|sample| sample.cpu.as_secs_f64()),
        Measure::Wall => each(|sample| sample.wall.as_secs_f64()),
        Measure::Memory => each(|sample| to_f64(sample.peak)),
        Measure::Instructions => match column.instructions {
            Some(Count::Instructions(count)) => vec![to_f64(count)],
            Some(Count::NotInstalled) | None => Vec::new(),
        },
    }
}

fn pairs(first: &[f64], second: &[f64]) -> Vec<f64> {
    first.iter().zip(second).map(|(a, b)| a / b).collect()
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn name(measure: Measure) -> &'static str {
    match measure {
        Measure::Instructions => "instructions",
        Measure::Cpu => "CPU",
        Measure::Wall => "wall",
        Measure::Memory => "peak memory",
    }
}

fn show(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Instructions => format!("{:.2} M", value / 1e6),
        Measure::Cpu | Measure::Wall => format!("{:.2} ms", value * 1e3),
        Measure::Memory => format!("{:.1} MiB", value / 1_048_576.0),
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::as_conversions,
    reason = "figures for people: fifteen digits are enough"
)]
fn to_f64(value: u64) -> f64 {
    value as f64
}
