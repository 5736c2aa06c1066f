//! Plans of lines that say no more than a path. What the session's flags mean does not change from
//! line to line, so it is worked out once; the target is that of the line, and with it the request.
//!
//! A line that says more is planned from its words alone (`grammar`), and so is every line of a
//! session with a flag whose meaning may be another one each time: what it reads, or draws.

use std::cell::RefCell;
use std::ffi::OsString;

use super::settings::Setting;
use crate::cli::args::session::is_among;
use crate::cli::args::{
    address, credentials, network, outcome, parts, proxy, query, redirect, request, response,
    retry, shape, tls,
};
use crate::cli::env::Env;
use crate::cli::flag::Flag;
use crate::cli::target::{self, Target};
use crate::cli::words;
use crate::http::uri::Uri;
use crate::output::config::Destination;
use crate::run::plan::Plan;

/// Plans by the names of their commands.
#[derive(Debug, Clone, Default)]
pub(super) struct Templates(RefCell<Vec<(&'static str, Plan)>>);

impl Templates {
    /// The plan of a line of this command that says no more than this path, where one was kept.
    pub(super) fn plan(&self, command: &str, uri: &Uri) -> Option<Plan> {
        let kept = self.0.try_borrow().ok()?;
        let (_, plan) = kept.iter().find(|(name, _)| *name == command)?;
        let mut plan = plan.clone();
        plan.jobs.first_mut()?.request.uri.clone_from(uri);
        Some(plan)
    }

    /// Keeps the plan of such a line, if all but the path is that of every other.
    pub(super) fn keep(&self, command: &'static str, plan: &Plan, settings: &[Setting]) {
        let [job] = plan.jobs.as_slice() else {
            return;
        };
        let plain = job.notes.is_empty() && plan.warnings.is_empty();
        if !plain || job.body != Destination::Stdout || !settings.iter().all(stays) {
            return;
        }
        if let Ok(mut kept) = self.0.try_borrow_mut() {
            kept.retain(|(name, _)| *name != command);
            kept.push((command, plan.clone()));
        }
    }
}

/// Where a line leads, if its words are one path and nothing else; `None` as well where the path
/// is wrong, which is told of by whoever plans the line.
pub(super) fn path(words: &[OsString], env: &Env, home: &Uri) -> Option<Uri> {
    let [word] = words else {
        return None;
    };
    if target::names_host(word.to_str()?) {
        return None;
    }
    let sorted = words::sort(vec![word.clone()], None).ok()?;
    let [url] = sorted.urls.as_slice() else {
        return None;
    };
    let Target {
        uri,
        note: None,
        userinfo: None,
        zone: None,
    } = target::resolve(url, None, env).ok()?
    else {
        return None;
    };
    (uri.origin == home.origin).then_some(uri)
}

/// Whether a setting means the same for every path and at every time. What is read from a file is
/// read again for each line.
fn stays(setting: &Setting) -> bool {
    let reads = |word: &OsString| word.as_encoded_bytes().contains(&b'@');
    STEADY.iter().any(|steady| is_among(setting.flag, steady)) && !setting.words.iter().any(reads)
}

/// Flags whose meaning is in their words alone.
const STEADY: &[&[&Flag]] = &[
    &[&request::HEADER, &request::USER_AGENT, &shape::REFERER],
    &[
        &credentials::USER,
        &credentials::AUTH,
        &credentials::BEARER,
        &credentials::DIGEST,
        &credentials::SHOW_SECRETS,
    ],
    &[
        &response::SHOW_HEADERS,
        &response::RAW,
        &response::COMPRESSED,
        &response::MAX_SIZE,
        &response::PRETTY,
        &response::COLOR,
        &response::SILENT,
        &response::SHOW_ERROR,
        &response::VERBOSE,
    ],
    &[&query::JQ, &query::ARG, &query::ARGJSON, &query::REQUIRE],
    &[&parts::PRINT, &parts::WRITE_OUT, &parts::TIMING],
    outcome::FLAGS,
    redirect::FLAGS,
    network::FLAGS,
    proxy::FLAGS,
    address::FLAGS,
    &[
        &retry::RETRY,
        &retry::RETRY_DELAY,
        &retry::RETRY_MAX_TIME,
        &retry::RETRY_ON,
        &retry::RETRY_ALL_ERRORS,
        &retry::RETRY_REFUSED,
    ],
    tls::FLAGS,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::env::Given;
    use crate::cli::session::Grammar;
    use crate::cli::{Action, parse};

    fn grammar(flags: &[&str]) -> Grammar {
        let words = ["session", "http://a.test/b/"].iter().chain(flags);
        let env = Env::given(Given::default());
        match parse(words.map(OsString::from), &env) {
            Ok(Action::Session(opening)) => opening.grammar,
            other => panic!("{other:?}"),
        }
    }

    fn plan(grammar: &Grammar, line: &str) -> String {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let command = Grammar::command(&words[0]).unwrap();
        match grammar.plan(command, &words, None) {
            Ok(plan) => format!("{plan:?}"),
            Err(failure) => failure.to_string(),
        }
    }

    const LINES: &[&str] = &[
        "GET /1",
        "POST /2",
        "GET /1",
        "GET x/y?z",
        "HEAD ..",
        "GET http://o.test/x",
        "GET :81/",
        "GET /3 -H X:1",
        "GET /3",
        "POST /4 a=b",
        "POST /2",
        "GET /a b==c",
        "GET //x",
        "GET {}",
        "GET a=b",
        "GET @f",
        "GET /x X-Y:z",
        "GET /%zz/../q",
        "DELETE /1",
        "GET ../..//%2e/",
    ];

    #[test]
    fn a_line_means_the_same_whatever_came_before_it() {
        for flags in [
            &[][..],
            &["-H", "X-A: 1", "-u", "ada:s3cret", "-L", "--retry", "2"],
            &["-k", "-x", "p.test:1", "-w", "%{url}"],
            &["-v", "-m", "5", "--compressed"],
        ] {
            let kept = grammar(flags);
            for line in LINES.iter().chain(LINES) {
                assert_eq!(plan(&kept, line), plan(&grammar(flags), line), "{line}");
            }
        }
    }

    #[test]
    fn what_is_drawn_is_drawn_for_each_line() {
        let kept = grammar(&["--idempotency-key="]);
        assert_ne!(plan(&kept, "POST /1"), plan(&kept, "POST /1"));
    }

    #[test]
    fn settings_that_change_change_the_next_line() {
        let mut kept = grammar(&[]);
        let first = plan(&kept, "GET /1");
        let set = grammar(&["-H", "X-A: 1"]);
        kept.set(set.settings().to_vec()).unwrap();
        assert_ne!(plan(&kept, "GET /1"), first);
        assert_eq!(plan(&kept, "GET /1"), plan(&set, "GET /1"));
        kept.set(Vec::new()).unwrap();
        assert_eq!(plan(&kept, "GET /1"), first);
        let below = plan(&kept, "GET x");
        kept.set_base("/c/").unwrap();
        assert_ne!(plan(&kept, "GET x"), below);
    }
}
