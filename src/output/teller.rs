//! What is told of a job beside its body: the parts that go to places of their own, `-w`,
//! `--timing`. What stands before the body in the same place is written when that begins; all else
//! when the job is over, so that an attempt that was given up leaves nothing.

use std::fs::File;
use std::io::{self, IoSlice};
use std::mem;
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};

use rustix::termios::tcgetwinsize;

use super::colour::Paint;
use super::config::{Destination, Style};
use super::file::Target;
use super::mask::{self, Secrets};
use super::parts::{Descriptor, Outlet, Part, Timing, Wanted};
use super::record::report::Report;
use super::record::waterfall::{self, Form};
use super::record::write_out::To;
use super::record::{Facts, meta};
use super::sink::{Sink, Stdout, write_all};
use super::stderr;
use crate::base::escape::{Escaped, path};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::source::Source;
use crate::http::request::Request;

/// Tells what is wanted of the jobs of a run, one after the other.
pub struct Teller {
    wanted: Box<Wanted>,
    style: Style,
    secrets: Secrets,
    /// The request of the job under way, where its content is wanted.
    request: Option<Request>,
    /// Where the body went, once what stands before it is written.
    begun: Option<Destination>,
    /// Files that are being written.
    files: Vec<(PathBuf, Box<dyn Sink>)>,
    /// What waits for its turn, where jobs run side by side.
    held: Option<Vec<Piece>>,
}

/// Bytes for a place that all jobs share.
pub type Piece = (Outlet, Vec<u8>);

impl Teller {
    /// Nothing is opened yet.
    pub fn new(wanted: Box<Wanted>, style: Style, secrets: Secrets) -> Self {
        Self {
            wanted,
            style,
            secrets,
            request: None,
            begun: None,
            files: Vec::new(),
            held: None,
        }
    }

    /// Keeps what goes to files and descriptors for [`Teller::held`].
    pub fn hold(&mut self) {
        self.held = Some(Vec::new());
    }

    /// What was kept.
    pub fn held(&mut self) -> Vec<Piece> {
        self.held.replace(Vec::new()).unwrap_or_default()
    }

    /// Writes what another has kept.
    pub fn release(&mut self, pieces: Vec<Piece>) -> Result<(), Failure> {
        pieces
            .into_iter()
            .try_for_each(|(outlet, bytes)| self.write(&outlet, &bytes))
    }

    /// The places that must be writable.
    pub fn places(&self) -> impl Iterator<Item = &Path> {
        let parts = self.wanted.parts.iter();
        let files = parts.filter_map(|(_, outlet)| match outlet {
            Outlet::File(path) => Some(path.as_path()),
            Outlet::Stdout | Outlet::Stderr | Outlet::Descriptor(_) => None,
        });
        let template = self.wanted.write_out.iter();
        files.chain(template.flat_map(|template| template.files()))
    }

    /// A job begins.
    pub fn begin(&mut self, request: &Request) {
        let mut parts = self.wanted.parts.iter();
        let content = parts.any(|(part, _)| *part == Part::RequestBody);
        self.request = content.then(|| request.clone());
        self.begun = None;
    }

    /// Writes what stands before the body in its place. The sink that the body is to go to.
    pub fn before(
        &mut self,
        facts: &Facts,
        to: &Destination,
        mut sink: Box<dyn Sink>,
    ) -> Result<Box<dyn Sink>, Failure> {
        let parts = self.parts(|outlet| outlet.is(to));
        if parts.is_empty() {
            return Ok(sink);
        }
        self.begun = Some(to.clone());
        let style = match to {
            Destination::Stdout => self.style,
            Destination::File(_) | Destination::Descriptor(_) => Style::default(),
        };
        let text = self.said(facts, &parts, style)?;
        sink.write(&[IoSlice::new(&text)])?;
        Ok(match parts.contains(&Part::Meta) {
            true => Box::new(Line {
                to: sink,
                last: b'\n',
            }),
            false => sink,
        })
    }

    /// Whether something stands before the body in its place.
    pub fn has_begun(&self) -> bool {
        self.begun.is_some()
    }

    /// What was written before the body was taken back with it.
    pub fn take_back(&mut self) {
        self.begun = None;
    }

