//! The choice of the proxies themselves: the flag, or the variables in curl's order.
//!
//! `http_proxy` counts in small letters alone: a CGI program finds the header `Proxy` of whoever
//! called it in `HTTP_PROXY`. The other variables count in capitals as well, small letters first.
//! A value that cannot be used is an error and never "no proxy", which curl makes of some.

use std::ffi::{OsStr, OsString};
use std::sync::Arc;

use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::secret::MASK;
use crate::cli::args::network::UNIX_SOCKET;
use crate::cli::args::proxy as flags;
use crate::cli::env::{Env, Variable};
use crate::cli::given::Given;
use crate::transport::proxy::{Config, Proxy, url};

/// What the flag says, or the environment; nobody is asked where a socket is named instead.
pub(super) fn chosen(given: &Given, env: &Env) -> Result<Option<Config>, Failure> {
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
