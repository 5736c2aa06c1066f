//! What goes where: the one thing of this room that `run` holds.
//!
//! Bodies get a sink of their own; heads, the transcript and what went wrong are printed here.
//! Whether a body is delivered at all is decided by `run`, which is why heads for stdout wait
//! until [`Printer::begin_body`]: with `-f` a failing status must leave stdout empty.

use std::io::IoSlice;
use std::mem;

use super::charset::{Charset, Recoded};
use super::config::{Bodies, Config, Destination, Style, Verbosity};
use super::ended::Ended;
use super::file::{self, Finish, Target};
use super::herald::Herald;
use super::lent::Lent;
use super::mask::Secrets;
use super::media_type::Shape;
use super::record::Facts;
use super::record::report::Report;
use super::sink::{Sink, Stdout};
use super::teller::Teller;
use super::terminal::{Remarks, Rendered};
use super::transcript::Transcript;
use super::visible::{Layout, Visible};
use super::{failure, head, stderr};
use crate::base::escape::excerpt;
use crate::base::event::{Direction, Event, Observer};
use crate::base::failure::Failure;
use crate::http::head::ResponseHead;
use crate::http::request::Request;

/// Prints everything but bodies, and makes sinks for those.
pub struct Printer {
    config: Config,
    transcript: Transcript,
    /// Heads that `-i` puts before the next body.
    waiting: Vec<ResponseHead>,
    /// Where `-D` puts heads, once there is one.
    dump: Option<Box<dyn Sink>>,
    /// Who else wants to see what happens; empty in a plain run.
    watchers: Vec<Box<dyn Observer>>,
    /// Who tells of responses in words.
    herald: Option<Box<dyn Herald>>,
    /// What is remembered of the job under way, where something will be told of it.
    pub facts: Option<Facts>,
    /// Tells it, where that was asked for.
    teller: Option<Box<Teller>>,
}

/// A place in what `-D` writes; `None` before anything is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(Option<Option<u64>>);

impl Printer {
    /// A printer; nothing is opened yet.
    pub fn new(config: Config) -> Self {
        let secrets = Secrets::shown_if(config.show_secrets);
        let wanted = config.wanted.clone();
        let teller = |wanted| {
            let teller = Teller::new(wanted, config.style, secrets);
            Box::new(teller.prompted(config.prompted))
        };
        Self {
            transcript: Transcript::new(config.verbosity, config.colour_stderr)
                .of_line(config.line)
                .showing(secrets)
                .without_messages(config.look.as_ref().is_some_and(|look| look.bodies)),
            teller: wanted.map(teller),
            config,
            waiting: Vec::new(),
            dump: None,
            watchers: Vec::new(),
            herald: None,
            facts: None,
        }
    }

    /// Has somebody else see what happens from now on.
    pub fn watched_by(&mut self, watcher: Box<dyn Observer>) {
        self.watchers.push(watcher);
    }

    /// Has somebody tell of responses before they are delivered.
    pub fn heralded_by(&mut self, herald: Box<dyn Herald>) {
        self.herald = Some(herald);
    }

    /// Takes the head of a response that was followed to another.
    pub fn followed(&mut self, head: &ResponseHead) {
        if let Some(herald) = &mut self.herald {
            herald.answered(head, true);
        }
    }

    /// Lets those go who see what happens: nothing more does.
    pub fn unwatch(&mut self) {
        self.watchers.clear();
    }

    /// A job with this request begins.
    pub fn begin_job(&mut self, request: &Request) {
        if let Some(teller) = &mut self.teller {
            teller.begin(request);
        }
        if self.teller.is_some() || self.facts.is_some() {
            self.facts = Some(Facts::after(self.facts.take()));
        }
    }

    /// Takes the head of the response that is going to be delivered.
    pub fn answered(&mut self, head: &ResponseHead) {
        if let Some(herald) = &mut self.herald {
            herald.answered(head, false);
        }
        if let Some(facts) = &mut self.facts {
            facts.head = Some(head.clone());
        }
    }

    /// Tells what was asked for of the job with this URL, which is over: at place `number`, with
    /// the exit status `code`. See [`Teller::tell`].
    pub fn end_job(
        &mut self,
        url: &str,
        number: usize,
        code: u8,
        withheld: bool,
    ) -> Result<(), Failure> {
        let (Some(teller), Some(facts)) = (&mut self.teller, &mut self.facts) else {
            return Ok(());
        };
        facts.finish();
        teller.tell(&Report::of(facts, url, number, code), withheld)
    }

