//! How each client is asked to do the same job.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::json::Task;
use crate::pattern;
use crate::rows::{Against, Job, Sink, Source};
use crate::site::Site;

/// Which tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tool {
    Verb,
    Curl,
    Xh,
    Wget2,
    /// verb with URLs on its command line, beside a batch of lines.
    Urls,
}

/// A client that is there.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    tool: Tool,
    /// Its name in the table.
    pub(crate) name: &'static str,
    /// Where it is.
    pub(crate) program: PathBuf,
}

/// The clients named in `list`, else verb, curl and, where they are installed, xh and wget2.
pub(crate) fn chosen(list: Option<&str>) -> Result<Vec<Client>> {
    let mut clients = Vec::new();
    for name in list.unwrap_or("verb,curl,xh,wget2,urls").split(',') {
        let (tool, name, program) = match name {
            "verb" => {
                let built = PathBuf::from(env!("CARGO_BIN_EXE_verb"));
                (Tool::Verb, "verb", Some(built))
            }
            "curl" => (Tool::Curl, "curl", installed("curl")),
            "xh" => (Tool::Xh, "xh", installed("xh")),
            "wget2" => (Tool::Wget2, "wget2", installed("wget2")),
            "urls" => {
                let built = PathBuf::from(env!("CARGO_BIN_EXE_verb"));
                (Tool::Urls, "verb URLs", Some(built))
            }
            other => bail!("no client named {other}; there are verb, curl, xh, wget2 and urls"),
        };
        match program {
            Some(program) => clients.push(Client {
                tool,
                name,
                program,
            }),
            None if list.is_none() && matches!(tool, Tool::Xh | Tool::Wget2) => {}
            None => bail!("{name} is not installed"),
        }
    }
    if clients.len() < 2 {
        bail!("a comparison needs two clients");
    }
    Ok(clients)
}

#[expect(
    clippy::disallowed_methods,
    reason = "finds the installed clients; verb's environment is emptied"
)]
pub(crate) fn installed(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|dir| dir.join(name))
        .find(|path| path.is_file())
}

impl Client {
    /// Whether this client is compared at a job: xh takes one URL, wget2 is here for many.
    pub(crate) fn does(&self, job: &Job) -> bool {
        match (self.tool, job) {
            (Tool::Curl, Job::Query { .. }) => installed("jq").is_some(),
            (Tool::Curl, Job::Json { .. }) => installed("jq").is_some(),
            (Tool::Xh, Job::Json { task, .. }) => *task == Task::Layout,
            (Tool::Curl, Job::Batch { against, .. }) => *against == Against::Curl,
            (Tool::Verb | Tool::Curl, _) => true,
            (Tool::Xh, job) => !matches!(
                job,
                Job::Many { .. } | Job::Batch { .. } | Job::Query { .. }
            ),
            (Tool::Urls, job) => matches!(
                job,
                Job::Batch {
                    against: Against::Ourselves,
                    ..
                }
            ),
            (Tool::Wget2, job) => matches!(job, Job::Many { .. }),
        }
    }

    /// What is started for `job`: a shell where it takes two programs.
    pub(crate) fn program(&self, job: &Job) -> &Path {
        match (self.tool, job) {
            (Tool::Curl, Job::Json { .. } | Job::Query { .. }) => Path::new("/bin/sh"),
            (Tool::Verb | Tool::Curl | Tool::Xh | Tool::Wget2 | Tool::Urls, _) => &self.program,
        }
    }

    /// The arguments that make this client do `job`. `into` is where a file goes.
    pub(crate) fn arguments(&self, job: &Job, site: &Site<'_>, into: &Path) -> Vec<OsString> {
        if let (Tool::Curl, Job::Json { task, .. }) = (self.tool, job) {
            return task.piped(&self.program, &site.url(job));
        }
        let mut line = Line(Vec::new());
        match self.tool {
            Tool::Verb => verb(&mut line, job, site, into),
            Tool::Curl => curl(&mut line, job, site, into),
            Tool::Xh => xh(&mut line, job, site, into),
            Tool::Wget2 => wget2(&mut line, job, site),
            Tool::Urls => {
                line.words(&["get"]).0.extend(site.urls(job));
            }
        }
        line.0
    }
}

struct Line(Vec<OsString>);

impl Line {
    fn words(&mut self, words: &[&str]) -> &mut Self {
        self.0.extend(words.iter().map(OsString::from));
        self
    }

    /// How many at a time, where that is more than one.
    fn parallel(&mut self, switch: &str, most: &str, count: u64) {
        if count > 1 {
            self.words(&[switch, most]).path(count.to_string());
        }
    }

    fn path(&mut self, path: impl Into<OsString>) -> &mut Self {
        self.0.push(path.into());
        self
    }
}

fn wget2(line: &mut Line, job: &Job, site: &Site<'_>) {
    line.words(&["-q", "--no-config", "--no-hsts", "--no-ocsp", "-O", "-"]);
    if let Job::Many { tls, parallel, .. } = job {
        if *tls {
            line.words(&["--ca-certificate"])
                .path(&site.server.combined);
        }
        line.words(&["--max-threads"]).path(parallel.to_string());
    }
    line.0.extend(site.urls(job));
}

