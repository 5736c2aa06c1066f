//! `-p`, `--to`, `-w`, `--meta`, `--timing`: which parts go where, and what is told beside them.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::output::colours_welcome;
use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::cli::args::parts as flags;
use crate::cli::args::response;
use crate::cli::env::{Env, Output};
use crate::cli::files::{Source, after_at, os_string};
use crate::cli::flag::Flag;
use crate::cli::given::{Given, bad_value};
use crate::output::config::{Config, Destination};
use crate::output::parts::{Descriptor, Outlet, Part, Timing, Wanted};
use crate::output::record::write_out::Template;
use crate::run::plan::Job;

/// What was asked for.
#[derive(Default)]
pub(super) struct Choice {
    wanted: Wanted,
    /// Where the body goes, where something was said about it.
    body: Option<Destination>,
    /// `-i` is said by `-p` already.
    heads: bool,
}

/// `None` where none of the flags is given. Takes hold of descriptors, so it comes first: what is
/// opened later may get their numbers.
/// `places` is the flag that names them; `verb replay` has another of its name.
pub(super) fn choice(
    given: &Given,
    env: &Env,
    places: Option<&Flag>,
) -> Result<Option<Choice>, Failure> {
    let given_one = flags::FLAGS.iter().any(|flag| given.switch(flag));
    if !given_one {
        return Ok(None);
    }
    let mut choice = Choice::default();
    let letters = given.parse(&flags::PRINT, EXPECTED, letters)?;
    let printed = letters.as_ref().is_none_or(|all| all.contains(&Part::Body));
    let both = letters.is_some() && printed;
    choice.heads = letters.is_some();
    for part in letters.into_iter().flatten() {
        choice.add(part, Outlet::Stdout);
    }
    if choice.heads && given.switch(&response::SHOW_HEADERS) {
        choice.add(Part::Head, Outlet::Stdout);
    }
    for value in places.into_iter().flat_map(|flag| given.all(flag)) {
        let (part, outlet) = to(value)?;
        match part {
            Part::Body if both || choice.body.is_some() => return Err(twice()),
            Part::Body => choice.body = Some(destination(outlet)?),
            Part::RequestHead | Part::RequestBody | Part::Head | Part::Meta | Part::Status => {
                choice.add(part, outlet);
            }
        }
    }
    if let Some(file) = given.last(&flags::META) {
        choice.add(Part::Meta, file_or_stdout(file));
    }
    if choice.body.is_none() && !printed {
        choice.body = Some(Destination::File(PathBuf::from("/dev/null")));
    }
    choice.wanted.write_out = template(given, env)?;
    choice.wanted.timing = given.switch(&flags::TIMING).then(|| {
        let bars = env.is_terminal(Output::Stderr);
        let colour = bars && colours_welcome(env);
        Timing { bars, colour }
    });
    Ok(Some(choice))
}

/// How often stdin is read for these flags.
pub(super) fn stdin_uses(given: &Given) -> usize {
    usize::from(given.last(&flags::WRITE_OUT).is_some_and(|it| it == "@-"))
}

impl Choice {
    fn add(&mut self, part: Part, outlet: Outlet) {
        let one = (part, outlet);
        if part != Part::Body && !self.wanted.parts.contains(&one) {
            self.wanted.parts.push(one);
        }
    }

    /// Gives the jobs their places.
    pub(super) fn apply(self, output: &mut Config, jobs: &mut [Job]) -> Result<(), Failure> {
        if self.heads {
            output.heads = false;
        }
        let named = |job: &&Job| job.body != Destination::Stdout;
        match &self.body {
            Some(Destination::File(path)) if path.as_os_str() == "/dev/null" => {}
            Some(_) if jobs.iter().any(|job| named(&job)) => return Err(twice()),
            Some(Destination::File(_)) if jobs.len() > 1 => {
                return Err(Failure::usage("--to body=FILE is for one URL")
                    .hint("give an -o FILE for each, in order"));
            }
            Some(_) | None => {}
        }
        for job in &mut *jobs {
            if let (Destination::Stdout, Some(body)) = (&job.body, &self.body) {
                job.body = body.clone();
            }
        }
        self.check(output, jobs)?;
        let Wanted {
            parts,
            write_out,
            timing,
        } = &self.wanted;
        if !parts.is_empty() || write_out.is_some() || timing.is_some() {
            output.wanted = Some(Box::new(self.wanted));
        }
        Ok(())
    }

