//! `-vv`: whole messages on stderr, line by line, as they go over the wire: heads, content,
//! trailers, the chunks of content put together. Always escaped; binary content is told in a line.
//!
//! Lines are written when they are whole, so that notes never land inside one; a line that does
//! not end is written in pieces.

use std::time::Duration;

use super::colour::Paint;
use super::look::{Look, Part, Role, mark};
use super::mask::{self, Secrets};
use super::stderr;
use super::visible::{Layout, Visible};
use crate::base::event::{Direction, Event};

/// More of a line than this is not held.
const MOST_HELD: usize = 8 * 1024;
/// What is shown of binary content.
const SAMPLE: usize = 16;

/// Shows the messages of one job.
#[derive(Debug)]
pub struct Bodies {
    out: Text,
    back: Text,
    colour: bool,
}

/// Content of one direction.
#[derive(Debug)]
struct Text {
    mark: char,
    state: State,
}

#[derive(Debug)]
enum State {
    None,
    Lines { filter: Visible, held: Vec<u8> },
    Binary { size: u64, sample: Vec<u8> },
}

impl Bodies {
    /// Nothing shown yet.
    pub fn new(colour: bool) -> Self {
        let text = |direction| Text {
            mark: mark(direction),
            state: State::None,
        };
        Self {
            out: text(Direction::Out),
            back: text(Direction::In),
            colour,
        }
    }

    fn text(&mut self, direction: Direction) -> &mut Text {
        match direction {
            Direction::Out => &mut self.out,
            Direction::In => &mut self.back,
        }
    }

    fn line(&self, part: &Part<'_>) -> String {
        let line = part.bytes.strip_suffix(b"\n").unwrap_or(part.bytes);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // Its stars stand where -v has its mask, which does not tell the length.
        let line = mask::line(line, Secrets::shown_if(!part.masked));
        let line = match line.split_once(':') {
            Some((name, value)) if !name.contains(' ') => {
                Paint::Name.over(name, self.colour) + ":" + value
            }
            Some(_) | None => line,
        };
        format!("{} {line}", mark(part.direction))
            .trim_end()
            .to_owned()
            + "\n"
    }
}

impl Look for Bodies {
    fn part(&mut self, part: &Part<'_>) {
        let direction = part.direction;
        let mut shown = Vec::new();
        match part.role {
            Role::Head | Role::Trailers => {
                self.text(direction).end(&mut shown);
                let empty = matches!(part.bytes, b"\r\n" | b"\n");
                if part.role == Role::Head || !empty {
                    shown.extend_from_slice(self.line(part).as_bytes());
                }
            }
            Role::Content => self.text(direction).push(part.bytes, &mut shown),
            Role::ChunkSize | Role::LastChunk | Role::ChunkEnd | Role::Socks => {}
            Role::Stray => {
                let size = part.bytes.len();
                let note = format!("* {size} bytes came that are not part of any message\n");
                shown.extend_from_slice(note.as_bytes());
            }
        }
        if !shown.is_empty() {
            stderr::say_bytes(&shown);
        }
    }

    fn event(&mut self, _: Duration, _: Option<u64>, event: &Event<'_>) {
        let mut shown = Vec::new();
        match event {
            Event::RequestSent { .. } => self.out.end(&mut shown),
            Event::Ended => self.back.end(&mut shown),
            Event::Asking { .. } | Event::Retry(_) => return self.done(),
            Event::Resolved { .. }
            | Event::Connecting { .. }
            | Event::AttemptFailed { .. }
            | Event::Connected { .. }
            | Event::Secured(_)
            | Event::Reused { .. }
            | Event::RequestHead(_)
            | Event::FirstByte
            | Event::ResponseHead(_)
            | Event::Trailers(_)
            | Event::Received { .. }
            | Event::Note(_)
            | Event::Parted(_)
            | Event::Warning(_) => {}
        }
        if !shown.is_empty() {
            stderr::say_bytes(&shown);
        }
    }