fn verb(line: &mut Line, job: &Job, site: &Site<'_>, into: &Path) {
    match job {
        Job::Fetch { tls, sink, .. } => {
            line.words(&["get"]);
            if *tls {
                // Added to the bundled roots, which stay.
                line.words(&["--cacert"]).path(&site.server.authority);
            }
            if *sink == Sink::File {
                line.words(&["-o"]).path(into);
            }
        }
        Job::Upload { source, .. } => {
            match source {
                Source::File => line.words(&["put", "-T"]).path(site.upload()),
                Source::Form => line.words(&["post", "-F"]).path(part("f=@", site)),
                Source::Pipe => line.words(&["put", "-T", "-"]),
            };
        }
        Job::Many { tls, parallel, .. } => {
            line.words(&["get"]);
            if *tls {
                line.words(&["--cacert"]).path(&site.server.authority);
            }
            line.parallel("-Z", "--parallel-max", *parallel);
            line.0.extend(site.urls(job));
            return;
        }
        Job::Batch { .. } => {
            line.words(&["session", "--file"]).path(site.lines());
            line.path(&site.server.plain);
            return;
        }
        Job::Redirects { .. } => {
            line.words(&["get", "-L"]);
        }
        Job::Items { count } => {
            line.words(&["post"]).path(site.url(job));
            line.0.extend(pattern::items(*count).map(OsString::from));
            return;
        }
        Job::Query { .. } => {
            line.words(&["get", "-q", FILTER]);
        }
        Job::Json { task, .. } => {
            line.words(match task {
                Task::Layout => &["get", "--pretty=always"],
                Task::Events => &["get", "--events"],
            });
        }
    }
    line.path(site.url(job));
}

fn curl(line: &mut Line, job: &Job, site: &Site<'_>, into: &Path) {
    if let Job::Query { .. } = job {
        let path = installed("curl").unwrap_or_default();
        let jq = installed("jq").unwrap_or_default();
        let script = "\"$1\" -q -sS \"$2\" | \"$3\" -r \"$4\"";
        line.words(&["-c", script, "sh"]).path(path);
        line.path(site.url(job)).path(jq).words(&[FILTER]);
        return;
    }
    // -q: no configuration file, which is what verb does in a script.
    line.words(&["-q", "-sS"]);
    match job {
        Job::Fetch { tls, sink, .. } => {
            if *tls {
                line.words(&["--cacert"]).path(&site.server.combined);
            }
            if *sink == Sink::File {
                line.words(&["-o"]).path(into);
            }
        }
        Job::Upload { source, .. } => {
            match source {
                Source::File => line.words(&["-T"]).path(site.upload()),
                Source::Form => line.words(&["-F"]).path(part("f=@", site)),
                Source::Pipe => line.words(&["-T", "-"]),
            };
        }
        Job::Many { tls, parallel, .. } => {
            if *tls {
                line.words(&["--cacert"]).path(&site.server.combined);
            }
            line.parallel("-Z", "--parallel-max", *parallel);
            line.0.extend(site.urls(job));
            return;
        }
        Job::Batch { .. } => {
            line.0.extend(site.urls(job));
            return;
        }
        Job::Redirects { .. } => {
            line.words(&["-L"]);
        }
        Job::Items { count } => {
            line.words(&["--json"]).path(pattern::document(*count));
        }
        Job::Query { .. } | Job::Json { .. } => return,
    }
    line.path(site.url(job));
}

fn xh(line: &mut Line, job: &Job, site: &Site<'_>, into: &Path) {
    let pretty = if matches!(job, Job::Json { .. }) {
        "--pretty=format"
    } else {
        "--pretty=none"
    };
    line.words(&["--body", pretty]);
    match job {
        Job::Fetch { tls, sink, .. } => {
            line.words(&["--ignore-stdin"]);
            if *tls {
                line.words(&["--verify"]).path(&site.server.authority);
            }
            if *sink == Sink::File {
                line.words(&["-o"]).path(into);
            }
            line.words(&["GET"]).path(site.url(job));
        }
        Job::Upload { source, .. } => {
            if *source != Source::Pipe {
                line.words(&["--ignore-stdin"]);
            }
            match source {
                Source::File => line
                    .words(&["PUT"])
                    .path(site.url(job))
                    .path(part("@", site)),
                Source::Form => line
                    .words(&["--multipart", "POST"])
                    .path(site.url(job))
                    .path(part("f@", site)),
                Source::Pipe => line.words(&["PUT"]).path(site.url(job)),
            };
        }
        Job::Many { .. } | Job::Batch { .. } | Job::Query { .. } => {}
        Job::Json { .. } => {
            line.words(&["--ignore-stdin", "GET"]).path(site.url(job));
        }
        Job::Redirects { .. } => {
            line.words(&["--ignore-stdin", "--follow", "GET"])
                .path(site.url(job));
        }
        Job::Items { count } => {
            line.words(&["--ignore-stdin", "POST"]).path(site.url(job));
            line.0.extend(pattern::items(*count).map(OsString::from));
        }
    }
}

/// The file that is uploaded, after what says so.
fn part(before: &str, site: &Site<'_>) -> OsString {
    let mut word = OsString::from(before);
    word.push(site.upload());
    word
}

/// What is taken of each element.
const FILTER: &str = ".[].id";