    /// What is told of jobs that run side by side, where it must be kept in order.
    pub fn teller(&mut self) -> Option<&mut Teller> {
        self.teller.as_deref_mut()
    }

    /// Finds what will not be writable, before any connection: `bodies` are the places that
    /// [`Printer::begin_body`] will be given.
    pub fn check<'a>(
        &'a self,
        bodies: impl IntoIterator<Item = &'a Destination>,
    ) -> Result<(), Failure> {
        let dump = self.config.dump_head.as_ref();
        for to in bodies.into_iter().map(Some).chain([dump]) {
            match to {
                None | Some(Destination::Stdout | Destination::Descriptor(_)) => {}
                Some(Destination::File(path)) => drop(Target::check(path)?),
                Some(Destination::Named(named)) => file::check_directory(&named.directory)?,
            }
        }
        let mut places = self.teller.iter().flat_map(|teller| teller.places());
        places.try_for_each(|path| Target::check(path).map(drop))
    }

    /// Takes a response head, interim or final, in the order received: for `-D` at once, for `-i`
    /// when its body begins.
    pub fn head(&mut self, head: &ResponseHead) -> Result<(), Failure> {
        if let Some(to) = &self.config.dump_head {
            let style = self.style(to);
            let dump = match &mut self.dump {
                Some(dump) => dump,
                none => none.insert(open(to)?),
            };
            dump.write(&[IoSlice::new(&head::render(head, style))])?;
        }
        if self.config.heads {
            self.waiting.push(head.clone());
        }
        Ok(())
    }

    /// Opens the place for the body of the response with this head, heads before it where `-i`
    /// asks for them.
    pub fn begin_body(
        &mut self,
        head: &ResponseHead,
        to: &Destination,
    ) -> Result<Box<dyn Sink>, Failure> {
        self.begin_in(head, to, open(to)?)
    }

    /// The same in a place that is open.
    pub fn begin_in(
        &mut self,
        head: &ResponseHead,
        to: &Destination,
        sink: Box<dyn Sink>,
    ) -> Result<Box<dyn Sink>, Failure> {
        let (mut sink, style) = self.begin_outputs(to, sink)?;
        if self.config.prompted && style.terminal {
            sink = Box::new(Ended::new(sink));
        }
        if self.config.bodies == Bodies::Raw || (!style.pretty && !style.terminal) {
            return Ok(sink);
        }
        let charset = Charset::of(&head.fields);
        if let Charset::Unknown(name) = charset {
            let note = format!(
                "the charset '{}' is not known: shown as it is",
                excerpt(name)
            );
            self.on(&Event::Note(&note));
        }
        let normal = self.config.verbosity >= Verbosity::Normal;
        let remarks = normal.then_some(Remarks {
            colour: self.config.colour_stderr,
        });
        Ok(match (Shape::of(&head.fields), style.pretty, charset) {
            (Shape::Json, true, _) => Box::new(Rendered::json(sink, style).remarking(remarks)),
            (Shape::Xml, true, _) => {
                Box::new(Recoded::new(Box::new(Rendered::xml(sink, style)), charset))
            }
            (..) if style.terminal => {
                Box::new(Recoded::new(Box::new(Rendered::lines(sink)), charset))
            }
            (Shape::Lines, true, Charset::Known(_)) => Box::new(Recoded::new(sink, charset)),
            (Shape::Xml | Shape::Json, false, _) | (Shape::Lines, ..) => sink,
        })
    }

    /// Begins what is made of a body in a place that is open: whoever writes there sees to its
    /// looks, which are to be these. Heads come first as before a body.
    pub fn begin_outputs(
        &mut self,
        to: &Destination,
        mut sink: Box<dyn Sink>,
    ) -> Result<(Box<dyn Sink>, Style), Failure> {
        let style = self.style(to);
        for head in mem::take(&mut self.waiting) {
            sink.write(&[IoSlice::new(&head::render(&head, style))])?;
        }
        if let (Some(teller), Some(facts)) = (&mut self.teller, &mut self.facts) {
            sink = teller.before(facts, to, sink)?;
            facts.file = match to {
                Destination::File(path) => Some(path.clone()),
                Destination::Named(named) => Some(named.path()),
                Destination::Stdout | Destination::Descriptor(_) => None,
            };
        }
        Ok((sink, style))
    }

    /// Gives up the heads that wait for a body which will not be delivered.
    pub fn withhold(&mut self) {
        self.waiting.clear();
    }

    /// Where `-D` stands before the heads of a response come.
    pub fn mark(&self) -> Mark {
        Mark(self.dump.as_ref().map(|dump| dump.mark()))
    }

    /// Whether the heads that came can be taken back: those that went to a pipe cannot.
    pub fn can_take_back(&self) -> bool {
        let dump = self.dump.as_ref();
        dump.is_none_or(|dump| dump.mark().is_some())
    }

    /// Forgets the heads that came since a mark.
    pub fn take_back(&mut self, mark: &Mark) -> Result<(), Failure> {
        self.waiting.clear();
        if let Some(teller) = &mut self.teller {
            teller.take_back();
        }
        if let Some(facts) = &mut self.facts {
            (facts.head, facts.file) = (None, None);
        }
        match (mark.0, &mut self.dump) {
            (None, dump) => *dump = None,
            (Some(Some(at)), Some(dump)) => dump.rewind(at)?,
            (Some(_), _) => {}
        }
        Ok(())
    }

    /// Whether heads are put before bodies: `-i`, and parts that were written there.
    pub fn heads_come_first(&self) -> bool {
        self.config.heads
            || self
                .teller
                .as_ref()
                .is_some_and(|teller| teller.has_begun())
    }

    /// Says why the run failed, unless it is to be silent. A closed pipe is not for here.
    pub fn failure(&mut self, failure: &Failure) {
        self.failed(failure);
        if self.config.verbosity > Verbosity::Silent {
            let Config {
                line,
                colour_stderr,
                ..
            } = &self.config;
            stderr::say(&failure::line_at(failure, *line, *colour_stderr));
        }
    }

    /// Remembers why the run failed, where somebody else has said it.
    pub fn failed(&mut self, failure: &Failure) {
        if let Some(facts) = &mut self.facts {
            facts.error = Some(failure::told(failure));
        }
    }

    /// Shows the beginning of a body that is not delivered, unless it is to be silent.
    pub fn error_body(&self, beginning: &[u8]) {
        if self.config.verbosity > Verbosity::Silent && !beginning.is_empty() {
            let (mut shown, mut filter) = (Vec::new(), Visible::new(Layout::Lines));
            filter.push(beginning, &mut shown);
            filter.end(&mut shown);
            if !shown.ends_with(b"\n") {
                shown.push(b'\n');
            }
            stderr::say_bytes(&shown);
        }
    }

    /// Makes the file of `-D` final. Worth calling whatever the outcome: heads that came are true
    /// even when a body did not arrive.
    pub fn finish(&mut self) -> Result<(), Failure> {
        let dumped = self.dump.take().map_or(Ok(()), Sink::finish);
        let told = self
            .teller
            .as_mut()
            .map_or(Ok(()), |teller| teller.finish());
        dumped.and(told)
    }

    /// How things look there: files get bytes, whatever stdout is.
    fn style(&self, to: &Destination) -> Style {
        match to {
            Destination::Stdout => self.config.style,
            Destination::File(_) | Destination::Named(_) | Destination::Descriptor(_) => {
                Style::default()
            }
        }
    }
}

