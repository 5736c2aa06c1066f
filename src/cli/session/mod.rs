//! `verb session`: its own command line, and the meaning of its lines (`grammar`).

use std::ffi::OsString;
use std::path::PathBuf;

mod grammar;
mod settings;
mod template;
mod terms;

pub use grammar::Grammar;
pub use settings::Setting;

use super::args::session as flags;
use super::args::{cookies, parallel};
use super::command::{Command, Job};
use super::env::Env;
use super::given::Given;
use super::within::Within;
use super::{line, mistake, resolve, target, words};
use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::client;
use crate::http::method::Method;
use crate::http::uri::Uri;
use crate::run::plan::Plan;
use settings::{holds, plain, settings, whole};

/// A session, as its command line asks for it.
#[derive(Debug)]
pub struct Opening {
    /// What its lines mean.
    pub grammar: Grammar,
    /// A GET of its URL: how peers are reached and what is shown where no line says more.
    pub plan: Plan,
    /// The cookies that are kept.
    pub cookies: client::cookies::Config,
    /// `--file`: where lines are read instead of stdin.
    pub file: Option<PathBuf>,
    /// `--fail-early`
    pub fail_early: bool,
}

/// Makes a session of what was typed.
///
/// # Errors
///
/// Of kind `Usage`, found without contacting anybody.
pub fn open(given: &mut Given, env: &Env) -> Result<Opening, Failure> {
    let words = given.words();
    let [url] = words.as_slice() else {
        return Err(match words.as_slice() {
            [] => Failure::usage("no URL").hint("give one, such as verb session :8080"),
            [_, more @ ..] => Failure::usage(format!(
                "'{}' follows the URL of the session",
                excerpt(more.first().map_or(b"", |word| word.as_encoded_bytes()))
            ))
            .hint("requests are typed, or read from stdin or --file, a line each"),
        });
    };
    // stdin by another name.
    let file = given.last(&flags::FILE).filter(|name| *name != "-");
    let file = file.map(PathBuf::from);
    let home = directory(&target(url, env)?)?;
    let within = Within::new(home.clone(), file.is_none());
    let opening = &env.within(within.opening());
    let settings = settings(given, opening)?;
    let mut at = vec![OsString::from("get")];
    let kept = settings.iter().filter(|one| holds(one, &settings, None));
    at.extend(kept.flat_map(|one| one.words.clone()));
    at.extend(whole(given));
    at.extend([OsString::from("--"), url.clone()]);
    let (command, mut first) = parsed(&at)?;
    let mut plan = resolve::plan(method(command), &mut first, opening)?;
    let cookies = match plan.client.cookies.take() {
        Some(mut cookies) => {
            cookies.engine = true;
            *cookies
        }
        None => client::cookies::Config {
            home: home.clone(),
            typed: Vec::new(),
            files: Vec::new(),
            save: None,
            engine: true,
            junk_session: given.switch(&cookies::JUNK_SESSION_COOKIES),
        },
    };
    let grammar = Grammar {
        env: env.within(within.clone()),
        plain: plain(&settings)?,
        within,
        home,
        settings,
        templates: template::Templates::default(),
    };
    Ok(Opening {
        grammar,
        plan,
        cookies,
        file,
        fail_early: given.switch(&parallel::FAIL_EARLY),
    })
}

/// What the URL of a session leads to.
fn target(url: &OsString, env: &Env) -> Result<Uri, Failure> {
    let word = [url.clone()];
    let Some(word) = words::urls(&word).next() else {
        let shown = excerpt(url.as_encoded_bytes());
        return Err(
            Failure::usage(format!("'{shown}' is not the URL of a session"))
                .hint("give one, such as verb session :8080"),
        );
    };
    let target = target::resolve(word, None, env)?;
    Ok(target.uri)
}

/// The URL as one that paths go below.
pub(super) fn directory(uri: &Uri) -> Result<Uri, Failure> {
    let text = uri.to_string();
    let path = text.split(['?', '#']).next().unwrap_or(&text);
    let slash = if path.ends_with('/') { "" } else { "/" };
    Uri::parse(&format!("{path}{slash}")).map_err(|why| Failure::usage(why.to_string()))
}

/// Parses a line whose first word is a command.
fn parsed(words: &[OsString]) -> Result<(&'static Command, Given), Failure> {
    let first = words.first().map(OsString::as_os_str);
    let command = first
        .and_then(mistake::find)
        .ok_or_else(mistake::no_command)?;
    let mut matches = line::parser_for(words)
        .try_get_matches_from(words)
        .map_err(|error| mistake::explain(&error, first))?;
    let found = matches.remove_subcommand().map(|(_, found)| found);
    Ok((command, Given::new(found.unwrap_or_default())))
}

fn method(command: &'static Command) -> Option<&'static Method> {
    match &command.job {
        Job::Send(method) => Some(method),
        Job::SendAny
        | Job::Session
        | Job::Replay
        | Job::Curl
        | Job::Completions
        | Job::Man
        | Job::Help => None,
    }
}
