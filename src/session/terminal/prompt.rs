//! What stands before the cursor: where one is, or what is still wanted.

use crate::base::escape::Escaped;
use crate::http::uri::Uri;
use crate::output::colour::Paint;
use crate::session::input::Wanted;

/// What is asked with, plain and for a terminal with colours: both are of one width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Without escapes.
    pub plain: String,
    /// With colours, where they are welcome.
    pub styled: String,
}

/// `HOST:PORT/base/> `, or `... ` for the rest of a line and for a body below it.
pub fn of(base: &Uri, wanted: Wanted, colour: bool) -> Prompt {
    let text = match wanted {
        Wanted::Command => {
            let origin = &base.origin;
            let path = base.path_and_query.as_bytes();
            format!("{}:{}{}>", origin.host, origin.port, Escaped(path))
        }
        Wanted::More | Wanted::Body => "...".to_owned(),
    };
    Prompt {
        styled: format!("{} ", Paint::Name.over(&text, colour)),
        plain: format!("{text} "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_where_one_is() {
        for (base, wanted, shown) in [
            (
                "http://127.0.0.1:8080/",
                Wanted::Command,
                "127.0.0.1:8080/> ",
            ),
            (
                "http://127.0.0.1/api/",
                Wanted::Command,
                "127.0.0.1:80/api/> ",
            ),
            ("https://[::1]/", Wanted::Command, "[::1]:443/> "),
            ("http://h/", Wanted::More, "... "),
            ("http://h/", Wanted::Body, "... "),
        ] {
            let base = Uri::parse(base).unwrap();
            let prompt = of(&base, wanted, false);
            assert_eq!(
                (prompt.plain.as_str(), prompt.styled.as_str()),
                (shown, shown)
            );
            assert!(of(&base, wanted, true).styled.contains("\x1b["));
        }
    }
}
