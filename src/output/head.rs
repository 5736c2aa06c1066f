//! Response heads for `-i` and `-D`: to a pipe or a file the bytes as received, to a terminal the
//! same lines escaped and coloured. They were asked for as data: nothing is masked.

use super::colour::Paint;
use super::config::Style;
use crate::base::escape::Escaped;
use crate::http::head::ResponseHead;
use crate::http::status::{Class, StatusCode};

/// The head in the given style, with the empty line that ends it.
pub fn render(head: &ResponseHead, style: Style) -> Vec<u8> {
    if style.terminal || style.colour {
        for_eyes(head, style.colour).into_bytes()
    } else {
        head.text()
    }
}

fn for_eyes(head: &ResponseHead, colour: bool) -> String {
    let line = Escaped(head.status_line.trim_ascii_end()).to_string();
    let mut text = paint(head.status).over(&line, colour);
    text.push('\n');
    for (name, value) in head.fields.iter() {
        let name = Escaped(name).to_string();
        text.push_str(&Paint::Name.over(&name, colour));
        text.push_str(": ");
        text.push_str(&Escaped(value).to_string());
        text.push('\n');
    }
    text.push('\n');
    text
}

/// The colour of a status.
pub fn paint(status: StatusCode) -> Paint {
    match status.class() {
        Class::Informational => Paint::Aside,
        Class::Successful => Paint::Good,
        Class::Redirection => Paint::Warning,
        Class::ClientError | Class::ServerError => Paint::Bad,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::http::fields::{Fields, Span};
    use crate::http::head::Version;

    pub(in crate::output) fn head(status: u16, lines: &[(&str, &str)]) -> ResponseHead {
        let (mut text, mut spans) = (Vec::new(), Vec::new());
        for (name, value) in lines {
            let start = text.len();
            text.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
            let value_at = start + name.len() + 2;
            spans.push(Span {
                name: start..start + name.len(),
                value: value_at..value_at + value.len(),
            });
        }
        ResponseHead {
            version: Version::Http11,
            status: StatusCode::new(status).unwrap(),
            status_line: format!("HTTP/1.1 {status} \x1b]0;pwn\x07OK\r\n").into_bytes(),
            reason: b"\x1b]0;pwn\x07OK".to_vec(),
            fields: Fields::from_wire(text, spans),
        }
    }

    #[test]
    fn a_pipe_gets_the_bytes_and_a_terminal_the_words() {
        let head = head(
            200,
            &[
                ("X", "\x1b[31mred\x1b]52;c;ZXZpbA==\x07"),
                ("Set-Cookie", "a=b"),
            ],
        );
        assert_eq!(render(&head, Style::default()), head.text());
        let style = Style {
            terminal: true,
            ..Style::default()
        };
        let shown = String::from_utf8(render(&head, style)).unwrap();
        let expected = "HTTP/1.1 200 \\x1b]0;pwn\\x07OK\nX: \\x1b[31mred\\x1b]52;c;ZXZpbA==\\x07\nSet-Cookie: a=b\n\n";
        assert_eq!(shown, expected);
        let colour = Style {
            colour: true,
            ..style
        };
        let shown = String::from_utf8(render(&head, colour)).unwrap();
        assert!(shown.starts_with("\x1b[32mHTTP/1.1 200 \\x1b]0;"));
    }
}