impl Observer for Printer {
    fn on(&mut self, event: &Event<'_>) {
        self.transcript.on(event);
        if let Some(facts) = &mut self.facts {
            facts.on(event);
        }
        for watcher in &mut self.watchers {
            watcher.on(event);
        }
    }

    fn wants_bytes(&self) -> bool {
        self.watchers.iter().any(|watcher| watcher.wants_bytes())
    }

    fn bytes(&mut self, direction: Direction, bytes: &[u8]) {
        for watcher in &mut self.watchers {
            watcher.bytes(direction, bytes);
        }
    }

    fn uses(&mut self, connection: u64) {
        for watcher in &mut self.watchers {
            watcher.uses(connection);
        }
    }

    fn dialogue(&mut self, direction: Direction, bytes: &[u8]) {
        for watcher in &mut self.watchers {
            watcher.dialogue(direction, bytes);
        }
    }
}

/// Opens a place as it is.
pub fn open(to: &Destination) -> Result<Box<dyn Sink>, Failure> {
    match to {
        Destination::Stdout => Ok(Box::new(Stdout)),
        Destination::File(path) => Target::check(path)?.open(),
        Destination::Named(named) => file::open_named(named, Finish::default()),
        Destination::Descriptor(descriptor) => Ok(Box::new(Lent(descriptor.clone()))),
    }
}

#[cfg(test)]
#[path = "printer_tests.rs"]
mod tests;
