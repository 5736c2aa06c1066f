//! Runs a filter on content as it arrives and gives its outputs as lines.

use std::collections::VecDeque;
use std::fmt::{self, Write as _};
use std::ops::Deref;

use jaq_core::{Ctx, Exn, Vars};
use jaq_json::{Map, Val};

use super::elements::{Found, Splitter, Stop};
use super::filter::Filter;
use super::line::line;
use super::natives::{Data, Ended, State, World};
use super::value::{value, with_member};
use crate::base::escape::{Escaped, excerpt};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::http::fields::Fields;

/// What a filter can know of the response beside its content.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The status code: `$status`.
    pub status: u16,
    /// The fields: `$headers`.
    pub fields: &'a Fields,
}

/// One output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Output<'a> {
    /// As it is printed, with its line end: a string raw, anything else as JSON on one line.
    pub line: &'a [u8],
    /// Whether it is neither null nor false.
    pub truth: bool,
    /// Whether it is a string, and the line so no JSON.
    pub string: bool,
}

impl<'a> Output<'a> {
    /// As it is printed, without the line end.
    pub fn text(&self) -> &'a [u8] {
        self.line.strip_suffix(b"\n").unwrap_or(self.line)
    }
}

/// What outputs there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outputs {
    /// How many.
    pub count: u64,
    /// How many of them were null or false.
    pub untrue: u64,
}

impl Outputs {
    /// Whether there was one and none was null or false: what `--require` and a condition ask for.
    pub fn hold(&self) -> bool {
        self.count > 0 && self.untrue == 0
    }
}

/// Takes outputs; an error ends the run.
pub type Receiver<'r> = dyn FnMut(Output<'_>) -> Result<(), Failure> + 'r;

/// A filter on the content of one response. The filter is lent, or shared where the run has to
/// stand by itself.
pub struct Run<F> {
    splitter: Splitter,
    begin: Vec<u8>,
    inner: Inner<F>,
    /// Documents that wait for the end, where the filter asks for them by itself.
    waiting: usize,
}

/// What runs on one value after the other.
struct Inner<F> {
    filter: F,
    vars: Vars<Val>,
    state: State,
    text: Vec<u8>,
    outputs: Outputs,
    halted: bool,
    /// Whether there was anything to run on.
    found: bool,
}

impl<F: Deref<Target = Filter>> Run<F> {
    /// Begins with a response.
    pub fn new(filter: F, facts: Facts<'_>) -> Self {
        let headers = match filter.reads_headers {
            true => headers(facts.fields),
            false => Val::Null,
        };
        let facts = [Val::from(usize::from(facts.status)), headers];
        Self {
            splitter: Splitter::new(filter.path.clone(), limits::QUERY_BYTES),
            begin: Vec::new(),
            inner: Inner {
                vars: Vars::new(facts.into_iter().chain(filter.variables.values())),
                filter,
                state: State::default(),
                text: Vec::new(),
                outputs: Outputs::default(),
                halted: false,
                found: false,
            },
            waiting: 0,
        }
    }

    /// Takes the next piece of the content.
    pub fn push(&mut self, piece: &[u8], receiver: &mut Receiver<'_>) -> Result<(), Failure> {
        if self.inner.halted {
            return Ok(());
        }
        let room = (limits::EXCERPT_BYTES + 1).saturating_sub(self.begin.len());
        self.begin.extend(piece.iter().take(room));
        let (inner, waiting) = (&mut self.inner, &mut self.waiting);
        let pushed = self
            .splitter
            .push(piece, &mut |found| inner.found(found, waiting, receiver));
        pushed.map_err(|stop| failure(stop, &self.begin, inner.outputs.count))
    }

    /// Makes nothing more of what comes, or came in part.
    pub fn halt(&mut self) {
        self.inner.halted = true;
    }

    /// Says that all content has come.
    pub fn end(self, receiver: &mut Receiver<'_>) -> Result<Outputs, Failure> {
        let (mut inner, mut waiting) = (self.inner, self.waiting);
        if inner.halted {
            return Ok(inner.outputs);
        }
        let finished = self
            .splitter
            .finish(&mut |found| inner.found(found, &mut waiting, receiver));
        finished.map_err(|stop| failure(stop, &self.begin, inner.outputs.count))?;
        // Without content there is still a response to ask for.
        if !inner.found && inner.filter.reads_facts {
            inner.run(Val::Null, false, receiver)?;
        }
        loop {
            let next = inner.state.inputs.borrow_mut().pop_front();
            let Some(document) = next.filter(|_| !inner.halted) else {
                break;
            };
            inner.run(document, false, receiver)?;
        }
        Ok(inner.outputs)
    }
}

impl<F: Deref<Target = Filter>> Inner<F> {
    fn found(
        &mut self,
        found: Found<'_>,
        waiting: &mut usize,
        receiver: &mut Receiver<'_>,
    ) -> Result<(), Failure> {
        if self.halted {
            return Ok(());
        }
        self.found = true;
        match found {
            Found::Element(text) => {
                let name = self.filter.member.as_deref();
                let element = name.and_then(|name| with_member(text, name));
                self.run(element.unwrap_or_else(|| value(text)), true, receiver)
            }
            Found::Document(text) if self.filter.reads_inputs => {
                *waiting = waiting.saturating_add(text.len());
                if *waiting > limits::QUERY_BYTES {
                    return Err(too_long("all documents together, for input, are"));
                }
                self.state.inputs.borrow_mut().push_back(value(text));
                Ok(())
            }
            Found::Document(text) => self.run(value(text), false, receiver),
            Found::Other(level, text) => {
                let path = self.filter.path.as_deref().unwrap_or_default();
                let names = path.get(..level).unwrap_or_default();
                let document = names.iter().rev().fold(value(text), |inner, name| {
                    let member = (Val::from(name.clone()), inner);
                    Val::obj(Map::from_iter([member]))
                });
                self.run(document, false, receiver)
            }
        }
    }

