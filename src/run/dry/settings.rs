//! The words that say how a request is sent and what becomes of the answer, for `--as`. Most are
//! curl's own; where the two programs' defaults differ, the line says so or the run warns.

mod capture;
mod files;
mod parallel;
mod parts;
mod proxy;
mod query;
mod redirect;
mod retry;
mod tls;
mod trace;

use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use crate::base::limits;
use crate::base::secret::MASK;
use crate::client::auth::{Credentials, Login, Means};
use crate::output::config::{Destination, Verbosity};
use crate::run::plan::{Job, Plan, StatusSet};
use crate::transport::{Detour, Family, Override};

mod address;
mod events;

/// The program that the line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    Curl,
    Verb,
}

/// Words, and what no word could be found for.
#[derive(Debug, Default)]
pub(super) struct Settings {
    pub(super) words: Vec<Vec<u8>>,
    pub(super) unsaid: Vec<String>,
}

/// The settings of one job.
pub(super) fn of(job: &Job, plan: &Plan, tongue: Tongue) -> Settings {
    let mut settings = Settings::default();
    settings.verbosity(plan.output.verbosity, tongue);
    settings.verdict(plan, tongue);
    settings.output(job, plan, tongue);
    query::add(&mut settings, plan, tongue);
    capture::add(&mut settings, plan, tongue);
    settings.limits(plan, tongue);
    settings.redirects(job, plan, tongue);
    retry::add(&mut settings, job, plan, tongue);
    events::add(&mut settings, plan, tongue);
    settings.network(plan);
    settings.proxy(job, plan, tongue);
    address::say(&mut settings, plan);
    tls::add(&mut settings, plan, tongue);
    parts::add(&mut settings, job, plan, tongue);
    settings.many(plan);
    settings.look(plan, tongue);
    if let Some(Means::Digest(login)) = job.credentials.as_ref().map(Credentials::means) {
        settings.flag("--digest");
        settings.pair("-u", user(login, plan.output.show_secrets, tongue));
    }
    settings
}

impl Settings {
    fn flag(&mut self, word: &str) {
        self.words.push(word.as_bytes().to_vec());
    }

    fn pair(&mut self, flag: &str, value: impl AsRef<[u8]>) {
        self.flag(flag);
        self.words.push(value.as_ref().to_vec());
    }

    fn path(&mut self, flag: &str, path: &Path) {
        self.pair(flag, path.as_os_str().as_encoded_bytes());
    }

    /// curl draws a meter unless it is silent.
    fn verbosity(&mut self, verbosity: Verbosity, tongue: Tongue) {
        match (verbosity, tongue) {
            (Verbosity::Silent, _) => self.flag("-s"),
            (Verbosity::Failures, _) | (Verbosity::Normal, Tongue::Curl) => self.flag("-sS"),
            (Verbosity::Normal, Tongue::Verb) => {}
            (Verbosity::Verbose, Tongue::Curl) => self.flag("-sSv"),
            (Verbosity::Verbose, Tongue::Verb) => self.flag("-v"),
        }
    }

    fn verdict(&mut self, plan: &Plan, tongue: Tongue) {
        let verdict = &plan.verdict;
        if verdict.withhold {
            self.flag("-f");
        }
        if verdict.ok == StatusSet::all() {
            if tongue == Tongue::Verb {
                self.flag("--no-fail");
            }
        } else if verdict.ok != StatusSet::default() {
            match tongue {
                Tongue::Verb => self.pair("--ok", statuses(&verdict.ok)),
                Tongue::Curl => self.unsaid.push("--ok, which curl lacks".to_owned()),
            }
        } else if tongue == Tongue::Curl && !verdict.withhold {
            self.flag("--fail-with-body");
        }
    }

    fn output(&mut self, job: &Job, plan: &Plan, tongue: Tongue) {
        self.files(job, plan, tongue);
        if plan.output.heads {
            self.flag("-i");
        }
        match &plan.output.dump_head {
            Some(Destination::File(path)) => self.path("-D", path),
            Some(Destination::Stdout) => self.pair("-D", "-"),
            Some(Destination::Named(_) | Destination::Descriptor(_)) | None => {}
        }
        if let Some(most) = plan.client.max_size {
            self.pair("--max-filesize", most.to_string());
        }
        let asks = job.request.fields.contains("accept-encoding");
        match tongue {
            // curl decodes only then; the field itself is given with -H.
            Tongue::Curl if asks && !plan.client.raw => self.flag("--compressed"),
            Tongue::Curl => {}
            Tongue::Verb if plan.client.raw => self.flag("--raw"),
            Tongue::Verb => {}
        }
    }

