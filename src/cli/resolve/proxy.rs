//! Which proxies a run has: from flags, or from the environment by curl's rules.
//!
//! `http_proxy` counts in small letters alone: a CGI program finds the header `Proxy` of whoever
//! called it in `HTTP_PROXY`. The other variables count in capitals as well, small letters first.
//! A value that cannot be used is an error and never "no proxy", which curl makes of some.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;

use super::{credentials, request};
use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::secret::MASK;
use crate::cli::args::network::UNIX_SOCKET;
use crate::cli::args::proxy as flags;
use crate::cli::env::{Env, Variable};
use crate::cli::files;
use crate::cli::given::Given;
use crate::cli::headers::{self, Line};
use crate::http::fields::{FieldName, FieldValue};
use crate::http::request::Request;
use crate::transport::proxy::exempt::Exempt;
use crate::transport::proxy::{Config, Login, Proxy, url};
use crate::transport::{self, tls};

/// The proxies; `None` where there are none, and nothing else is looked at.
pub(super) fn config(
    given: &Given,
    env: &Env,
    tls: &tls::Config,
) -> Result<Option<Arc<Config>>, Failure> {
    let Some(mut config) = chosen(given, env)? else {
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

/// What the flag says, or the environment; nobody is asked where a socket is named instead.
fn chosen(given: &Given, env: &Env) -> Result<Option<Config>, Failure> {
    let unix = given.last(&UNIX_SOCKET).is_some();
    match given.last(&flags::PROXY) {
        // curl drops the proxy without a word.
        Some(word) if unix && !word.is_empty() => Err(Failure::usage(
            "--proxy and --unix-socket were both given; a connection goes one way",
        )
        .hint("leave one of them out")),
        Some(word) => {
            let by = "--proxy";
            let proxy = read(word, by)?;
            Ok(Some(Config {
                http: proxy.clone(),
                https: proxy,
                http_by: by,
                https_by: by,
                ..Config::default()
            }))
        }
        None if unix => Ok(None),
        None => environment(env),
    }
}

fn environment(env: &Env) -> Result<Option<Config>, Failure> {
    use Variable::{AllProxy, AllProxyCapitals, HttpProxy, HttpsProxy, HttpsProxyCapitals};
    let ask = |variables: &[Variable]| {
        let mut all = variables.iter();
        all.find_map(|variable| Some((env.variable(*variable)?, variable.name())))
    };
    // In a CGI program the variables are made of what somebody else says.
    let http = ask(&[HttpProxy]).filter(|_| env.variable(Variable::RequestMethod).is_none());
    let https = ask(&[HttpsProxy, HttpsProxyCapitals]);
    let all = match (&http, &https) {
        (Some(_), Some(_)) => None,
        (_, _) => ask(&[AllProxy, AllProxyCapitals]),
    };
    let (http, https) = (http.or_else(|| all.clone()), https.or(all));
    if http.is_none() && https.is_none() {
        return Ok(None);
    }
    let proxy = |found: &Option<(OsString, &'static str)>| match found {
        Some((word, by)) => read(word, by).map(|proxy| (proxy, *by)),
        None => Ok((None, "")),
    };
    let ((http, http_by), (https, https_by)) = (proxy(&http)?, proxy(&https)?);
    Ok(Some(Config {
        http,
        https,
        http_by,
        https_by,
        ..Config::default()
    }))
}

/// A proxy as typed; `None` for an empty word.
fn read(word: &OsStr, by: &str) -> Result<Option<Arc<Proxy>>, Failure> {
    if word.is_empty() {
        return Ok(None);
    }
    let Some(text) = word.to_str() else {
        return Err(Failure::usage(format_args!("{by}: the value is not UTF-8")));
    };
    let proxy = url::parse(text).map_err(|why| {
        // Whatever stands before an @ may be a password.
        let shown = match text.rsplit_once('@') {
            Some((_, after)) => format!("{MASK}@{}", excerpt(after.as_bytes())),
            None => excerpt(text.as_bytes()),
        };
        Failure::caused(Kind::Usage, why)
            .context(format_args!("{by}: '{shown}' is no proxy"))
            .hint("write [SCHEME://][USER:PASSWORD@]HOST[:PORT]; verb help proxies")
    })?;
    Ok(Some(Arc::new(proxy)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::env;
    use crate::http::uri::Uri;
    use crate::transport::proxy::route::Route;

    fn by(variables: &[(Variable, &str)], uri: &str) -> String {
        let env = Env::given(env::Given {
            variables: variables
                .iter()
                .map(|(v, text)| (*v, text.into()))
                .collect(),
            ..env::Given::default()
        });
        let config = match environment(&env) {
            Ok(config) => config.unwrap_or_default(),
            Err(failure) => return failure.to_string(),
        };
        match config.route(&Uri::parse(uri).unwrap().origin) {
            Route::By(proxy, by) => format!("{proxy} {by}"),
            Route::Straight | Route::Exempt(_) => "none".to_owned(),
        }
    }

    #[test]
    fn variables_are_asked_in_curls_order() {
        use Variable::{AllProxy, AllProxyCapitals, HttpProxy, HttpsProxy, HttpsProxyCapitals};
        for (variables, http, https) in [
            (&[][..], "none", "none"),
            (&[(HttpProxy, "p:1")], "http://p:1 http_proxy", "none"),
            (&[(HttpProxy, "")], "none", "none"),
            (
                &[(HttpsProxyCapitals, "p:1")],
                "none",
                "http://p:1 HTTPS_PROXY",
            ),
            (
                &[(HttpsProxy, "p:1"), (HttpsProxyCapitals, "q:1")],
                "none",
                "http://p:1 https_proxy",
            ),
            (
                &[(HttpsProxy, "socks5h://s:1"), (AllProxy, "p:1")],
                "http://p:1 all_proxy",
                "socks5h://s:1 https_proxy",
            ),
            (
                &[(AllProxyCapitals, "p:1"), (HttpsProxy, "")],
                "http://p:1 ALL_PROXY",
                "http://p:1 ALL_PROXY",
            ),
            (
                &[(HttpProxy, "p:1"), (Variable::RequestMethod, "GET")],
                "none",
                "none",
            ),
        ] {
            assert_eq!(by(variables, "http://a.test/"), http, "{variables:?}");
            assert_eq!(by(variables, "https://a.test/"), https, "{variables:?}");
        }
    }

    #[test]
    fn a_value_that_is_no_proxy_is_an_error_without_its_password() {
        let error = by(
            &[(Variable::HttpProxy, "http://u:s3cret@[bad")],
            "https://a.test/",
        );
        assert!(
            error.starts_with("http_proxy: '••••@[bad' is no proxy"),
            "{error}"
        );
        assert!(!error.contains("s3cret"), "{error}");
    }
}
