//! Where a row is measured, and the measuring of it: every client in turn, checked to do the job.

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::clients::Client;
use crate::instructions::{self, Count};
use crate::measure::{self, Call, Sample};
use crate::pattern::{self, BLOCK};
use crate::rows::{Job, Measure, Row, Sink, Source};
use crate::server::Server;

/// Where a row is measured.
pub(crate) struct Site<'a> {
    /// The peer.
    pub(crate) server: &'a Server,
    /// A directory in memory.
    pub(crate) dir: &'a Path,
    /// The share of the full size and of the full number of runs.
    pub(crate) scale: f64,
}

/// What became of one client in one row.
pub(crate) struct Column {
    /// Its runs; those of all clients were taken in turn.
    pub(crate) samples: Vec<Sample>,
    /// Its instructions, where the row asks for them.
    pub(crate) instructions: Option<Count>,
}

/// Runs every client at a row's job, in turn. A client that fails has its reason instead.
pub(crate) fn measure(
    row: &Row,
    site: &Site<'_>,
    clients: &[Client],
) -> Result<Vec<Result<Column>>> {
    site.prepare(&row.job)?;
    let mut columns: Vec<Result<Column>> = clients
        .iter()
        .map(|client| {
            rehearse(row, site, client)?;
            let counted = row
                .targets
                .iter()
                .any(|(what, _)| *what == Measure::Instructions);
            let instructions = if counted {
                Some(count(row, site, client)?)
            } else {
                None
            };
            Ok(Column {
                samples: Vec::new(),
                instructions,
            })
        })
        .collect();
    let runs = (1..row.runs).find(|&n| f64::from(n) >= f64::from(row.runs) * site.scale);
    for _ in 0..runs.unwrap_or(row.runs).max(3) {
        for (client, column) in clients.iter().zip(&mut columns) {
            let Ok(kept) = column else { continue };
            match perform(row, site, client) {
                Ok(sample) => kept.samples.push(sample),
                Err(error) => *column = Err(error),
            }
        }
    }
    Ok(columns)
}

/// Counts a client's instructions at a row's job.
pub(crate) fn count(row: &Row, site: &Site<'_>, client: &Client) -> Result<Count> {
    let arguments = client.arguments(&row.job, site, &site.download());
    instructions::count(client.program(&row.job), &arguments, site.dir)
}

fn perform(row: &Row, site: &Site<'_>, client: &Client) -> Result<Sample> {
    let into = site.download();
    let _ = fs::remove_file(&into);
    let size = site.size(&row.job);
    let (sample, count, _) = measure::run(&site.call(&row.job, client, &into))?;
    match row.job {
        Job::Fetch {
            sink: Sink::File, ..
        } if fs::metadata(&into)?.len() != size => {
            bail!("the file has another length than {size}")
        }
        Job::Fetch {
            sink: Sink::Pipe, ..
        } if count != size => {
            bail!("{count} bytes came out of the pipe, not {size}")
        }
        Job::Fetch { .. }
        | Job::Upload { .. }
        | Job::Many { .. }
        | Job::Batch { .. }
        | Job::Redirects { .. }
        | Job::Json { .. }
        | Job::Items { .. }
        | Job::Query { .. } => Ok(sample),
    }
}

/// The same job once with its output read back: whether it is done at all.
fn rehearse(row: &Row, site: &Site<'_>, client: &Client) -> Result<()> {
    let into = site.download();
    let size = site.size(&row.job);
    let mut call = site.call(&row.job, client, &into);
    match row.job {
        Job::Fetch {
            sink: Sink::File, ..
        } => perform(row, site, client).map(drop),
        Job::Fetch { .. }
        | Job::Many { .. }
        | Job::Batch { .. }
        | Job::Redirects { .. }
        | Job::Query { .. }
        | Job::Json { .. } => {
            call.drain = true;
            let (_, count, _) = measure::run(&call)?;
            if count != size {
                bail!("{count} bytes were delivered, not {size}");
            }
            Ok(())
        }
        Job::Upload { .. } | Job::Items { .. } => {
            call.drain = true;
            let (_, _, answer) = measure::run(&call)?;
            let answer = String::from_utf8_lossy(&answer).into_owned();
            let more = match row.job {
                Job::Upload {
                    source: Source::Form,
                    ..
                } => PART_HEAD,
                Job::Fetch { .. }
                | Job::Upload { .. }
                | Job::Many { .. }
                | Job::Batch { .. }
                | Job::Redirects { .. }
                | Job::Json { .. }
                | Job::Items { .. }
                | Job::Query { .. } => 0,
            };
            let fits = |count: u64| (size..=size.saturating_add(more)).contains(&count);
            if !answer.parse().is_ok_and(fits) {
                bail!("the server counted {answer:?} bytes, not {size}");
            }
            Ok(())
        }
    }
}

