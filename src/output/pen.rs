//! How the tokens of JSON look: indentation, colours, and strings that a terminal may show.

use super::colour::Paint;
use super::config::Style;
use super::visible::{Layout, Visible};

/// Nesting beyond which lines are not indented further: more fits no screen, and the output of
/// hostile input would grow with the square of its length.
const INDENTED_LEVELS: usize = 64;
/// A line end and as much white space as a line begins with.
const INDENT: &[u8; 1 + 2 * INDENTED_LEVELS] = &{
    let mut line = [b' '; 1 + 2 * INDENTED_LEVELS];
    line[0] = b'\n';
    line
};

/// Writes pieces of tokens.
pub(super) struct Pen {
    colour: bool,
    /// For a terminal: what is in strings, and what is no JSON, made visible.
    visible: Option<Filters>,
}

struct Filters {
    inside: Visible,
    raw: Visible,
}

impl Pen {
    pub(super) fn new(style: Style) -> Self {
        let filters = || Filters {
            inside: Visible::new(Layout::JsonString),
            raw: Visible::new(Layout::Lines),
        };
        Self {
            colour: style.colour,
            visible: style.terminal.then(filters),
        }
    }

    /// Whether every byte is passed on as it is.
    pub(super) fn keeps_bytes(&self) -> bool {
        self.visible.is_none()
    }

    /// Begins a line at this depth.
    pub(super) fn line(&self, depth: usize, out: &mut Vec<u8>) {
        let width = depth.min(INDENTED_LEVELS).saturating_mul(2);
        out.extend_from_slice(INDENT.get(..=width).unwrap_or_default());
    }

    /// The first byte of a coloured token.
    pub(super) fn begin(&self, paint: Paint, byte: u8, out: &mut Vec<u8>) {
        if self.colour {
            out.extend_from_slice(paint.on().as_bytes());
        }
        out.push(byte);
    }

    /// The end of a coloured token.
    pub(super) fn off(&self, out: &mut Vec<u8>) {
        if self.colour {
            out.extend_from_slice(Paint::OFF.as_bytes());
        }
    }

    /// Bytes inside a string, more of which may follow.
    pub(super) fn inside(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        match &mut self.visible {
            None => out.extend_from_slice(bytes),
            Some(filters) => filters.inside.push(bytes, out),
        }
    }

    /// The end of what is inside a string, or of a part of it that an escape ends.
    pub(super) fn settle(&mut self, out: &mut Vec<u8>) {
        if let Some(filters) = &mut self.visible {
            filters.inside.end(out);
        }
    }

    /// Bytes that are no JSON.
    pub(super) fn raw(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        match &mut self.visible {
            None => out.extend_from_slice(bytes),
            Some(filters) => filters.raw.push(bytes, out),
        }
    }

    /// The end of everything.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        if let Some(filters) = &mut self.visible {
            filters.raw.end(out);
        }
    }
}
