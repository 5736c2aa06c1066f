//! Who asks: from flags, URLs, the environment and netrc to the credentials of each request.
//!
//! In order: a header `Authorization` of the user's own, as in curl; `--bearer` or `-u`; what
//! stands in the URL; netrc. The first of these that is there is the only one that counts.

use std::ffi::OsStr;
use std::io;
use std::sync::Arc;

use super::{identity, netrc};
use crate::base::failure::Failure;
use crate::base::secret::Secret;
use crate::cli::args::credentials as flags;
use crate::cli::env::{Env, Variable};
use crate::cli::files::os_string;
use crate::cli::given::Given;
use crate::cli::headers::Line;
use crate::cli::{prompt, secret};
use crate::client::auth::aws::Scope;
use crate::client::auth::lookup::Lookup;
use crate::client::auth::{Credentials, Login, Means, Way, is_b64token};
use crate::http::fields::FieldValue;
use crate::http::origin::{Host, Origin};
use crate::http::userinfo::Userinfo;

/// Everything that requests may be given of their user's.
#[derive(Default)]
pub(super) struct Wallet {
    typed: Option<Typed>,
    netrc: Option<Arc<Lookup>>,
    way: Way,
    /// The user sends `Authorization` himself.
    own_header: bool,
    /// What the user should know.
    pub(super) warnings: Vec<String>,
}

enum Typed {
    Login(Login),
    Token(Secret),
}

impl Wallet {
    /// Reads what the flags name.
    pub(super) fn open(given: &Given, env: &Env, lines: &[Line]) -> Result<Self, Failure> {
        if lines.iter().any(is_authorization) {
            return Ok(Self {
                own_header: true,
                ..Self::default()
            });
        }
        let mut wallet = Self {
            typed: typed(given, env)?,
            way: way(given)?,
            ..Self::default()
        };
        if let Way::Aws(_, token) = &mut wallet.way
            && wallet.typed.is_none()
        {
            (wallet.typed, *token) = aws_variables(env)?;
        }
        match (&wallet.typed, flag(&wallet.way)) {
            (Some(Typed::Token(_)), Some(flag)) => Err(Failure::usage(format_args!(
                "--bearer and --{flag} were both given; a request has one kind of credentials"
            ))),
            (Some(_), _) => Ok(wallet),
            (None, _) => {
                let netrc = netrc::read(given, env, &mut wallet.warnings)?;
                let way = wallet.way.clone();
                wallet.netrc = netrc.map(|netrc| Arc::new(Lookup { netrc, way }));
                Ok(wallet)
            }
        }
    }

    /// The credentials of a request to an origin, whose URL may have named a user.
    pub(super) fn credentials(
        &mut self,
        origin: &Origin,
        userinfo: Option<Userinfo>,
    ) -> Result<Option<Credentials>, Failure> {
        if self.own_header {
            return Ok(None);
        }
        let login = match &self.typed {
            Some(Typed::Token(token)) => {
                let means = Means::Bearer(token.clone());
                return Ok(Some(Credentials::new(origin.clone(), means)));
            }
            Some(Typed::Login(login)) => Some(login.clone()),
            None => self.found(&origin.host, userinfo),
        };
        let Some(login) = login else {
            return match flag(&self.way) {
                Some(flag) if self.netrc.is_none() => Err(Failure::usage(format_args!(
                    "--{flag} has no credentials to show"
                ))
                .hint("give them with -u USER:PASSWORD")),
                Some(_) | None => Ok(None),
            };
        };
        let means = self.way.means(&origin.host, login)?;
        Ok(Some(Credentials::new(origin.clone(), means)))
    }

    /// Where the credentials of hosts that a request is redirected to are looked up; nowhere where
    /// the URL named a user: what was given by hand is all there is.
    pub(super) fn elsewhere(&self, userinfo: Option<&Userinfo>) -> Option<Arc<Lookup>> {
        self.netrc.clone().filter(|_| userinfo.is_none())
    }

    /// The login of a URL, or of a host. A URL that names a user without a password may take that
    /// user's from netrc and no other's.
    fn found(&self, host: &Host, userinfo: Option<Userinfo>) -> Option<Login> {
        let netrc = self.netrc.as_deref();
        let Some(Userinfo { user, password }) = userinfo else {
            return netrc?.typed(host, None);
        };
        let of_netrc = || netrc?.typed(host, Some(&user));
        let password = password.or_else(|| of_netrc().map(|login| login.password));
        Some(Login {
            password: password.unwrap_or_else(|| Secret::new("")),
            user,
        })
    }
}

/// The flag that asks for a way.
fn flag(way: &Way) -> Option<&'static str> {
    match way {
        Way::Basic => None,
        Way::Digest => Some(flags::DIGEST.long),
        Way::Aws(..) => Some(flags::AWS_SIGV4.long),
    }
}

/// How many of the flags read stdin.
pub(super) fn stdin_uses(given: &Given) -> usize {
    let user = user_word(given).is_some_and(reads_stdin);
    let bearer = given.last(&flags::BEARER);
    let bearer = bearer.is_some_and(|word| secret::reads_stdin(word.as_encoded_bytes()));
    let typed = usize::from(user).saturating_add(usize::from(bearer));
    typed.saturating_add(identity::stdin_uses(given))
}