    fn limits(&mut self, plan: &Plan, tongue: Tongue) {
        let limits = &plan.client.limits;
        if let Some(total) = limits.total {
            self.pair("-m", seconds(total));
        }
        if let Some(connect) = limits.connect.filter(|l| *l != limits::CONNECT_LIMIT) {
            self.pair("--connect-timeout", seconds(connect));
        }
        let Some(idle) = limits.idle.filter(|limit| *limit != limits::IDLE_LIMIT) else {
            return;
        };
        match tongue {
            Tongue::Verb => self.pair("--idle-timeout", seconds(idle)),
            Tongue::Curl if limits.speed.least.is_some() => {}
            // Less than a byte a second for so long.
            Tongue::Curl => {
                self.pair("--speed-limit", "1");
                self.pair("--speed-time", idle.as_secs().max(1).to_string());
            }
        }
    }

    fn network(&mut self, plan: &Plan) {
        let transport = &plan.client.transport;
        match transport.family {
            Family::Any => {}
            Family::V4 => self.flag("-4"),
            Family::V6 => self.flag("-6"),
        }
        for one in &transport.overrides {
            self.pair("--resolve", override_words(one));
        }
        for one in &transport.detours {
            self.pair("--connect-to", detour(one));
        }
    }
}

/// `USER:PASSWORD` as `-u` takes it. What verb would take for the place where a secret is to be
/// found, the whole or the password, is given a backslash.
fn user(login: &Login, show_secrets: bool, tongue: Tongue) -> Vec<u8> {
    let literal = |text: Vec<u8>| literal(text, tongue);
    let password = match show_secrets {
        true => literal(login.password.expose().to_vec()),
        false => MASK.as_bytes().to_vec(),
    };
    literal([&login.user, &b":"[..], &password].concat())
}

/// A secret that stands for itself: for verb, what looks like a place gets a backslash.
fn literal(text: Vec<u8>, tongue: Tongue) -> Vec<u8> {
    let bare = text.iter().position(|byte| *byte != b'\\');
    let bare = bare.and_then(|at| text.get(at..)).unwrap_or_default();
    let place = ["@", "env:", "fd:", "cmd:"]
        .iter()
        .any(|form| bare.starts_with(form.as_bytes()));
    match (tongue, place) {
        (Tongue::Verb, true) => [b"\\", text.as_slice()].concat(),
        (Tongue::Verb, false) | (Tongue::Curl, _) => text,
    }
}

fn seconds(limit: Duration) -> String {
    limit.as_secs_f64().to_string()
}

fn statuses(set: &StatusSet) -> String {
    let parts = set.0.iter().map(|(low, high)| match low == high {
        true => low.to_string(),
        false => format!("{low}-{high}"),
    });
    parts.collect::<Vec<_>>().join(",")
}

fn override_words(one: &Override) -> String {
    let host = one
        .host
        .as_ref()
        .map_or("*".to_owned(), ToString::to_string);
    let addresses = one.addresses.iter().map(|address| match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    });
    let addresses = addresses.collect::<Vec<_>>().join(",");
    format!("{host}:{}:{addresses}", one.port)
}

fn detour(one: &Detour) -> String {
    let host = |host: &Option<_>| host.as_ref().map_or(String::new(), ToString::to_string);
    let port = |port: Option<u16>| port.map_or(String::new(), |port| port.to_string());
    let (from, to) = (host(&one.host), host(&one.to_host));
    format!("{from}:{}:{to}:{}", port(one.port), port(one.to_port))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::secret::Secret;

    #[test]
    fn a_login_that_looks_like_a_place_is_escaped_for_verb_alone() {
        for (name, password, shown, masked) in [
            ("ada", "s3cret", "ada:s3cret", "ada:••••"),
            ("ada", "", "ada:", "ada:••••"),
            ("ada", "env:X", "ada:\\env:X", "ada:••••"),
            ("ada", "\\@x", "ada:\\\\@x", "ada:••••"),
            ("ada", "\\x", "ada:\\x", "ada:••••"),
            ("env", "x", "\\env:x", "\\env:••••"),
            ("@a", "cmd:x", "\\@a:\\cmd:x", "\\@a:••••"),
        ] {
            let login = Login {
                user: name.into(),
                password: Secret::new(password),
            };
            let words = |shows, tongue| String::from_utf8(user(&login, shows, tongue)).unwrap();
            assert_eq!(words(true, Tongue::Verb), shown);
            assert_eq!(words(false, Tongue::Verb), masked);
            assert_eq!(words(true, Tongue::Curl), format!("{name}:{password}"));
            assert_eq!(words(false, Tongue::Curl), format!("{name}:••••"));
        }
    }
}
