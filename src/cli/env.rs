//! What a command line's meaning depends on besides its words: variables, terminals, what stdin is.
//! The only reader of them, so that everything after it is a function that a test can call.
//!
//! The system is asked when something is needed, not before: each question costs a system call or
//! a walk through the environment, and most runs need few answers.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::sync::Arc;

use super::patient::Patience;
use super::within::Within;

/// A variable that is read. There are no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable {
    /// `VERB_BASE_URL`
    BaseUrl,
    /// `NO_COLOR`
    NoColor,
    /// `CLICOLOR_FORCE`
    ColorForce,
    /// `TERM`
    Term,
    /// `SSL_CERT_FILE`
    SslCertFile,
    /// `SSL_CERT_DIR`
    SslCertDir,
    /// `CURL_CA_BUNDLE`
    CurlCaBundle,
    /// `REQUESTS_CA_BUNDLE`
    RequestsCaBundle,
    /// `SSLKEYLOGFILE`
    SslKeyLogFile,
    /// `NETRC`
    Netrc,
    /// `HOME`
    Home,
    /// `XDG_STATE_HOME`
    XdgStateHome,
    /// `CI`
    Ci,
    /// `AWS_ACCESS_KEY_ID`
    AwsAccessKeyId,
    /// `AWS_SECRET_ACCESS_KEY`
    AwsSecretAccessKey,
    /// `AWS_SESSION_TOKEN`
    AwsSessionToken,
    /// `http_proxy`
    HttpProxy,
    /// `https_proxy`
    HttpsProxy,
    /// `HTTPS_PROXY`
    HttpsProxyCapitals,
    /// `all_proxy`
    AllProxy,
    /// `ALL_PROXY`
    AllProxyCapitals,
    /// `no_proxy`
    NoProxy,
    /// `NO_PROXY`
    NoProxyCapitals,
    /// `REQUEST_METHOD`
    RequestMethod,
}

impl Variable {
    /// All of them, in the order of the help.
    pub const ALL: [Self; 24] = [
        Self::BaseUrl,
        Self::NoColor,
        Self::ColorForce,
        Self::Term,
        Self::SslCertFile,
        Self::SslCertDir,
        Self::CurlCaBundle,
        Self::RequestsCaBundle,
        Self::SslKeyLogFile,
        Self::Netrc,
        Self::Home,
        Self::XdgStateHome,
        Self::Ci,
        Self::AwsAccessKeyId,
        Self::AwsSecretAccessKey,
        Self::AwsSessionToken,
        Self::HttpProxy,
        Self::HttpsProxy,
        Self::HttpsProxyCapitals,
        Self::AllProxy,
        Self::AllProxyCapitals,
        Self::NoProxy,
        Self::NoProxyCapitals,
        Self::RequestMethod,
    ];