/// Whether a `USER:PASSWORD` is, or is partly, to be read from stdin.
pub(super) fn reads_stdin(word: &OsStr) -> bool {
    let typed = word.as_encoded_bytes();
    let at = memchr::memchr(b':', typed).filter(|_| !secret::is_source(typed));
    let place = at.and_then(|at| typed.get(at.saturating_add(1)..));
    secret::reads_stdin(place.unwrap_or(typed))
}

fn is_authorization(line: &Line) -> bool {
    let (Line::Set(name, _) | Line::Remove(name)) = line;
    name.as_str().eq_ignore_ascii_case("authorization")
}

fn way(given: &Given) -> Result<Way, Failure> {
    let expected = "a scope such as aws:amz:us-east-1:es";
    let scope = given.parse(&flags::AWS_SIGV4, expected, Scope::parse)?;
    match (given.switch(&flags::DIGEST), scope) {
        (true, Some(_)) => Err(Failure::usage(
            "--digest and --aws-sigv4 were both given; a request has one kind of credentials",
        )),
        (true, None) => Ok(Way::Digest),
        (false, Some(scope)) => Ok(Way::Aws(scope, None)),
        (false, None) => Ok(Way::Basic),
    }
}

/// The later of `-u` and `-a`.
fn user_word(given: &Given) -> Option<&OsStr> {
    let words = given.placed(&flags::USER).chain(given.placed(&flags::AUTH));
    words.max_by_key(|(place, _)| *place).map(|(_, word)| word)
}

fn typed(given: &Given, env: &Env) -> Result<Option<Typed>, Failure> {
    match (user_word(given), given.last(&flags::BEARER)) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(Failure::usage(
            "--user and --bearer were both given; a request has one kind of credentials",
        )),
        (Some(word), None) => login(word, env, "--user").map(|login| Some(Typed::Login(login))),
        (None, Some(word)) => token(word, env).map(|token| Some(Typed::Token(token))),
    }
}

fn token(word: &OsStr, env: &Env) -> Result<Secret, Failure> {
    let token = secret::read(word, env).map_err(|failure| failure.context("--bearer"))?;
    if is_b64token(token.expose()) {
        return Ok(token);
    }
    Err(Failure::usage(
        "--bearer: the token holds something else than letters, digits and -._~+/ with = at the \
         end",
    )
    .hint("give another kind of token with -H 'Authorization: …'"))
}

/// `USER:PASSWORD`, either the whole or the password from somewhere else.
pub(super) fn login(word: &OsStr, env: &Env, flag: &str) -> Result<Login, Failure> {
    let typed = word.as_encoded_bytes();
    let elsewhere = secret::is_source(typed);
    let whole = secret::read(word, env).map_err(|failure| failure.context(flag))?;
    let (user, password) = match memchr::memchr(b':', whole.expose()) {
        None => (whole.expose(), None),
        Some(at) => {
            let (user, rest) = whole.expose().split_at_checked(at).unwrap_or_default();
            (user, rest.split_first().map(|(_, password)| password))
        }
    };
    let password = match password {
        None => prompt::password(user, env)?,
        Some(password) if elsewhere => Secret::new(password),
        Some(password) => of_user(password, env, flag)?,
    };
    Ok(Login {
        user: user.to_vec(),
        password,
    })
}

/// The password of a typed `USER:PASSWORD`. One that begins as a place does may be meant as it is,
/// as in curl: an error must not show it. One that begins with `cmd:` is never run: a line such as
/// `-u "$user:$password"` must not make a command of what it is given.
fn of_user(password: &[u8], env: &Env, flag: &str) -> Result<Secret, Failure> {
    if password.starts_with(b"cmd:") {
        return Err(Failure::usage(format_args!(
            "{flag}: a password typed behind USER: is not run as a command"
        ))
        .hint(format!(
            "{flag} cmd:'COMMAND' prints USER:PASSWORD; a password that begins so is \\cmd:…"
        )));
    }
    let (what, otherwise, begins) = match password {
        [b'f', ..] => ("descriptor", "it is no number, empty or too long", "fd:"),
        [b'e', ..] => ("variable", "it is not set, empty or too long", "env:"),
        _ if password.starts_with(b"@env:") => {
            ("variable", "it is not set, empty or too long", "@")
        }
        _ => ("file", "it is empty or too long", "@"),
    };
    secret::read(&os_string(password), env).map_err(|failure| {
        // What the system says names nothing; other causes name the place.
        let of_system = failure.error.root_cause().downcast_ref::<io::Error>();
        let why = of_system.map_or(otherwise.to_owned(), ToString::to_string);
        Failure::usage(format_args!(
            "{flag}: the {what} of the password cannot be used: {why}"
        ))
        .hint(format!(
            "a password that begins with {begins} is written \\{begins}…"
        ))
    })
}

/// The key of the environment, which belongs together: nothing of it goes with a key of `-u`.
fn aws_variables(env: &Env) -> Result<(Option<Typed>, Option<FieldValue>), Failure> {
    let bytes = |variable| {
        env.variable(variable)
            .map(|value| value.into_encoded_bytes())
    };
    let (id, key) = (Variable::AwsAccessKeyId, Variable::AwsSecretAccessKey);
    let Some((user, key)) = bytes(id).zip(bytes(key)) else {
        return Ok((None, None));
    };
    let token = bytes(Variable::AwsSessionToken).map(|token| FieldValue::parse(&token));
    let token = token
        .transpose()
        .map_err(|byte| Failure::usage(format_args!("AWS_SESSION_TOKEN holds {byte}")))?;
    let login = Login {
        user,
        password: Secret::new(key),
    };
    Ok((Some(Typed::Login(login)), token))
}
