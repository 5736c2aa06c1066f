//! The meaning of the lines of a session.
//!
//! A line is a command line without the program's name. Its flags are those of the session, then
//! its own, parsed together: each request is made anew of words, so that what one line says is gone
//! with it. Flags about the user hold for the session's origin alone.

use std::ffi::{OsStr, OsString};

use super::settings::{Setting, header_name, holds, name_in, named_by_items, plain};
use super::template::{self, Templates};
use super::{directory, method, parsed, terms};
use crate::base::failure::Failure;
use crate::cli::args::session as flags;
use crate::cli::args::{parallel, request, response, tool};
use crate::cli::command::{COMMANDS, Command, Job};
use crate::cli::env::Env;
use crate::cli::given::Given;
use crate::cli::within::Within;
use crate::cli::{self, Action, habits, items_stdin, resolve, target, words};
use crate::http::method::Method;
use crate::http::uri::Uri;
use crate::run::plan::Plan;

/// What lines mean.
#[derive(Debug, Clone)]
pub struct Grammar {
    pub(super) env: Env,
    pub(super) within: Within,
    /// The session's own origin is that of this URL, whatever `base` becomes.
    pub(super) home: Uri,
    /// Flags that hold for every line.
    pub(super) settings: Vec<Setting>,
    /// The settings alone, parsed: most lines have no flags.
    pub(super) plain: Given,
    /// Plans of lines that say no more than a path, under the present settings.
    pub(super) templates: Templates,
}

