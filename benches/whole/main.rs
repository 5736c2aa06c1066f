//! verb and the installed curl (and xh, where it is installed) at the same jobs, in turn, against
//! a server of our own on loopback.
//!
//!     cargo bench --bench whole                     every row
//!     cargo bench --bench whole -- tls upload-pipe  some rows
//!     cargo bench --bench whole -- --bounds         start-up instructions against their bounds
//!     cargo bench --bench whole -- --latency        from a line of a session to its request
//!
//! `VERB_BENCH_SCALE=0.01` shrinks bodies and repetitions; `VERB_BENCH_CLIENTS=verb,curl` names
//! the clients, the first of them judged by its ratio to the second. `curl,curl` shows the noise.
//!
//! CPU and memory are those of the client alone, as the kernel counts them for a dead child
//! (wait4). Nothing here asserts on time: a missed target is a word in the table. Only the
//! instruction counts, which do not depend on the machine's load, can fail a run.

mod bounds;
mod clients;
mod exchange;
mod instructions;
mod json;
mod latency;
mod measure;
mod pattern;
mod rows;
mod server;
mod site;
mod table;

#[path = "../../demo/server/certificate.rs"]
mod certificate;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

use clients::Client;
use rows::{ROWS, Row};
use server::Server;
use site::Site;

fn main() -> Result<ExitCode> {
    // `cargo bench` puts its own `--bench` among the arguments.
    let mut words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    if let [flag, dir] = words.as_slice()
        && flag == "--server"
    {
        return server::serve(Path::new(dir)).map(|()| ExitCode::SUCCESS);
    }
    if let [flag] = words.as_slice()
        && flag == "--latency"
    {
        return latency::report(scale()?).map(|()| ExitCode::SUCCESS);
    }
    let bounds = words.iter().any(|word| word == "--bounds");
    words.retain(|word| word != "--bounds");

    let scale = scale()?;
    let clients = clients::chosen(variable("VERB_BENCH_CLIENTS").as_deref())?;
    let rows = chosen(&words)?;
    let dir = tempfile::Builder::new()
        .prefix("verb-bench-")
        .tempdir_in(Path::new("/dev/shm"))?;
    let server = Server::start(dir.path())?;
    let site = Site {
        server: &server,
        dir: dir.path(),
        scale,
    };
    if bounds {
        return bounds::check(&site, clients.first());
    }
    bench(&site, &clients, &rows)
}

/// Measures and prints one row after the other; fails when a client did not do its job.
fn bench(site: &Site<'_>, clients: &[Client], rows: &[&Row]) -> Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    table::preface(clients, site.scale, measure::memory_floor()?)?;
    for row in rows {
        let able: Vec<Client> = clients
            .iter()
            .filter(|one| one.does(&row.job))
            .cloned()
            .collect();
        let columns = site::measure(row, site, &able)?;
        table::print(row, &able, &columns)?;
        if columns.iter().any(Result::is_err) {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

fn chosen(words: &[String]) -> Result<Vec<&'static Row>> {
    if let Some(unknown) = words
        .iter()
        .find(|word| !ROWS.iter().any(|row| row.name == word.as_str()))
    {
        let names: Vec<&str> = ROWS.iter().map(|row| row.name).collect();
        bail!("no row named {unknown}; there are: {}", names.join(" "));
    }
    Ok(ROWS
        .iter()
        .filter(|row| words.is_empty() || words.iter().any(|word| word == row.name))
        .filter(|row| row.is_possible())
        .collect())
}

fn scale() -> Result<f64> {
    match variable("VERB_BENCH_SCALE") {
        None => Ok(1.0),
        Some(text) => match text.parse() {
            Ok(scale) if scale > 0.0 && scale <= 1.0 => Ok(scale),
            _ => bail!("VERB_BENCH_SCALE is a number above 0, at most 1, not {text:?}"),
        },
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the benchmark's own settings; verb's environment is emptied"
)]
fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}
