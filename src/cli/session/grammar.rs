//! The meaning of the lines of a session.
//!
//! A line is a command line without the program's name. Its flags are those of the session, then
//! its own, parsed together: each request is made anew of words, so that what one line says is gone
//! with it. Flags about the user hold for the session's origin alone.

use std::ffi::{OsStr, OsString};

use super::settings::{Setting, header_name, headers, name_in, plain};
use super::{directory, method, parsed};
use crate::base::failure::Failure;
use crate::cli::args::session as flags;
use crate::cli::args::{parallel, request, tool};
use crate::cli::command::{COMMANDS, Command, Job};
use crate::cli::env::Env;
use crate::cli::given::Given;
use crate::cli::within::Within;
use crate::cli::{self, Action, habits, resolve, target};
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
        let own = words.get(1..).unwrap_or_default();
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
            return resolve::plan(method(command), &mut given, env);
        }
        habits::check(command, own)?;
        let mut line = vec![OsString::from(command.name)];
        line.extend(own.iter().cloned());
        let (_, alone) = parsed(&line)?;
        if alone.short_help() || alone.switch(&tool::HELP) {
            return Err(Failure::usage("no help here").hint("type help, or help TOPIC"));
        }
        if alone.switch(&parallel::PARALLEL) {
            return Err(Failure::usage("--parallel: a session has one connection")
                .hint("use verb get -Z URL... for that"));
        }
        let mut line = vec![OsString::from(command.name)];
        line.extend(self.merged(&alone, own));
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
        match cli::parse(words.into_iter(), &self.env)? {
            Action::Run(plan) => Ok(Some(*plan)),
            Action::Session(_) | Action::Print(_) => Ok(None),
        }
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

    /// Has other flags hold for every line.
    ///
    /// # Errors
    ///
    /// Of kind `Usage`, where they do not go together or cannot be used; nothing is changed then.
    pub fn set(&mut self, settings: Vec<Setting>) -> Result<(), Failure> {
        let plain = plain(&settings)?;
        let mut given = plain.with_words(vec![OsString::from(".")]);
        resolve::plan(Some(&Method::GET), &mut given, &self.env)?;
        (self.settings, self.plain) = (settings, plain);
        Ok(())
    }

    /// Whether a line without flags has settings overridden by its words.
    fn overridden(&self, words: &[OsString]) -> bool {
        let of_origin = |one: &Setting| flags::is_among(one.flag, flags::OF_THE_ORIGIN);
        self.settings.iter().any(of_origin) && (!self.stays(words) || !headers(words).is_empty())
    }

    /// Whether all of a line's URLs are of the session's origin.
    fn stays(&self, words: &[OsString]) -> bool {
        let text = words.iter().filter_map(|word| word.to_str());
        let mut urls = text.filter(|word| word.contains("://") || word.starts_with(':'));
        urls.all(|url| {
            // What is no URL is refused later, or is an item.
            let target = target::resolve(url, None, &self.env);
            target.is_ok_and(|target| target.uri.origin == self.home.origin)
        })
    }

    /// The words of the settings that hold beside the flags and words of a line.
    fn merged(&self, line: &Given, words: &[OsString]) -> Vec<OsString> {
        let stays = self.stays(words);
        let own = flags::CREDENTIALS.iter().any(|flag| line.count(flag) > 0);
        let mut named = headers(words);
        named.extend(line.all(&request::HEADER).filter_map(header_name));
        let kept = self.settings.iter().filter(|setting| {
            let of_origin = flags::is_among(setting.flag, flags::OF_THE_ORIGIN);
            let credentials = flags::is_among(setting.flag, flags::CREDENTIALS);
            (stays || !of_origin) && !(own && credentials)
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