    /// What it is for, in words for the help.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::BaseUrl => "where a URL that is only a /path leads",
            Self::NoColor => "no colours, unless --color asks for them",
            Self::ColorForce => "colours wherever JSON is laid out, unless 0",
            Self::Term => "dumb: no colours",
            Self::SslCertFile => "CA certificates, when the bundled do not suffice",
            Self::SslCertDir => "a directory of such files",
            Self::CurlCaBundle => "as SSL_CERT_FILE",
            Self::RequestsCaBundle => "as SSL_CERT_FILE",
            Self::SslKeyLogFile => "where the keys of TLS connections are written",
            Self::Netrc => "the file of --netrc",
            Self::Home => "where --netrc finds .netrc",
            Self::XdgStateHome => "where verb session keeps verb/history",
            Self::Ci => "no colours, and no password is asked for",
            Self::AwsAccessKeyId => "the key of --aws-sigv4 without --user",
            Self::AwsSecretAccessKey => "its secret",
            Self::AwsSessionToken => "its session token, if it has one",
            Self::HttpProxy => "the proxy for http, in small letters only",
            Self::HttpsProxy => "the proxy for https",
            Self::HttpsProxyCapitals => "the same, when that is not set",
            Self::AllProxy => "the proxy for what has none of its own",
            Self::AllProxyCapitals => "the same, when that is not set",
            Self::NoProxy => "hosts that no proxy is used for, as --noproxy",
            Self::NoProxyCapitals => "the same, when that is not set",
            Self::RequestMethod => "set in CGI programs: http_proxy does not count",
        }
    }

    /// The variable's name in the environment.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BaseUrl => "VERB_BASE_URL",
            Self::NoColor => "NO_COLOR",
            Self::ColorForce => "CLICOLOR_FORCE",
            Self::Term => "TERM",
            Self::SslCertFile => "SSL_CERT_FILE",
            Self::SslCertDir => "SSL_CERT_DIR",
            Self::CurlCaBundle => "CURL_CA_BUNDLE",
            Self::RequestsCaBundle => "REQUESTS_CA_BUNDLE",
            Self::SslKeyLogFile => "SSLKEYLOGFILE",
            Self::Netrc => "NETRC",
            Self::Home => "HOME",
            Self::XdgStateHome => "XDG_STATE_HOME",
            Self::Ci => "CI",
            Self::AwsAccessKeyId => "AWS_ACCESS_KEY_ID",
            Self::AwsSecretAccessKey => "AWS_SECRET_ACCESS_KEY",
            Self::AwsSessionToken => "AWS_SESSION_TOKEN",
            Self::HttpProxy => "http_proxy",
            Self::HttpsProxy => "https_proxy",
            Self::HttpsProxyCapitals => "HTTPS_PROXY",
            Self::AllProxy => "all_proxy",
            Self::AllProxyCapitals => "ALL_PROXY",
            Self::NoProxy => "no_proxy",
            Self::NoProxyCapitals => "NO_PROXY",
            Self::RequestMethod => "REQUEST_METHOD",
        }
    }
}

/// What standard input is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stdin {
    /// A pipe, a socket or a regular file: somebody may have meant to send it.
    Data,
    /// A terminal, `/dev/null` or closed.
    #[default]
    Nothing,
}

/// An output stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// The surroundings of a run.
#[derive(Debug, Clone)]
pub struct Env {
    source: Source,
    patience: Patience,
    within: Option<Arc<Within>>,
}

#[derive(Debug, Clone)]
enum Source {
    /// The process's own, asked when needed.
    System,
    /// Made up.
    Given(Given),
}

/// Surroundings as plain data, for tests and for front ends that are no process of their own.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// Variables that are set.
    pub variables: Vec<(Variable, OsString)>,
    /// Other variables that are set.
    pub named: Vec<(OsString, OsString)>,
    /// Streams that are terminals.
    pub terminals: Vec<Output>,
    /// What stdin is.
    pub stdin: Stdin,
    /// What can be read from it.
    pub stdin_bytes: Vec<u8>,
    /// Whether somebody can be asked.
    pub interactive: bool,
}

