//! Where a body goes: the chain of sinks of a job, from its content inwards. What looks at or
//! changes content on its way is a sink around another, one line here.
//!
//! With `-C` the place may be open before the first request: see `begun`.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::base::escape;
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::Hop;
use crate::client::cookies::date;
use crate::client::range::Held;
use crate::http::disposition;
use crate::http::head::ResponseHead;
use crate::output::config::{Care, Destination, Named, Start, Style, Verbosity};
use crate::output::digest::Hashed;
use crate::output::file::{self, Finish, Target};
use crate::output::filtered::Filtered;
use crate::output::name;
use crate::output::partial::{self, Partial};
use crate::output::printer::{self, Printer};
use crate::output::sink::Sink;

use super::plan::{Job, Plan};
use super::tap::Nowhere;
use super::{begun, capture};

/// Finds what cannot be written, before any connection.
pub(super) fn check(jobs: &[Job]) -> Result<(), Failure> {
    for job in jobs {
        let care = job.care.as_deref();
        let creates = care.is_some_and(|care| care.create_dirs);
        match &job.body {
            Destination::Stdout | Destination::Descriptor(_) => {}
            Destination::File(path) if creates && !parent(path).exists() => above(path)?,
            Destination::File(path) => {
                let target = Target::check(path)?;
                if target.replaces() && care.is_some_and(|care| care.no_clobber) {
                    let story = format!("writing {}: it is there", escape::path(path));
                    let hint = "--no-clobber keeps it; nothing was requested";
                    return Err(Failure::new(Kind::Write, story).hint(hint));
                }
            }
            Destination::Named(named) if creates && !named.directory.exists() => {
                above(&named.path())?;
            }
            Destination::Named(named) => file::check_directory(&named.directory)?,
        }
    }
    Ok(())
}

/// Finds a place where no directories can be made.
fn above(path: &Path) -> Result<(), Failure> {
    let mut above = path.ancestors().skip(1);
    let there = above.find(|directory| directory.as_os_str().is_empty() || directory.exists());
    file::check_directory(there.unwrap_or(Path::new("")))
}

/// Whether a page that says what went wrong must not go where the body would go.
pub(super) fn is_kept(job: &Job) -> Result<bool, Failure> {
    let care = job.care.as_deref();
    if care.is_some_and(|care| care.sha256.is_some() || care.start != Start::Beginning) {
        return Ok(true);
    }
    match &job.body {
        Destination::Stdout | Destination::Descriptor(_) => Ok(false),
        Destination::File(path) if !parent(path).exists() => Ok(false),
        Destination::File(path) => Target::check(path).map(|target| target.replaces()),
        Destination::Named(named) => Ok(named.path().symlink_metadata().is_ok()),
    }
}

/// A response whose body is to be placed.
pub(super) struct Arrival<'a> {
    pub(super) job: &'a Job,
    pub(super) plan: &'a Plan,
    /// The redirects before it.
    pub(super) followed: &'a [Hop],
    pub(super) head: &'a ResponseHead,
    /// What its rest could be asked for with.
    pub(super) held: Option<&'a Held>,
}

/// Opens the place for a body: the bare place, what lays content out or makes something else of
/// it, the look at its checksum, the values that are taken on the way.
pub(super) fn open(arrival: &Arrival<'_>, printer: &mut Printer) -> Result<Box<dyn Sink>, Failure> {
    let Arrival {
        job, plan, head, ..
    } = *arrival;
    let nobody = capture::displaces(job, plan);
    let place: Box<dyn Sink> = match nobody {
        true => Box::new(Nowhere),
        false => bare(arrival, printer)?,
    };
    let place: Box<dyn Sink> = match &plan.filter {
        None if nobody => place,
        None => printer.begin_in(head, &job.body, place)?,
        Some(wanted) => {
            let (to, style) = match nobody {
                true => (place, Style::default()),
                false => printer.begin_outputs(&job.body, place)?,
            };
            let untouched = !printer.heads_come_first();
            let how = (style, untouched);
            Box::new(Filtered::new(to, Arc::clone(wanted), head, how))
        }
    };
    let sha256 = job.care.as_ref().and_then(|care| care.sha256);
    let place: Box<dyn Sink> = match sha256 {
        Some(wanted) => Box::new(Hashed::new(place, wanted)),
        None => place,
    };
    Ok(capture::tapped(place, job, plan, arrival.followed, head))
}

/// Whether the body of a response whose status is not fine is kept from its place: a filter, a
/// reader of events and a shell that evaluates stdout would make nothing of a page that says what
/// went wrong.
pub(super) fn withholds(job: &Job, plan: &Plan) -> bool {
    let reads = plan.filter.is_some() || plan.events.is_some();
    plan.verdict.withhold || reads || capture::displaces(job, plan)
}