    /// Tells what there is to tell at the end of a job. The messages themselves are kept off
    /// stdout where `withheld` says so.
    pub fn tell(&mut self, report: &Report<'_>, withheld: bool) -> Result<(), Failure> {
        let mut outlets: Vec<Outlet> = Vec::new();
        for (_, outlet) in &self.wanted.parts {
            if !outlets.contains(outlet) {
                outlets.push(outlet.clone());
            }
        }
        for outlet in &outlets {
            let begun = self.begun.as_ref().is_some_and(|body| outlet.is(body));
            let kept_back = begun || (withheld && *outlet == Outlet::Stdout);
            let mut parts = self.parts(|other| other == outlet);
            parts.retain(|part| match part {
                Part::RequestHead | Part::RequestBody | Part::Head | Part::Body => !kept_back,
                Part::Status => !begun,
                Part::Meta => true,
            });
            let style = match outlet {
                Outlet::Stdout => self.style,
                Outlet::Stderr | Outlet::Descriptor(_) | Outlet::File(_) => Style::default(),
            };
            let mut text = self.said(report.facts, &parts, style)?;
            if parts.contains(&Part::Meta) {
                text.extend_from_slice(meta::object(report).as_bytes());
            }
            self.write(outlet, &text)?;
        }
        self.write_out(report)?;
        if let Some(timing) = self.wanted.timing {
            stderr::say(&waterfall::lines(report, form(timing)));
        }
        Ok(())
    }

    /// Makes files final.
    pub fn finish(&mut self) -> Result<(), Failure> {
        let files = mem::take(&mut self.files);
        files.into_iter().try_for_each(|(_, sink)| sink.finish())
    }

    fn parts(&self, fits: impl Fn(&Outlet) -> bool) -> Vec<Part> {
        let parts = self.wanted.parts.iter();
        let fitting = parts.filter(|(_, outlet)| fits(outlet));
        fitting.map(|(part, _)| *part).collect()
    }

    /// Heads, contents and status in the order they happened in.
    fn said(&self, facts: &Facts, parts: &[Part], style: Style) -> Result<Vec<u8>, Failure> {
        let wants = |part| parts.contains(&part);
        let mut text = Vec::new();
        for leg in facts.last_attempt() {
            if wants(Part::RequestHead) {
                text.extend(self.request_head(&leg.request_head, style));
            }
            if wants(Part::RequestBody) && leg.uploaded > 0 {
                self.content(&mut text)?;
                if parts.len() > 1 && !text.ends_with(b"\n") {
                    text.push(b'\n');
                }
            }
            if wants(Part::Head) {
                for head in &leg.response_heads {
                    text.extend(shown(head, style));
                }
            }
        }
        if wants(Part::Status) {
            let head = facts.head.as_ref();
            let code = head.map_or(0, |head| head.status.code());
            text.extend_from_slice(format!("{code:03}\n").as_bytes());
        }
        Ok(text)
    }

