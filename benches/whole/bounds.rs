//! The start-up check of the gate: instructions of the smallest requests against the bounds in
//! `bounds.txt`, which is the only place where these stand.

use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::clients::Client;
use crate::instructions::Count;
use crate::rows::ROWS;
use crate::site::{self, Site};

const BOUNDS: &str = include_str!("bounds.txt");

/// Counts each bounded row and says how it stands; fails when one is over.
pub(crate) fn check(site: &Site<'_>, client: Option<&Client>) -> Result<ExitCode> {
    let client = client.context("no client")?;
    let mut out = io::stdout();
    let mut code = ExitCode::SUCCESS;
    for line in BOUNDS.lines().filter(|line| !line.starts_with('#')) {
        let (name, bound) = line.split_once(' ').context("bounds.txt: NAME BOUND")?;
        let bound: u64 = bound.trim().parse()?;
        let row = ROWS.iter().find(|row| row.name == name);
        let row = row.with_context(|| format!("bounds.txt: no row {name}"))?;
        match site::count(row, site, client)? {
            Count::NotInstalled => {
                writeln!(
                    out,
                    "start-up instructions: left out, valgrind is not installed"
                )?;
                return Ok(code);
            }
            Count::Instructions(count) if count > bound => {
                writeln!(
                    out,
                    "{name}: {count} instructions, more than the bound of {bound}"
                )?;
                code = ExitCode::FAILURE;
            }
            Count::Instructions(count) => {
                writeln!(out, "{name}: {count} instructions, bound {bound}: ok")?;
            }
        }
    }
    Ok(code)
}
