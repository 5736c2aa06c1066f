//! Which way leads to an origin: straight, or by which proxy and in which manner.

use std::sync::Arc;

use super::{Config, Proxy};
use crate::http::origin::{Origin, Scheme};
use crate::transport::resolve::Place;

/// The way to an origin.
#[derive(Debug, Clone, Copy)]
pub enum Route<'a> {
    /// Straight: there is no proxy for it.
    Straight,
    /// Straight, because this entry of the list of exemptions says so.
    Exempt(&'a str),
    /// By a proxy, which this flag or variable named.
    By(&'a Arc<Proxy>, &'static str),
}

impl Config {
    /// The way to an origin. Asked anew for each one, so that nothing of one proxy is shown to the
    /// next.
    pub fn route(&self, origin: &Origin) -> Route<'_> {
        let (proxy, by) = match origin.scheme {
            Scheme::Http => (&self.http, self.http_by),
            Scheme::Https => (&self.https, self.https_by),
        };
        let Some(proxy) = proxy else {
            return Route::Straight;
        };
        match self.exempt.find(&origin.host, origin.port) {
            Some(entry) => Route::Exempt(entry),
            None => Route::By(proxy, by),
        }
    }

    /// The proxy that forwards requests for an origin, if one does: one that speaks HTTP, for a
    /// plain origin that no detour leads away from.
    pub fn forwarding<'a>(&'a self, origin: &Origin, place: &Place) -> Option<&'a Arc<Proxy>> {
        match self.route(origin) {
            Route::By(proxy, _) if self.forwards(proxy, origin, place) => Some(proxy),
            Route::By(..) | Route::Straight | Route::Exempt(_) => None,
        }
    }

    /// Whether a proxy forwards requests for an origin instead of opening a tunnel to a place. With
    /// a detour there is a tunnel, as with curl: a forwarded request can name the origin alone.
    pub(super) fn forwards(&self, proxy: &Proxy, origin: &Origin, place: &Place) -> bool {
        let detoured = place.host != origin.host || place.port != origin.port;
        origin.scheme == Scheme::Http && proxy.protocol.is_http() && !self.tunnel && !detoured
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::uri::Uri;
    use crate::transport::proxy::exempt::Exempt;
    use crate::transport::proxy::url;

    fn proxy(text: &str) -> Option<Arc<Proxy>> {
        Some(Arc::new(url::parse(text).unwrap()))
    }

    #[test]
    fn each_scheme_has_its_proxy_and_exemptions_win() {
        let config = Config {
            http: proxy("p1:1"),
            https: proxy("socks5h://p2:2"),
            http_by: "http_proxy",
            https_by: "https_proxy",
            exempt: Exempt::parse("b.test").unwrap(),
            ..Config::default()
        };
        for (uri, wanted) in [
            ("http://a.test/", "http://p1:1 by http_proxy"),
            ("https://a.test/", "socks5h://p2:2 by https_proxy"),
            ("http://b.test/", "not by b.test"),
            ("https://x.b.test/", "not by b.test"),
        ] {
            let found = match config.route(&Uri::parse(uri).unwrap().origin) {
                Route::Straight => "straight".to_owned(),
                Route::Exempt(entry) => format!("not by {entry}"),
                Route::By(proxy, by) => format!("{proxy} by {by}"),
            };
            assert_eq!(found, wanted, "{uri}");
        }
        let none = Config::default();
        let origin = Uri::parse("http://a.test/").unwrap().origin;
        assert!(matches!(none.route(&origin), Route::Straight));
    }

    #[test]
    fn http_proxies_forward_plain_requests_that_no_detour_leads_away() {
        let origin = |uri: &str| Uri::parse(uri).unwrap().origin;
        let place = |origin: &Origin, port| Place {
            host: origin.host.clone(),
            port,
        };
        let (plain, secure) = (origin("http://a.test/"), origin("https://a.test/"));
        let tunnel = Config {
            tunnel: true,
            ..Config::default()
        };
        let none = Config::default();
        for (config, text, origin, port, wanted) in [
            (&none, "http://p", &plain, 80, true),
            (&none, "https://p", &plain, 80, true),
            (&none, "http://p", &plain, 81, false),
            (&none, "http://p", &secure, 443, false),
            (&none, "socks4://p", &plain, 80, false),
            (&tunnel, "http://p", &plain, 80, false),
        ] {
            let proxy = url::parse(text).unwrap();
            let found = config.forwards(&proxy, origin, &place(origin, port));
            assert_eq!(found, wanted, "{text} {port}");
        }
    }
}
