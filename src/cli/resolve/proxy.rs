//! Which proxies a run has, what they may be shown, and who is reached without: from flags and
//! the environment.

mod choice;

use std::path::PathBuf;
use std::sync::Arc;

use super::{credentials, request};
use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::cli::args::proxy as flags;
use crate::cli::env::{Env, Variable};
use crate::cli::files;
use crate::cli::given::Given;
use crate::cli::headers::{self, Line};
use crate::http::fields::{FieldName, FieldValue};
use crate::http::request::Request;
use crate::transport::proxy::exempt::Exempt;
use crate::transport::proxy::{Config, Login, url};
use crate::transport::{self, tls};

/// The proxies; `None` where there are none, and nothing else is looked at.
pub(super) fn config(
    given: &Given,
    env: &Env,
    tls: &tls::Config,
) -> Result<Option<Arc<Config>>, Failure> {
    let Some(mut config) = choice::chosen(given, env)? else {
        return Ok(None);
    };
    config.exempt = exempt(given, env)?;
    config.tunnel = given.switch(&flags::PROXYTUNNEL);
    config.agent = request::user_agent(given)?;
    let login = login(given, env)?;
    let fields = fields(given, env, &mut config)?;
    config.tls = secured(given, tls)?;
    for proxy in [&mut config.http, &mut config.https].into_iter().flatten() {
        let proxy = Arc::make_mut(proxy);
        proxy.fields.clone_from(&fields);
        if proxy.login.is_none() {
            proxy.login.clone_from(&login);
        }
    }
    Ok(Some(Arc::new(config)))
}

/// A `Proxy-Authorization` among the headers of requests is for a proxy that forwards them; there
/// has to be one for each, or it would go to an origin.
pub(super) fn check<'a>(
    mut requests: impl Iterator<Item = &'a Request>,
    transport: &transport::Config,
) -> Result<(), Failure> {
    let stray = |request: &&Request| {
        let forwarded = || transport.forwarding(&request.uri.origin).is_some();
        request.fields.contains("proxy-authorization") && !forwarded()
    };
    match requests.find(stray) {
        None => Ok(()),
        Some(request) => Err(Failure::usage(format_args!(
            "the header Proxy-Authorization would go to {}, which is no proxy",
            request.uri.origin
        ))
        .hint("give a proxy's credentials with -U, or the header with --proxy-header")),
    }
}

/// How many of the flags read stdin.
pub(super) fn stdin_uses(given: &Given) -> usize {
    let user = given.last(&flags::PROXY_USER);
    let user = user.is_some_and(credentials::reads_stdin);
    let lines = given.all(&flags::PROXY_HEADER);
    let lines = lines.filter(|value| *value == "@-").count();
    lines.saturating_add(usize::from(user))
}

fn exempt(given: &Given, env: &Env) -> Result<Exempt, Failure> {
    let variable = |variable: Variable| Some((env.variable(variable)?, variable.name()));
    let found = match given.last(&flags::NOPROXY) {
        Some(list) => Some((list.to_owned(), "--noproxy")),
        None => variable(Variable::NoProxy).or_else(|| variable(Variable::NoProxyCapitals)),
    };
    let Some((list, by)) = found else {
        return Ok(Exempt::default());
    };
    list.to_str().and_then(Exempt::parse).ok_or_else(|| {
        Failure::usage(format_args!(
            "{by}: '{}' is no list of hosts",
            excerpt(list.as_encoded_bytes())
        ))
    })
}

fn login(given: &Given, env: &Env) -> Result<Option<Login>, Failure> {
    let Some(word) = given.last(&flags::PROXY_USER) else {
        return Ok(None);
    };
    let typed = credentials::login(word, env, "--proxy-user")?;
    let login = Login {
        user: typed.user,
        password: typed.password,
    };
    url::check(&login).map_err(|why| Failure::usage(format_args!("--proxy-user: {why}")))?;
    Ok(Some(login))
}

/// The proxy's own headers. `User-Agent:` has CONNECT go without one.
fn fields(
    given: &Given,
    env: &Env,
    config: &mut Config,
) -> Result<Vec<(FieldName, FieldValue)>, Failure> {
    let mut fields = Vec::new();
    for line in headers::parse(given.all(&flags::PROXY_HEADER), env)? {
        let name = line.name().as_str();
        let is = |wanted: &&str| name.eq_ignore_ascii_case(wanted);
        if let Some(own) = ["Host", "Content-Length", "Transfer-Encoding"]
            .iter()
            .find(|n| is(n))
        {
            return Err(Failure::usage(format_args!(
                "--proxy-header: {own} says whom a request is for or where it ends, and is not \
                 to be changed"
            )));
        }
        let agent = is(&"User-Agent");
        match line {
            Line::Set(name, value) => fields.push((name, value)),
            Line::Remove(_) if agent => config.agent = None,
            Line::Remove(_) => {}
        }
    }
    Ok(fields)
}

/// TLS with https proxies. Of the origin's settings it shares what the environment says, and
/// nothing that was said of origins.
fn secured(given: &Given, origin: &tls::Config) -> Result<tls::Config, Failure> {
    let cacerts: Vec<PathBuf> = given.all(&flags::PROXY_CACERT).map(PathBuf::from).collect();
    for path in &cacerts {
        files::check(path).map_err(|failure| failure.context("--proxy-cacert"))?;
    }
    Ok(tls::Config {
        leg: tls::Leg::Proxy,
        insecure: given.switch(&flags::PROXY_INSECURE),
        given: cacerts,
        variable_files: origin.variable_files.clone(),
        variable_dir: origin.variable_dir.clone(),
        key_log: origin.key_log.clone(),
        ..tls::Config::default()
    })
}
