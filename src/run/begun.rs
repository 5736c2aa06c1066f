//! `-C`: a body of which some is there already, and the note that tells of what.
//!
//! curl asks for the rest of whatever the server has by now, and joins it to what it finds. Here a
//! file is gone on with only where its note says what it is the beginning of, or where somebody
//! vouches for it by giving its length.

use std::fs;
use std::path::{Path, PathBuf};

use crate::base::escape;
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::range::Held;
use crate::output::config::{Destination, Start};
use crate::output::digest::{self, Hashed};
use crate::output::file::{Finish, Target};
use crate::output::partial::{self, Partial};
use crate::output::printer::Printer;
use crate::output::sink::{Sink, Stdout};

use super::deliver::Delivery;
use super::part::Part;
use super::place::{self, parent};
use super::plan::{Job, Plan};

/// `-C`: what is there already, as a delivery that broke off. `None` where the body is to be
/// fetched from its beginning.
pub(super) fn begun(
    job: &Job,
    plan: &Plan,
    printer: &mut Printer,
) -> Result<Option<Part>, Failure> {
    let Some(care) = job.care.as_deref() else {
        return Ok(None);
    };
    let (path, length) = match (there(&job.body)?, care.start) {
        (_, Start::Beginning) | (_, Start::At(0)) => return Ok(None),
        (Some(there), _) => there,
        (None, Start::Held) => return Ok(None),
        (None, Start::At(at)) if job.body == Destination::Stdout => {
            return Ok(Some(part(Box::new(Stdout), at, Held::unchecked())));
        }
        (None, Start::At(at)) => (file_of(&job.body)?, at),
    };
    let held = known(job, &path).filter(|held| held.total().is_none_or(|most| length <= most));
    let (length, held) = match (care.start, held) {
        (Start::Held, None) => {
            let path = escape::path(&path);
            printer.on(&Event::Warning(&format!(
                "{path} is not known to be a part of this: fetched from the beginning; -C {length} \
                 goes on all the same"
            )));
            return Ok(None);
        }
        (Start::At(at), held) => (at, held.unwrap_or_else(Held::unchecked)),
        (Start::Held | Start::Beginning, Some(held)) => (length, held),
        (Start::Beginning, None) => return Ok(None),
    };
    let finish = Finish {
        modified: held
            .modified()
            .and_then(|date| place::modified(care, Some(date), printer)),
        say: place::says(job, plan),
        ..Finish::default()
    };
    let partial = Partial::grow(&path, length, finish)?;
    let sink: Box<dyn Sink> = match care.sha256 {
        None => Box::new(partial),
        Some(wanted) => {
            let hashed = partial
                .content()
                .and_then(|content| Hashed::after(Box::new(partial), wanted, content));
            let what = format!("reading {}", escape::path(&path));
            Box::new(hashed.map_err(|cause| Failure::io(Kind::Write, what, cause))?)
        }
    };
    Ok(Some(part(sink, length, held)))
}

fn part(sink: Box<dyn Sink>, delivered: u64, held: Held) -> Part {
    let delivery = Delivery { sink, delivered };
    Part::begun(delivery, held)
}

/// The regular file that is there, with its length, unless it is empty.
fn there(body: &Destination) -> Result<Option<(PathBuf, u64)>, Failure> {
    if *body == Destination::Stdout {
        return Ok(None);
    }
    let path = file_of(body)?;
    let there = fs::symlink_metadata(&path).ok();
    let there = there.filter(|there| there.is_file() && there.len() > 0);
    Ok(there.map(|there| (path, there.len())))
}

/// The regular file that a body goes to.
fn file_of(body: &Destination) -> Result<PathBuf, Failure> {
    match body {
        Destination::Stdout | Destination::Descriptor(_) => Ok(PathBuf::new()),
        Destination::Named(named) => Ok(named.path()),
        Destination::File(path) if !parent(path).exists() => Ok(path.clone()),
        Destination::File(path) => {
            let target = Target::check(path)?;
            Ok(target.regular().map_or(path.clone(), Path::to_owned))
        }
    }
}

/// What the note beside a file tells, where it is of the same URL.
pub(super) fn known(job: &Job, path: &Path) -> Option<Held> {
    let text = partial::read_note(path)?;
    Held::recall(text.strip_prefix(heading(job).as_bytes())?)
}

pub(super) fn note(job: &Job, held: &Held) -> Vec<u8> {
    [heading(job).into_bytes(), held.note()].concat()
}

/// The first lines of a note. The URL itself may hold what is nobody else's business.
fn heading(job: &Job) -> String {
    let uri = job.request.uri.to_string();
    let sum = digest::sha256(uri.as_bytes());
    format!("verb-part 1\nurl {sum}\n")
}