impl Grammar {
    /// The command that a word of a line names, where it sends requests: a method in either case,
    /// or `request`.
    pub fn command(word: &OsStr) -> Option<&'static Command> {
        let word = word.to_str()?;
        let sends = |command: &&Command| matches!(command.job, Job::Send(_) | Job::SendAny);
        COMMANDS
            .iter()
            .filter(sends)
            .find(|command| command.name.eq_ignore_ascii_case(word))
    }

    /// The plan of a line's words, of which the first names `command`; `typed` is the body below
    /// the line and the word that stands for it.
    ///
    /// # Errors
    ///
    /// Of kind `Usage`, found without contacting anybody.
    pub fn plan(
        &self,
        command: &'static Command,
        words: &[OsString],
        typed: Option<(String, Vec<u8>)>,
    ) -> Result<Plan, Failure> {
        self.understood(command, words, typed)
            .map_err(terms::of_lines)
    }

    fn understood(
        &self,
        command: &'static Command,
        words: &[OsString],
        typed: Option<(String, Vec<u8>)>,
    ) -> Result<Plan, Failure> {
        let own = words.get(1..).unwrap_or_default();
        let lone = typed.is_none() && matches!(command.job, Job::Send(_));
        let path = lone.then(|| template::path(own, &self.env, &self.home));
        let path = path.flatten();
        if let Some(plan) = path
            .as_ref()
            .and_then(|path| self.templates.plan(command.name, path))
        {
            return Ok(plan);
        }
        if self.within.owns_stdin {
            items_stdin::named(own)?;
        }
        let env = match typed {
            None => &self.env,
            Some(typed) => &self.env.within(self.within.with_typed(typed)),
        };
        let flagged = own.iter().any(|word| {
            let bytes = word.as_encoded_bytes();
            bytes.len() > 1 && bytes.starts_with(b"-")
        });
        if !flagged && matches!(command.job, Job::Send(_)) && !self.overridden(own) {
            let mut given = self.plain.with_words(own.to_vec());
            let plan = resolve::plan(method(command), &mut given, env)?;
            if path.is_some() {
                self.templates.keep(command.name, &plan, &self.settings);
            }
            return Ok(plan);
        }
        habits::check(command, own)?;
        let mut line = vec![OsString::from(command.name)];
        line.extend(own.iter().cloned());
        let (_, mut alone) = parsed(&line)?;
        for_lines(command, &alone)?;
        let bare = alone.words();
        let merged = self.merged(&alone, &bare);
        if merged.is_empty() {
            return resolve::plan(method(command), &mut alone, env);
        }
        let mut line = vec![OsString::from(command.name)];
        line.extend(merged);
        line.extend(own.iter().cloned());
        let (_, mut given) = parsed(&line)?;
        resolve::plan(method(command), &mut given, env)
    }

    /// A pasted curl line, which the session's flags are not for.
    ///
    /// # Errors
    ///
    /// Of kind `Usage`, found without contacting anybody.
    pub fn pasted(&self, words: Vec<OsString>) -> Result<Option<Plan>, Failure> {
        if self.within.owns_stdin {
            items_stdin::named(words.get(1..).unwrap_or_default())?;
        }
        match cli::parse(words.into_iter(), &self.env)? {
            Action::Run(plan) => Ok(Some(*plan)),
            Action::Session(_) | Action::Print(_) => Ok(None),
        }
    }

    /// Whether nothing is said of what is wrong: `-s` without `-S`.
    pub fn is_silent(&self) -> bool {
        self.plain.switch(&response::SILENT) && !self.plain.switch(&response::SHOW_ERROR)
    }

    /// Where paths are relative to.
    pub fn base(&self) -> &Uri {
        &self.within.base
    }

    /// Has paths be relative to another place at the same origin.
    ///
    /// # Errors
    ///
    /// Of kind `Usage`, where the path cannot be used or leads elsewhere.
    pub fn set_base(&mut self, path: &str) -> Result<(), Failure> {
        let target = target::resolve(path, None, &self.env)?;
        if target.uri.origin != self.home.origin {
            return Err(Failure::usage("the base path leads to another origin")
                .hint("begin another session for that"));
        }
        self.within.base = directory(&target.uri)?;
        self.templates = Templates::default();
        self.env = self.env.within(self.within.clone());
        Ok(())
    }

    /// The surroundings of its lines.
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// The flags that hold for every line.
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// Has other flags hold for every line; the plan is that of a GET of where paths are relative
    /// to.
    ///
    /// # Errors
    ///
    /// Of kind `Usage`, where they do not go together or cannot be used; nothing is changed then.
    pub fn set(&mut self, settings: Vec<Setting>) -> Result<Plan, Failure> {
        let plain = plain(&settings)?;
        let mut given = plain.with_words(vec![OsString::from(".")]);
        let plan = resolve::plan(Some(&Method::GET), &mut given, &self.env)?;
        (self.settings, self.plain) = (settings, plain);
        self.templates = Templates::default();
        Ok(plan)
    }

    /// Whether a line without flags has settings overridden by its words.
    fn overridden(&self, words: &[OsString]) -> bool {
        let of_origin = |one: &Setting| flags::is_of_the_origin(one.flag);
        self.settings.iter().any(of_origin)
            && (!self.stays(words) || !named_by_items(words).is_empty())
    }

    /// Whether all of a line's URLs are of the session's origin.
    fn stays(&self, words: &[OsString]) -> bool {
        // What is no URL is refused later.
        words::urls(words).all(|url| {
            let target = target::resolve(url, None, &self.env);
            target.is_ok_and(|target| target.uri.origin == self.home.origin)
        })
    }

    /// The words of the settings that hold beside the flags of a line and its other words. Where
    /// one of its URLs leads elsewhere, those for the session's origin hold for none of them.
    fn merged(&self, line: &Given, words: &[OsString]) -> Vec<OsString> {
        let stays = self.stays(words);
        let mut who = flags::CREDENTIALS
            .iter()
            .filter(|flag| flag.long != flags::WAY.long);
        let own = who.any(|flag| line.count(flag) > 0);
        let mut named = named_by_items(words);
        named.extend(line.all(&request::HEADER).filter_map(header_name));
        if own {
            // An explicit header would win over them.
            named.push("authorization".to_owned());
        }
        let kept = self.settings.iter().filter(|setting| {
            let of_origin = flags::is_of_the_origin(setting.flag);
            let credentials = flags::is_among(setting.flag, flags::CREDENTIALS);
            (stays || !of_origin)
                && !(own && credentials)
                && holds(setting, &self.settings, Some(line))
        });
        let unnamed = |setting: &Setting, word: &OsString| {
            if setting.flag.long != request::HEADER.long {
                return true;
            }
            let value = word
                .as_encoded_bytes()
                .splitn(2, |byte| *byte == b'=')
                .nth(1);
            let name = value.and_then(name_in);
            name.is_none_or(|name| !named.contains(&name))
        };
        kept.flat_map(|setting| {
            let words = setting.words.iter();
            words.filter(|word| unnamed(setting, word)).cloned()
        })
        .collect()
    }
}

/// Refuses flags that mean nothing on a line.
fn for_lines(command: &Command, line: &Given) -> Result<(), Failure> {
    if line.short_help() || line.switch(&tool::HELP) {
        let name = command.name;
        return Err(Failure::usage("--help: no request is sent").hint(format!(
            "type help, help TOPIC, or help {name} for all flags"
        )));
    }
    if line.switch(&tool::VERSION) {
        return Err(
            Failure::usage("--version: no request is sent").hint("type verb --version in a shell")
        );
    }
    if line.switch(&parallel::PARALLEL) {
        return Err(Failure::usage("--parallel: a session has one connection")
            .hint("a run of its own with -Z has several"));
    }
    if line.last(&request::BASE).is_some() {
        return Err(
            Failure::usage("--base: paths of a line lead to the session's own host")
                .hint("give a whole URL; set base /PATH changes what paths are below"),
        );
    }
    Ok(())
}
