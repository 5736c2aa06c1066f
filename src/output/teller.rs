//! What is told of a job beside its body: the parts that go to places of their own, `-w`,
//! `--timing`. What stands before the body in the same place is written when that begins; all else
//! when the job is over, so that an attempt that was given up leaves nothing.

use std::fs::File;
use std::io::IoSlice;
use std::mem;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rustix::termios::tcgetwinsize;

use super::config::{Destination, Style};
use super::conversation::Conversation;
use super::ended;
use super::file::Target;
use super::lent::{Lent, Line};
use super::mask::Secrets;
use super::parts::{Outlet, Part, Timing, Wanted};
use super::record::report::Report;
use super::record::waterfall::{self, Form};
use super::record::write_out::To;
use super::record::{Facts, meta};
use super::sink::{Sink, Stdout, write_all};
use super::stderr;
use crate::base::escape::path;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::http::request::Request;

/// Tells what is wanted of the jobs of a run, one after the other.
pub struct Teller {
    wanted: Box<Wanted>,
    style: Style,
    secrets: Secrets,
    /// A prompt follows on the terminal.
    prompted: bool,
    /// The request of the job under way, where its content is wanted.
    request: Option<Rc<Request>>,
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
            prompted: false,
            request: None,
            begun: None,
            files: Vec::new(),
            held: None,
        }
    }

    /// Ends the last line of what `-w` prints on a terminal: a prompt follows.
    pub fn prompted(self, prompted: bool) -> Self {
        Self { prompted, ..self }
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
        self.request = content.then(|| Rc::new(request.clone()));
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
            Destination::File(_) | Destination::Named(_) | Destination::Descriptor(_) => {
                Style::default()
            }
        };
        let said = self.conversation(facts, style);
        said.write(&parts, &mut |bytes| sink.write(&[IoSlice::new(bytes)]))?;
        Ok(match parts.contains(&Part::Meta) {
            true => Box::new(Line::before(sink)),
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
            let said = self.conversation(report.facts, style);
            said.write(&parts, &mut |bytes| self.write(outlet, bytes))?;
            if parts.contains(&Part::Meta) {
                self.write(outlet, meta::object(report).as_bytes())?;
            }
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

    fn conversation<'a>(&self, facts: &'a Facts, style: Style) -> Conversation<'a> {
        Conversation {
            facts,
            request: self.request.clone(),
            secrets: self.secrets,
            style,
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
                To::Stdout => {
                    let mut sink = ended::stdout(self.prompted && self.style.terminal);
                    sink.write(&runs)?;
                    sink.finish()?;
                }
                To::Stderr if self.prompted && !text.ends_with('\n') => {
                    stderr::say(&(text + "\n"));
                }
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