    /// Runs the filter, or only what follows its path, on one value.
    fn run(
        &mut self,
        input: Val,
        rest_only: bool,
        receiver: &mut Receiver<'_>,
    ) -> Result<(), Failure> {
        let state = &self.state;
        state.rest_only.set(rest_only);
        state.restart();
        let lut = &self.filter.code.lut;
        let context = Ctx::<World>::new(Data { lut, state }, self.vars.clone());
        for output in self.filter.code.id.run((context, input)) {
            let output = match output {
                Ok(output) => output,
                Err(end) => {
                    self.halted = true;
                    return ended(end, state);
                }
            };
            self.text.clear();
            line(&output, &mut self.text);
            let truth = !matches!(output, Val::Null | Val::Bool(false));
            self.outputs.count = self.outputs.count.saturating_add(1);
            self.outputs.untrue = self.outputs.untrue.saturating_add(u64::from(!truth));
            let line = &self.text;
            let string = matches!(output, Val::TStr(_) | Val::BStr(_));
            receiver(Output {
                line,
                truth,
                string,
            })?;
            state.restart();
        }
        Ok(())
    }
}

/// What the end of a run from within means.
fn ended(end: Exn<'_, Val>, state: &State) -> Result<(), Failure> {
    let failed = |story: String| Err(Failure::new(Kind::Expectation, story));
    match state.ended.get() {
        Some(Ended::Steps) => {
            return failed(format!(
                "the filter made {} steps without an output",
                state.most
            ));
        }
        Some(Ended::Nesting) => return failed("the filter nests a value too deep".to_owned()),
        Some(Ended::Stack) => return failed("the filter calls itself too deep".to_owned()),
        None => {}
    }
    match end.get_err() {
        Ok(error) => {
            let mut told = Vec::new();
            line(&error.into_val(), &mut told);
            let told = String::from_utf8_lossy(told.strip_suffix(b"\n").unwrap_or(&told));
            failed(format!("the filter failed: {}", Shortened::of(&told)))
        }
        Err(end) => match end.get_halt() {
            Ok(0) => Ok(()),
            Ok(status) => failed(format!("the filter ended itself with {status}")),
            Err(_) => failed("the filter broke out of what it is not in".to_owned()),
        },
    }
}

fn failure(stop: Stop<Failure>, begin: &[u8], after: u64) -> Failure {
    let story = match stop {
        Stop::Receiver(failure) => return failure,
        Stop::Long { element: true } => return too_long("an element is"),
        Stop::Long { element: false } => return too_long("the JSON body is"),
        Stop::Twice(name) => format!(
            "the name \"{}\" stands twice in one object, and the filter has used the first",
            excerpt(name.as_bytes())
        ),
        Stop::Broken(broken) => {
            let first = begin.split(|byte| matches!(byte, b'\n' | b'\r')).next();
            let (line, column, why) = (broken.line, broken.column, broken.why);
            let first = excerpt(first.unwrap_or_default());
            format!(
                "the body is not JSON: line {line}, column {column}: {why}: it begins '{first}'"
            )
        }
    };
    let story = if after == 0 {
        story
    } else {
        format!("{story} (after {after} outputs)")
    };
    Failure::new(Kind::Expectation, story)
}

fn too_long(what: &str) -> Failure {
    let most = limits::QUERY_BYTES / 1024 / 1024;
    Failure::new(
        Kind::Expectation,
        format!("{what} longer than the {most} MiB that a filter is given at once"),
    )
    .hint("begin the filter with the path of an array, as in '.items[] | .id': it then runs on one element after the other")
}

/// The fields of a response as a filter sees them: lower-case names, a list where a name stands
/// several times.
fn headers(fields: &Fields) -> Val {
    let mut found = Map::<Val, Val>::default();
    for (name, text) in fields.iter() {
        let name = Val::from(String::from_utf8_lossy(name).to_ascii_lowercase());
        let text = Val::from(String::from_utf8_lossy(text).into_owned());
        let with = match found.swap_remove(&name) {
            None => text,
            Some(Val::Arr(texts)) => texts.iter().cloned().chain([text]).collect(),
            Some(first) => [first, text].into_iter().collect(),
        };
        found.insert(name, with);
    }
    Val::obj(found)
}

/// The beginning and the end of what may be as long as the content.
#[derive(Default)]
struct Shortened {
    head: String,
    tail: VecDeque<char>,
    cut: bool,
}

/// Characters that are shown of each.
const SHOWN: usize = 120;

impl Shortened {
    /// A text, shortened and escaped.
    fn of(what: &impl fmt::Display) -> String {
        let mut shortened = Self::default();
        // It takes everything.
        let _ = write!(shortened, "{what}");
        let Self { head, tail, cut } = shortened;
        let dots = if cut { "…" } else { "" };
        let text = format!("{head}{dots}{}", String::from_iter(tail));
        Escaped(text.as_bytes()).to_string()
    }
}

impl fmt::Write for Shortened {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for letter in text.chars() {
            if self.head.len() < SHOWN {
                self.head.push(letter);
                continue;
            }
            self.tail.push_back(letter);
            if self.tail.len() > SHOWN {
                self.tail.pop_front();
                self.cut = true;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
