//! The line that says that a status is not fine.

use super::colour::Paint;
use crate::base::escape::Escaped;
use crate::http::head::ResponseHead;
use crate::http::request::Request;

/// `verb: 404 Not Found (GET http://localhost/x)`, with its line end.
pub fn line(request: &Request, head: &ResponseHead, colour: bool) -> String {
    let reason = match head.reason.as_slice() {
        b"" => head.status.reason().to_owned(),
        reason => Escaped(reason).to_string(),
    };
    let space = if reason.is_empty() { "" } else { " " };
    let status = format!("{}{space}{reason}", head.status);
    let status = super::head::paint(head.status).over(&status, colour);
    let target = Escaped(request.uri.to_string().as_bytes()).to_string();
    let name = Paint::Bad.over("verb:", colour);
    format!("{name} {status} ({} {target})\n", request.method)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::content::Content;
    use crate::http::fields::Fields;
    use crate::http::method::Method;
    use crate::http::origin::{Host, Origin, Scheme};
    use crate::http::uri::Uri;

    #[test]
    fn the_line_names_status_method_and_uri() {
        let request = Request {
            method: Method::GET,
            uri: Uri {
                origin: Origin {
                    scheme: Scheme::Http,
                    host: Host::Name("localhost".to_owned()),
                    port: 8080,
                },
                path_and_query: "/x".to_owned(),
            },
            fields: Fields::default(),
            content: Content::None,
        };
        let mut head = super::super::head::tests::head(404, &[]);
        for (reason, shown) in [(&b""[..], "404 Not Found"), (b"Gone\x1b", "404 Gone\\x1b")] {
            head.reason = reason.to_vec();
            let expected = format!("verb: {shown} (GET http://localhost:8080/x)\n");
            assert_eq!(line(&request, &head, false), expected);
        }
    }
}