/// Bytes of one of many bodies.
pub(crate) const SMALL: u64 = 1024;

/// What a form adds to its file, at most: boundaries and the head of a part.
const PART_HEAD: u64 = 1024;

impl Site<'_> {
    /// The file that is uploaded.
    pub(crate) fn upload(&self) -> PathBuf {
        self.dir.join("upload")
    }

    /// The lines of a batch.
    pub(crate) fn lines(&self) -> PathBuf {
        self.dir.join("lines")
    }

    fn download(&self) -> PathBuf {
        self.dir.join("download")
    }

    fn size(&self, job: &Job) -> u64 {
        match job {
            Job::Fetch { size, .. } | Job::Upload { size, .. } if *size < BLOCK => *size,
            Job::Fetch { size, .. } | Job::Upload { size, .. } => {
                pattern::scaled(*size, self.scale)
            }
            Job::Many { .. } | Job::Batch { .. } => SMALL.saturating_mul(self.count(job)),
            Job::Redirects { .. } => SMALL,
            Job::Items { count } => pattern::document(*count).len() as u64,
            Job::Query { size } => pattern::ids(pattern::scaled(*size, self.scale)),
            Job::Json { task, .. } => task.output(self.count(job)),
        }
    }

    /// The URL of a job.
    pub(crate) fn url(&self, job: &Job) -> String {
        let size = self.size(job);
        match job {
            Job::Fetch { path, tls, .. } => {
                let base = if *tls {
                    &self.server.tls
                } else {
                    &self.server.plain
                };
                format!("{base}{path}{size}")
            }
            Job::Many { tls: true, .. } => format!("{}/bytes/{SMALL}", self.server.tls),
            Job::Many { .. } | Job::Batch { .. } => {
                format!("{}/bytes/{SMALL}", self.server.plain)
            }
            Job::Json { task, .. } => {
                let path = task.path(self.count(job));
                format!("{}{path}", self.server.plain)
            }
            Job::Redirects { hops } => format!("{}/hops/{hops}", self.server.plain),
            Job::Query { size } => {
                let size = pattern::scaled(*size, self.scale);
                format!("{}/elements/{size}", self.server.plain)
            }
            Job::Upload { .. } | Job::Items { .. } => format!("{}/upload", self.server.plain),
        }
    }

    /// The URLs of a job of many; no two are the same, or some clients would leave one out.
    pub(crate) fn urls(&self, job: &Job) -> impl Iterator<Item = OsString> {
        let url = self.url(job);
        (0..self.count(job)).map(move |number| format!("{url}?{number}").into())
    }

    fn count(&self, job: &Job) -> u64 {
        match job {
            Job::Many { count, .. } | Job::Batch { count, .. } if self.scale < 1.0 => {
                (*count / 10).max(1)
            }
            Job::Many { count, .. } | Job::Batch { count, .. } => *count,
            Job::Json { records, .. } if self.scale < 1.0 => (*records / 100).max(1),
            Job::Json { records, .. } => *records,
            Job::Fetch { .. }
            | Job::Upload { .. }
            | Job::Redirects { .. }
            | Job::Items { .. }
            | Job::Query { .. } => 1,
        }
    }

    fn call<'c>(&self, job: &Job, client: &'c Client, into: &Path) -> Call<'c> {
        let (feed, drain) = match job {
            Job::Fetch { sink, .. } => (None, *sink == Sink::Pipe),
            Job::Upload {
                source: Source::Pipe,
                ..
            } => (Some(self.size(job)), false),
            Job::Upload {
                source: Source::File | Source::Form,
                ..
            }
            | Job::Many { .. }
            | Job::Batch { .. }
            | Job::Redirects { .. }
            | Job::Json { .. }
            | Job::Items { .. }
            | Job::Query { .. } => (None, false),
        };
        Call {
            program: client.program(job),
            arguments: client.arguments(job, self, into),
            feed,
            drain,
        }
    }

    /// Leaves nothing of the last row in memory, and what this row reads.
    fn prepare(&self, job: &Job) -> Result<()> {
        let _ = fs::remove_file(self.download());
        let _ = fs::remove_file(self.upload());
        if let Job::Batch { .. } = job {
            let lines = (0..self.count(job)).map(|number| format!("GET /bytes/{SMALL}?{number}\n"));
            fs::write(self.lines(), lines.collect::<String>())?;
        }
        if let Job::Upload {
            source: Source::File | Source::Form,
            ..
        } = job
        {
            let mut file = fs::File::create(self.upload())?;
            let piece = vec![b'v'; 64 * 1024];
            let pieces = self.size(job) / u64::try_from(piece.len())?;
            for _ in 0..pieces {
                file.write_all(&piece)?;
            }
        }
        Ok(())
    }
}
