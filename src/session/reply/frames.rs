//! `set raw on`: what goes over the wire as it goes, both ways, line by line, with the ends of lines
//! and the framing of chunks visible.

use std::time::Duration;

use crate::base::event::Event;
use crate::output::look::{Look, Part, Role, mark};
use crate::output::stderr;
use crate::session::last::shown;

/// Shows frames.
pub struct Frames;

impl Look for Frames {
    fn part(&mut self, part: &Part<'_>) {
        let text = lines(part);
        stderr::say(&text);
    }

    fn event(&mut self, _: Duration, _: Option<u64>, _: &Event<'_>) {}
}

fn lines(part: &Part<'_>) -> String {
    let mark = match part.role {
        Role::Stray => '?',
        Role::Head
        | Role::ChunkSize
        | Role::LastChunk
        | Role::Content
        | Role::ChunkEnd
        | Role::Trailers
        | Role::Socks => mark(part.direction),
    };
    let lines = part.bytes.split_inclusive(|byte| *byte == b'\n');
    lines
        .map(|line| format!("{mark} {}\n", shown(line, part.role, part.masked)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::event::Direction;

    #[test]
    fn frames_show_their_ends_and_nothing_that_a_terminal_obeys() {
        for (role, direction, bytes, told) in [
            (
                Role::Head,
                Direction::Out,
                &b"GET / HTTP/1.1\r\n"[..],
                "> GET / HTTP/1.1\\r\\n\n",
            ),
            (Role::ChunkSize, Direction::In, b"1f\r\n", "< 1f\\r\\n\n"),
            (
                Role::Content,
                Direction::In,
                b"a\n\x1b[2J",
                "< a\\n\n< \\x1b[2J\n",
            ),
            (Role::Stray, Direction::In, b"x", "? x\n"),
        ] {
            let part = Part {
                at: Duration::ZERO,
                connection: 1,
                direction,
                offset: 0,
                role,
                proxy: false,
                masked: false,
                bytes,
            };
            assert_eq!(lines(&part), told);
        }
    }
}