impl Env {
    /// Those of this process. Reads nothing yet.
    pub fn system() -> Self {
        Self::of(Source::System)
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            patience: Patience::endless(),
            within: None,
        }
    }

    /// The same, where what is read is waited for no longer than this.
    #[must_use]
    pub fn with_patience(&self, patience: Patience) -> Self {
        Self {
            patience,
            ..self.clone()
        }
    }

    /// The same for a line of a session.
    #[must_use]
    pub fn within(&self, within: Within) -> Self {
        Self {
            within: Some(Arc::new(within)),
            ..self.clone()
        }
    }

    /// What a session adds, where this is about one of its lines.
    pub fn session(&self) -> Option<&Within> {
        self.within.as_deref()
    }

    /// How long what is read before a request is waited for.
    pub fn patience(&self) -> Patience {
        self.patience
    }

    /// Made up ones.
    pub fn given(given: Given) -> Self {
        Self::of(Source::Given(given))
    }

    /// A variable's value; an empty one counts as unset, as with every peer.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one reader of variables"
    )]
    pub fn variable(&self, variable: Variable) -> Option<OsString> {
        let value = match &self.source {
            Source::System => std::env::var_os(variable.name()),
            Source::Given(given) => {
                let mut all = given.variables.iter();
                let found = all.find(|(name, _)| *name == variable);
                found.map(|(_, value)| value.clone())
            }
        };
        value.filter(|value| !value.is_empty())
    }

    /// The value of a variable that the user names. An empty one is a value here.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one reader of variables"
    )]
    pub fn named(&self, name: &OsStr) -> Option<OsString> {
        match &self.source {
            Source::System => std::env::var_os(name),
            Source::Given(given) => {
                let mut all = given.named.iter();
                let found = all.find(|(known, _)| known == name);
                found.map(|(_, value)| value.clone())
            }
        }
    }

    /// Whether somebody can be asked: stdin and stderr are terminals, and no CI system says that
    /// it runs this.
    pub fn is_interactive(&self) -> bool {
        match &self.source {
            Source::System => {
                io::stdin().is_terminal()
                    && io::stderr().is_terminal()
                    && self.variable(Variable::Ci).is_none()
            }
            Source::Given(given) => given.interactive,
        }
    }

    /// Whether a stream is a terminal.
    pub fn is_terminal(&self, stream: Output) -> bool {
        match (&self.source, stream) {
            (Source::System, Output::Stdout) => io::stdout().is_terminal(),
            (Source::System, Output::Stderr) => io::stderr().is_terminal(),
            (Source::Given(given), _) => given.terminals.contains(&stream),
        }
    }

    /// What stdin is. No test of a descriptor can tell whether its data is meant for us, so this
    /// serves a hint only; nothing is read because of it.
    pub fn stdin(&self) -> Stdin {
        match &self.source {
            Source::System => system_stdin(),
            Source::Given(given) => given.stdin,
        }
    }

    /// stdin, to be read by whoever takes this.
    pub fn stdin_reader(&self) -> io::Result<Box<dyn Read>> {
        Ok(match &self.source {
            Source::System => Box::new(self.patience.stdin(system_stdin_file()?)),
            Source::Given(given) => Box::new(io::Cursor::new(given.stdin_bytes.clone())),
        })
    }

    /// stdin where it is a regular file: it can be read more than once, from where it stands. The
    /// offset is shared with whoever reads stdin otherwise.
    pub fn stdin_regular(&self) -> Option<File> {
        match &self.source {
            Source::System => {
                let file = system_stdin_file().ok()?;
                file.metadata().ok()?.is_file().then_some(file)
            }
            Source::Given(_) => None,
        }
    }

    /// Reads stdin to its end, or one byte past `most`.
    pub fn read_stdin(&self, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        self.stdin_reader()?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

fn system_stdin_file() -> io::Result<File> {
    let stdin = rustix::stdio::stdin().try_clone_to_owned()?;
    Ok(File::from(stdin))
}

#[cfg(unix)]
fn system_stdin() -> Stdin {
    use rustix::fs::FileType;
    let kind = rustix::fs::fstat(rustix::stdio::stdin()).map(|stat| stat.st_mode);
    match kind.map(FileType::from_raw_mode) {
        Ok(FileType::Fifo | FileType::Socket | FileType::RegularFile) => Stdin::Data,
        Ok(_) | Err(_) => Stdin::Nothing,
    }
}

#[cfg(not(unix))]
fn system_stdin() -> Stdin {
    Stdin::Nothing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_is_an_unset_one() {
        let env = Env::given(Given {
            variables: vec![(Variable::Term, "".into()), (Variable::NoColor, "1".into())],
            ..Given::default()
        });
        assert_eq!(env.variable(Variable::Term), None);
        assert_eq!(env.variable(Variable::NoColor), Some("1".into()));
        assert_eq!(env.variable(Variable::BaseUrl), None);
    }

    #[test]
    fn reading_stdin_stops_one_byte_past_the_bound() {
        let env = Env::given(Given {
            stdin_bytes: vec![b'x'; 10],
            ..Given::default()
        });
        assert_eq!(env.read_stdin(4).unwrap().len(), 5);
        assert_eq!(env.read_stdin(10).unwrap().len(), 10);
    }
}
