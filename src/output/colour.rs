//! Colours: the sixteen of every terminal, so that the user's own palette decides how they look.

/// What is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// A key of a JSON object.
    Key,
    /// A JSON string.
    Text,
    /// A JSON number.
    Number,
    /// `true`, `false`, `null`.
    Literal,
    /// A field name, the version in a status-line.
    Name,
    /// A status that is fine.
    Good,
    /// A redirection, a warning.
    Warning,
    /// A failing status, the word before a failure.
    Bad,
    /// What is said about the connection.
    Aside,
}

impl Paint {
    /// The sequence that switches it on.
    pub const fn on(self) -> &'static str {
        match self {
            Self::Key => "\x1b[1;34m",
            Self::Text | Self::Good => "\x1b[32m",
            Self::Number | Self::Name => "\x1b[36m",
            Self::Literal | Self::Warning => "\x1b[33m",
            Self::Bad => "\x1b[1;31m",
            Self::Aside => "\x1b[2m",
        }
    }

    /// The sequence that switches any of them off.
    pub const OFF: &'static str = "\x1b[0m";

    /// Text in this colour where colours are wanted.
    pub fn over(self, text: &str, colour: bool) -> String {
        if colour {
            [self.on(), text, Self::OFF].concat()
        } else {
            text.to_owned()
        }
    }
}
