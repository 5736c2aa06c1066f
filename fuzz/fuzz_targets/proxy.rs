//! The parsers of proxies' URLs and of lists of exemptions over raw text: no panic, what is printed
//! is read back, and nothing that is accepted can split a line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use verb::http::uri::Uri;
use verb::transport::proxy::exempt::Exempt;
use verb::transport::proxy::url;

fuzz_target!(|text: &str| {
    if let Ok(proxy) = url::parse(text) {
        let shown = proxy.to_string();
        assert!(shown.bytes().all(|byte| matches!(byte, 0x21..=0x7e)));
        assert!(proxy.authorization().is_ok(), "credentials were checked");
        let again = url::parse(&shown).map(|proxy| proxy.to_string());
        assert_eq!(again, Ok(shown));
    }
    let Some(list) = Exempt::parse(text) else { return };
    let again = Exempt::parse(&list.text());
    for uri in ["http://a.test/", "http://127.0.0.1:81/", "http://[::1]/"] {
        let Ok(uri) = Uri::parse(uri) else { return };
        let find = |list: &Exempt| list.find(&uri.origin.host, uri.origin.port).map(str::to_owned);
        assert_eq!(again.as_ref().and_then(find), find(&list));
    }
});