    /// A request head, its secrets masked: a log that shows it is read by others.
    fn request_head(&self, head: &[u8], style: Style) -> Vec<u8> {
        if self.secrets == Secrets::Shown {
            return shown(head, style);
        }
        let mut text = Vec::with_capacity(head.len());
        for (number, line) in head.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let mut halves = line.splitn(2, |byte| *byte == b':');
            let masked = match (number, halves.next(), halves.next()) {
                (1.., Some(name), Some(value)) => {
                    mask::value(name, value.trim_ascii()).map(|value| (name, value))
                }
                (..) => None,
            };
            match masked {
                Some((name, value)) => {
                    text.extend_from_slice(name);
                    text.extend_from_slice(format!(": {value}\r\n").as_bytes());
                }
                None => text.extend_from_slice(line),
            }
        }
        shown(&text, style)
    }

    /// The content of the request once more.
    fn content(&self, text: &mut Vec<u8>) -> Result<(), Failure> {
        let Some(request) = &self.request else {
            return Ok(());
        };
        let Some(mut source) = Source::of(request)? else {
            return Ok(());
        };
        let mut buffer = vec![0; limits::BUFFER_BYTES];
        loop {
            let read = source.read(&mut buffer)?;
            let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
                return Ok(());
            };
            text.extend_from_slice(bytes);
        }
    }

    fn write(&mut self, outlet: &Outlet, bytes: &[u8]) -> Result<(), Failure> {
        if bytes.is_empty() {
            return Ok(());
        }
        let runs = [IoSlice::new(bytes)];
        match outlet {
            Outlet::Stdout => Stdout.write(&runs),
            Outlet::Stderr => {
                stderr::say_bytes(bytes);
                Ok(())
            }
            Outlet::Descriptor(_) | Outlet::File(_) if self.held.is_some() => {
                self.held
                    .get_or_insert_default()
                    .push((outlet.clone(), bytes.to_vec()));
                Ok(())
            }
            Outlet::Descriptor(descriptor) => Lent(descriptor.clone()).write(&runs),
            Outlet::File(path) => self.file(path)?.write(&runs),
        }
    }

    /// A file that is being written, or now begins to be.
    fn file(&mut self, path: &Path) -> Result<&mut dyn Sink, Failure> {
        let known = self.files.iter().position(|(known, _)| known == path);
        let at = match known {
            Some(at) => at,
            None => {
                let sink = Target::check(path)?.open()?;
                self.files.push((path.to_owned(), sink));
                self.files.len().saturating_sub(1)
            }
        };
        match self.files.get_mut(at) {
            Some((_, sink)) => Ok(sink.as_mut()),
            None => Err(Failure::new(Kind::Internal, "a file is lost")),
        }
    }

    fn write_out(&self, report: &Report<'_>) -> Result<(), Failure> {
        let Some(template) = &self.wanted.write_out else {
            return Ok(());
        };
        for (to, text) in template.render(report) {
            let runs = [IoSlice::new(text.as_bytes())];
            match to {
                To::Stdout => Stdout.write(&runs)?,
                To::Stderr => stderr::say(&text),
                To::File(path) => {
                    let mut sink = Target::check(&path)?.open()?;
                    sink.write(&runs)?;
                    sink.finish()?;
                }
                To::Append(path) => append(&path, &runs)?,
            }
        }
        Ok(())
    }
}

fn append(to: &Path, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
    let opened = File::options().append(true).create(true).open(to);
    let written = opened.and_then(|file| write_all(&file, runs));
    let story = || format!("writing {}", path(to));
    written.map_err(|cause| Failure::io(Kind::Write, story(), cause))
}

/// A head for its place: on a terminal harmless and coloured.
fn shown(head: &[u8], style: Style) -> Vec<u8> {
    if !style.terminal && !style.colour {
        return head.to_vec();
    }
    let mut text = String::new();
    for (number, line) in head.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let line = Escaped(line.trim_ascii_end()).to_string();
        match line.split_once(':') {
            Some((name, value)) if number > 0 => {
                text.push_str(&Paint::Name.over(name, style.colour));
                text.push(':');
                text.push_str(value);
            }
            Some(_) | None => text.push_str(&line),
        }
        text.push('\n');
    }
    text.into_bytes()
}

fn form(timing: Timing) -> Form {
    if !timing.bars {
        return Form::Plain;
    }
    let size = tcgetwinsize(rustix::stdio::stderr()).ok();
    let columns = size.map(|size| usize::from(size.ws_col));
    Form::Bars {
        columns: columns.filter(|columns| *columns > 0).unwrap_or(COLUMNS),
        colour: timing.colour,
    }
}

/// The width of a terminal that does not say.
const COLUMNS: usize = 80;

/// A descriptor that was lent to us, as a place for a body.
pub struct Lent(pub Descriptor);

impl Sink for Lent {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        write_all(&self.0, runs).map_err(|cause| self.failed(cause))
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        let story = format!("writing to descriptor {}", self.0.number());
        Failure::io(Kind::Write, story, cause)
    }

    fn finish(self: Box<Self>) -> Result<(), Failure> {
        Ok(())
    }
}

/// Has what is written end a line: something of another kind comes after it.
struct Line {
    to: Box<dyn Sink>,
    last: u8,
}

impl Sink for Line {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        let last = runs.iter().rev().find_map(|run| run.last());
        self.last = last.copied().unwrap_or(self.last);
        self.to.write(runs)
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        self.to.failed(cause)
    }

    fn mark(&self) -> Option<u64> {
        self.to.mark()
    }

    fn rewind(&mut self, mark: u64) -> Result<(), Failure> {
        self.to.rewind(mark)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        if self.last != b'\n' {
            self.to.write(&[IoSlice::new(b"\n")])?;
        }
        self.to.finish()
    }
}
