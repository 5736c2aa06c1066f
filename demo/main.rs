//! `cargo demo`: a short tour of the built binary against a server of its own on loopback, plain
//! and TLS. Each command is printed as one would type it, with its output and exit status; the
//! tour fails when one of them is not what it should be. No network is needed.
//!
//! `cargo demo --serve` keeps the server running instead, for the examples in the README.

mod server;
mod tour;

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread;

use anyhow::{Context as _, Result, bail};

use server::Server;
use tour::{STEPS, Step};

const VERB: &str = env!("CARGO_BIN_EXE_verb");
/// Where the build keeps scratch files.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

fn main() -> Result<ExitCode> {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--")
        .collect();
    match words.as_slice() {
        [] => tour(),
        [word] if word == "--serve" => serve(),
        _ => bail!("usage: cargo demo [--serve]"),
    }
}

/// What a command needs to find the binary, the server and its certificate.
struct Surroundings {
    dir: PathBuf,
    variables: Vec<(&'static str, OsString)>,
}

impl Surroundings {
    fn new(server: &Server, dir: PathBuf) -> Result<Self> {
        fs::create_dir_all(&dir)?;
        let authority = dir.join("authority.pem");
        fs::write(&authority, &server.authority_pem)?;
        let programs = Path::new(VERB).parent().context("the binary's directory")?;
        let mut path = OsString::from(programs);
        path.push(":");
        path.push(search_path());
        Ok(Self {
            variables: vec![
                ("PATH", path),
                ("URL", format!("http://{}", server.plain).into()),
                ("TLS", format!("https://{}", server.tls).into()),
                ("CA", authority.into()),
            ],
            dir,
        })
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the shell that runs the commands must find its own tools"
)]
fn search_path() -> OsString {
    std::env::var_os("PATH").unwrap_or_default()
}

/// Runs every step; fails when one did not go as it should.
fn tour() -> Result<ExitCode> {
    let server = Server::start(0, 0)?;
    let scratch = tempfile::tempdir_in(SCRATCH)?;
    let around = Surroundings::new(&server, scratch.path().to_owned())?;
    let mut out = io::stdout();
    writeln!(
        out,
        "A tour of verb. $URL is http://{}, $TLS is https://{}.",
        server.plain, server.tls
    )?;
    writeln!(
        out,
        "$CA holds the certificate of the authority that signed the server's."
    )?;
    let mut wrong = 0_usize;
    for step in STEPS {
        writeln!(out, "\n# {}\n$ {}", step.about, step.command)?;
        let (status, output) = run(step.command, &around)?;
        out.write_all(&output)?;
        if !output.is_empty() && !output.ends_with(b"\n") {
            writeln!(out)?;
        }
        writeln!(out, "[exit status {status}]")?;
        for complaint in complaints(step, status, &output) {
            wrong = wrong.saturating_add(1);
            writeln!(out, "!! {complaint}")?;
        }
    }
    if wrong > 0 {
        writeln!(out, "\nNot as it should be: {wrong}, marked by !! above.")?;
        return Ok(ExitCode::FAILURE);
    }
    writeln!(out, "\n{} steps, all as they should be.", STEPS.len())?;
    Ok(ExitCode::SUCCESS)
}

/// Runs a command in a shell, its stderr among its stdout as on a terminal.
fn run(command: &str, around: &Surroundings) -> Result<(i32, Vec<u8>)> {
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("exec 2>&1\n{command}"))
        .current_dir(&around.dir)
        .env_clear()
        .envs(around.variables.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .output()
        .context("running sh")?;
    Ok((output.status.code().unwrap_or(-1), output.stdout))
}

/// What is not as the step says.
fn complaints(step: &Step, status: i32, output: &[u8]) -> Vec<String> {
    let output = String::from_utf8_lossy(output);
    let mut found = Vec::new();
    if status != step.status {
        found.push(format!(
            "exit status {status}, it should be {}",
            step.status
        ));
    }
    for text in step.shows.iter().filter(|text| !output.contains(**text)) {
        found.push(format!("{text:?} should be in the output"));
    }
    found
}

/// Serves until it is interrupted.
fn serve() -> Result<ExitCode> {
    let server = Server::start(8080, 8443)?;
    let around = Surroundings::new(&server, Path::new(SCRATCH).join("demo"))?;
    let mut out = io::stdout();
    writeln!(
        out,
        "# Serving until Ctrl-C. Paste these lines into another terminal:"
    )?;
    for (name, value) in &around.variables {
        let value = Path::new(value).display();
        match *name {
            "PATH" => {
                let programs = Path::new(VERB).parent().context("the binary's directory")?;
                writeln!(out, "export PATH='{}':\"$PATH\"", programs.display())?;
            }
            name => writeln!(out, "export {name}='{value}'")?,
        }
    }
    out.flush()?;
    loop {
        thread::park();
    }
}