    /// Two writers of one file would each replace what the other wrote.
    fn check(&self, output: &Config, jobs: &[Job]) -> Result<(), Failure> {
        let bodies = jobs.iter().map(|job| &job.body);
        let others = || bodies.clone().chain(&output.dump_head);
        for (part, outlet) in &self.wanted.parts {
            if let Outlet::File(path) = outlet
                && path.as_os_str() != "/dev/null"
                && others().any(|other| outlet.is(other))
            {
                let shown = excerpt(path.as_os_str().as_encoded_bytes());
                return Err(Failure::usage(format!("two parts go to the file {shown}"))
                    .hint("-i puts the heads before the body"));
            }
            let spent = |job: &Job| !job.request.content.is_repeatable();
            if *part == Part::RequestBody && jobs.iter().any(spent) {
                let story = "the request body comes from a pipe and cannot be shown, too";
                return Err(
                    Failure::usage(story).hint("put it into a file, or pipe it through tee")
                );
            }
        }
        Ok(())
    }
}

fn letters(text: &str) -> Option<Vec<Part>> {
    text.chars().map(Part::of_letter).collect()
}

const EXPECTED: &str = "made of H (request head), B (request body), h (response heads), b (body), \
                        m (metadata) and s (status)";

/// `PART=PLACE`
fn to(value: &OsStr) -> Result<(Part, Outlet), Failure> {
    let bytes = value.as_encoded_bytes();
    let wrong = || {
        let expected = "PART=PLACE, such as status=fd:3, head=FILE or meta=stderr";
        bad_value(&flags::TO, value, expected)
    };
    let at = bytes
        .iter()
        .position(|byte| *byte == b'=')
        .ok_or_else(wrong)?;
    let (word, place) = bytes.split_at_checked(at).ok_or_else(wrong)?;
    let place = place
        .get(1..)
        .filter(|place| !place.is_empty())
        .ok_or_else(wrong)?;
    let part = std::str::from_utf8(word).ok().and_then(Part::named);
    let part = part.ok_or_else(|| {
        let word = excerpt(word);
        Failure::usage(format!("--to: there is no part '{word}'"))
            .hint("there are request-head, request-body, head, body, meta and status")
    })?;
    Ok((part, outlet(place)?))
}

fn outlet(place: &[u8]) -> Result<Outlet, Failure> {
    let Some(number) = place.strip_prefix(b"fd:") else {
        return Ok(match place {
            b"stderr" => Outlet::Stderr,
            b"stdout" => Outlet::Stdout,
            place => file_or_stdout(&os_string(place)),
        });
    };
    let number = std::str::from_utf8(number).ok();
    let digits = number.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let number: u32 = digits.and_then(|text| text.parse().ok()).ok_or_else(|| {
        let place = excerpt(place);
        Failure::usage(format!("--to: '{place}' names no descriptor"))
            .hint("such as fd:3; a file of that name is ./fd:...")
    })?;
    match number {
        1 => Ok(Outlet::Stdout),
        2 => Ok(Outlet::Stderr),
        number => lent(number).map(Outlet::Descriptor),
    }
}

fn lent(number: u32) -> Result<Descriptor, Failure> {
    Descriptor::lent(number).map_err(|cause| {
        let story = format!("--to: the descriptor {number} cannot be written to");
        Failure::io(Kind::Usage, story, cause)
            .hint(format!("open it: {number}>FILE behind the command"))
    })
}

fn file_or_stdout(name: &OsStr) -> Outlet {
    match name == "-" {
        true => Outlet::Stdout,
        false => Outlet::File(PathBuf::from(name)),
    }
}

/// The same for the body.
fn destination(outlet: Outlet) -> Result<Destination, Failure> {
    Ok(match outlet {
        Outlet::Stdout => Destination::Stdout,
        Outlet::Stderr => {
            let stderr = Descriptor::stderr();
            let blame = |cause| Failure::io(Kind::Usage, "stderr", cause);
            Destination::Descriptor(stderr.map_err(blame)?)
        }
        Outlet::Descriptor(descriptor) => Destination::Descriptor(descriptor),
        Outlet::File(path) => Destination::File(path),
    })
}

fn twice() -> Failure {
    Failure::usage("the body can go to one place")
        .hint("of -o, -p with b, and --to body=PLACE give one; tee makes copies")
}

fn template(given: &Given, env: &Env) -> Result<Option<Template>, Failure> {
    let Some(value) = given.last(&flags::WRITE_OUT) else {
        return Ok(None);
    };
    let read = match after_at(value) {
        Some(name) => os_string(&Source::named(&name).read(env, limits::TEMPLATE_BYTES)?),
        None => value.to_owned(),
    };
    match read.to_str() {
        Some(text) => Template::parse(text).map(Some),
        None => Err(bad_value(
            &flags::WRITE_OUT,
            value,
            "a template: it is not UTF-8",
        )),
    }
}