/// Where the body goes in the end.
fn bare(arrival: &Arrival<'_>, printer: &mut Printer) -> Result<Box<dyn Sink>, Failure> {
    let Arrival {
        job, plan, head, ..
    } = *arrival;
    let care = match (&job.care, &job.body) {
        (None, Destination::Stdout | Destination::Descriptor(_) | Destination::File(_)) => {
            return printer::open(&job.body);
        }
        (care, _) => care.as_deref().cloned().unwrap_or_default(),
    };
    let kept = arrival.held.filter(|_| care.start == Start::Held);
    let opening = Opening {
        job,
        care: &care,
        head,
        note: kept.map(|held| begun::note(job, held)),
    };
    opening.open(Finish {
        modified: modified(&care, head.fields.first("last-modified"), printer),
        no_clobber: care.no_clobber,
        note: None,
        say: says(job, plan),
    })
}

/// A place that is to be opened for a body.
struct Opening<'a> {
    job: &'a Job,
    care: &'a Care,
    head: &'a ResponseHead,
    /// The note on a part, where one is to be left.
    note: Option<Vec<u8>>,
}

impl Opening<'_> {
    fn open(&self, finish: Finish) -> Result<Box<dyn Sink>, Failure> {
        match &self.job.body {
            Destination::Stdout | Destination::Descriptor(_) => printer::open(&self.job.body),
            Destination::File(path) => self.file(path, finish),
            Destination::Named(named) => self.named(named, finish),
        }
    }

    fn file(&self, path: &Path, mut finish: Finish) -> Result<Box<dyn Sink>, Failure> {
        make_directories(self.care, path)?;
        let target = Target::check(path)?;
        if let Some(file) = target.regular() {
            if let Some(note) = self.note.as_ref().filter(|_| !file.exists()) {
                match Partial::begin(file, note, finish) {
                    Ok(part) => return Ok(Box::new(part)),
                    Err(back) => finish = back,
                }
            }
            let older = self.care.start != Start::Beginning;
            finish.note = older.then(|| partial::note_of(file));
        }
        target.open_with(finish)
    }

    fn named(&self, named: &Named, mut finish: Finish) -> Result<Box<dyn Sink>, Failure> {
        let path = named.path();
        make_directories(self.care, &path)?;
        if let Some(note) = &self.note {
            match Partial::begin(&path, note, finish) {
                Ok(part) => return Ok(Box::new(part)),
                Err(back) => finish = back,
            }
        }
        if self.care.start != Start::Beginning && begun::known(self.job, &path).is_some() {
            finish.note = Some(partial::note_of(&path));
            return Target::check(&path)?.open_with(finish);
        }
        let by_server = named.by_server.then(|| named_by(self.head)).flatten();
        let named = Named {
            name: by_server.unwrap_or_else(|| named.name.clone()),
            ..named.clone()
        };
        file::open_named(&named, finish)
    }
}

/// The name that a response gives its body, made harmless.
fn named_by(head: &ResponseHead) -> Option<String> {
    let value = head.fields.first("content-disposition")?;
    let given = disposition::filename(value)?;
    Some(name::harmless(&given))
}

/// What a body is called while it is under way.
pub(super) fn shown(job: &Job) -> Vec<u8> {
    let uri = &job.request.uri;
    match &job.body {
        Destination::Named(named) => named.name.clone().into_bytes(),
        Destination::File(path) => path.file_name().map_or_else(
            || path.as_os_str().as_encoded_bytes().to_vec(),
            |name| name.as_encoded_bytes().to_vec(),
        ),
        Destination::Stdout | Destination::Descriptor(_) => {
            match name::of_path(&uri.path_and_query) {
                name if name == name::FALLBACK => uri.origin.authority().into_bytes(),
                name => name.into_bytes(),
            }
        }
    }
}

/// Whether the name of the file is said, because it was found by the program.
pub(super) fn says(job: &Job, plan: &Plan) -> bool {
    matches!(job.body, Destination::Named(_)) && plan.output.verbosity >= Verbosity::Normal
}

fn make_directories(care: &Care, path: &Path) -> Result<(), Failure> {
    if !care.create_dirs {
        return Ok(());
    }
    let directory = parent(path);
    fs::create_dir_all(directory).map_err(|cause| {
        let what = format!("making the directory {}", escape::path(directory));
        Failure::io(Kind::Write, what, cause)
    })
}

/// `-R`: the time that the file is to have.
pub(super) fn modified(
    care: &Care,
    value: Option<&[u8]>,
    printer: &mut Printer,
) -> Option<SystemTime> {
    if !care.remote_time {
        return None;
    }
    let Some(value) = value else {
        printer.on(&Event::Note(
            "no Last-Modified: the file has the time of now",
        ));
        return None;
    };
    let seconds = date::parse(value)?;
    let span = Duration::from_secs(seconds.unsigned_abs());
    match seconds < 0 {
        true => UNIX_EPOCH.checked_sub(span),
        false => UNIX_EPOCH.checked_add(span),
    }
}

pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}