    fn done(&mut self) {
        let mut shown = Vec::new();
        self.out.end(&mut shown);
        self.back.end(&mut shown);
        if !shown.is_empty() {
            stderr::say_bytes(&shown);
        }
    }
}

impl Text {
    fn push(&mut self, bytes: &[u8], shown: &mut Vec<u8>) {
        if matches!(self.state, State::None) {
            self.state = match is_binary(bytes) {
                true => State::Binary {
                    size: 0,
                    sample: Vec::new(),
                },
                false => State::Lines {
                    filter: Visible::new(Layout::Lines),
                    held: Vec::new(),
                },
            };
        }
        match &mut self.state {
            State::None => {}
            State::Binary { size, sample } => {
                *size = size.saturating_add(bytes.len() as u64);
                let room = SAMPLE.saturating_sub(sample.len());
                sample.extend(bytes.iter().take(room));
            }
            State::Lines { filter, held } => {
                filter.push(bytes, held);
                let whole = memchr::memrchr(b'\n', held).map(|at| at.saturating_add(1));
                let end = whole.or((held.len() > MOST_HELD).then_some(held.len()));
                let lines = held.drain(..end.unwrap_or(0)).collect::<Vec<_>>();
                marked(self.mark, &lines, shown);
            }
        }
    }

    /// Shows what is held.
    fn end(&mut self, shown: &mut Vec<u8>) {
        match std::mem::replace(&mut self.state, State::None) {
            State::None => {}
            State::Lines {
                mut filter,
                mut held,
            } => {
                filter.end(&mut held);
                marked(self.mark, &held, shown);
            }
            State::Binary { size, sample } => {
                let digits: Vec<_> = sample.iter().map(|byte| format!("{byte:02x}")).collect();
                let more = if size > SAMPLE as u64 { " …" } else { "" };
                let mark = self.mark;
                let digits = digits.join(" ");
                let line = format!("{mark} ({size} bytes of binary data: {digits}{more})\n");
                shown.extend_from_slice(line.as_bytes());
            }
        }
    }
}

fn marked(mark: char, lines: &[u8], shown: &mut Vec<u8>) {
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        shown.extend_from_slice(mark.encode_utf8(&mut [0; 4]).as_bytes());
        if !text.is_empty() {
            shown.push(b' ');
        }
        shown.extend_from_slice(text);
        shown.push(b'\n');
    }
}

/// Whether content that begins like this is not worth showing: a NUL, or much that is no text.
fn is_binary(bytes: &[u8]) -> bool {
    let bytes = bytes.get(..MOST_HELD).unwrap_or(bytes);
    let odd: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    memchr::memchr(0, bytes).is_some() || odd.saturating_mul(10) > bytes.len().saturating_mul(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(pieces: &[&[u8]]) -> String {
        let mut text = Bodies::new(false).back;
        let mut shown = Vec::new();
        for piece in pieces {
            text.push(piece, &mut shown);
        }
        text.end(&mut shown);
        String::from_utf8(shown).unwrap()
    }

    #[test]
    fn content_is_shown_by_whole_lines_and_made_harmless() {
        assert_eq!(
            show(&[b"a\n\nb\x1b[2J", b"c\r", b"\nd"]),
            "< a\n<\n< b\\x1b[2Jc\n< d\n"
        );
        assert_eq!(show(&["é\u{202e}".as_bytes()]), "< é\\u{202e}\n");
        let long = [b'x'; MOST_HELD + 1];
        assert_eq!(show(&[&long, b"y"]).lines().count(), 2);
        assert_eq!(show(&[&long[1..], b"y\n"]).lines().count(), 2 - 1);
    }

    #[test]
    fn binary_content_is_told_in_a_line() {
        assert_eq!(
            show(&[b"\x1f\x8b\x00", b"text"]),
            "< (7 bytes of binary data: 1f 8b 00 74 65 78 74)\n"
        );
        let told = show(&[&[0; 20]]);
        assert!(told.starts_with("< (20 bytes of binary data: 00 ") && told.ends_with(" …)\n"));
    }
}
