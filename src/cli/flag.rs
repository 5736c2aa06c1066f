//! A flag as plain data: the one source of parsing, help, man page and completions.
//!
//! The flags stand as constants under `args`, one file for each help heading; `command` makes clap
//! arguments of them. They are not clap's own from the start because building help texts into a
//! parser that is asked for help once in a thousand runs costs as much as the parsing.

/// The help heading that a flag stands under, in the order of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// What is sent.
    Request,
    /// Who is asking.
    Credentials,
    /// What becomes of the answer.
    Response,
    /// What counts as success.
    Outcome,
    /// How the peer is reached.
    Network,
    /// Whom to trust.
    Tls,
    /// The program itself.
    Tool,
}

impl Heading {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Request,
        Self::Credentials,
        Self::Response,
        Self::Outcome,
        Self::Network,
        Self::Tls,
        Self::Tool,
    ];

    /// The heading's text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "Request",
            Self::Credentials => "Credentials",
            Self::Response => "Response",
            Self::Outcome => "Outcome",
            Self::Network => "Network",
            Self::Tls => "TLS",
            Self::Tool => "Tool",
        }
    }
}

/// Where a flag is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Everywhere.
    Always,
    /// In the long help, the man page and completions.
    Long,
    /// Nowhere: taken so that lines pasted from elsewhere work, does nothing.
    Never,
}

/// What a flag's value is, for completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completion {
    /// Nothing that could be completed.
    Nothing,
    /// A file's name.
    File,
    /// One of these words.
    Words(&'static [&'static str]),
}

/// One flag.
#[derive(Debug, Clone, Copy)]
pub struct Flag {
    /// The long name without dashes; also what identifies the flag.
    pub long: &'static str,
    /// The letter.
    pub short: Option<char>,
    /// Other long names, not shown.
    pub aliases: &'static [&'static str],
    /// The name of its value in help texts; `None` for a switch.
    pub value: Option<&'static str>,
    /// The name of its second value, for the few that take two words.
    pub second: Option<&'static str>,
    /// A switch that also takes a value after an equals sign.
    pub takes_equals: bool,
    /// How the value is completed.
    pub completion: Completion,
    /// The long name of the inverse switch.
    pub inverse: Option<&'static str>,
    /// Long names of flags that this one cancels when it comes after them.
    pub cancels: &'static [&'static str],
    /// Where it stands in the help.
    pub heading: Heading,
    /// Where it is shown.
    pub shown: Shown,
    /// One line, without a full stop.
    pub help: &'static str,
    /// More sentences for the long help and the man page, after the line; may be empty.
    pub more: &'static str,
}

impl Flag {
    /// A flag without a value.
    pub const fn switch(heading: Heading, long: &'static str, help: &'static str) -> Self {
        Self {
            long,
            short: None,
            aliases: &[],
            value: None,
            second: None,
            takes_equals: false,
            completion: Completion::Nothing,
            inverse: None,
            cancels: &[],
            heading,
            shown: Shown::Always,
            help,
            more: "",
        }
    }

    /// A flag that is taken and does nothing.
    pub const fn ignored(long: &'static str) -> Self {
        Self {
            shown: Shown::Never,
            ..Self::switch(Heading::Tool, long, "Does nothing")
        }
    }

    /// A switch that also takes `--flag=VALUE`; a word after it is not its value.
    pub const fn takes_equals(self) -> Self {
        Self {
            takes_equals: true,
            ..self
        }
    }

    /// With a value.
    pub const fn value(self, name: &'static str) -> Self {
        Self {
            value: Some(name),
            ..self
        }
    }

    /// With two values, the word after the flag and the one after that.
    pub const fn values(self, first: &'static str, second: &'static str) -> Self {
        Self {
            second: Some(second),
            ..self.value(first)
        }
    }

    /// With a value that is a file's name.
    pub const fn file(self, name: &'static str) -> Self {
        Self {
            completion: Completion::File,
            ..self.value(name)
        }
    }

    /// With a value that is one of some words.
    pub const fn choice(self, name: &'static str, words: &'static [&'static str]) -> Self {
        Self {
            completion: Completion::Words(words),
            ..self.value(name)
        }
    }

    /// With a letter.
    pub const fn short(self, letter: char) -> Self {
        Self {
            short: Some(letter),
            ..self
        }
    }

    /// With other names.
    pub const fn aliases(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// With a switch that undoes it.
    pub const fn inverse(self, long: &'static str) -> Self {
        Self {
            inverse: Some(long),
            ..self
        }
    }

    /// Cancels others that came before.
    pub const fn cancels(self, others: &'static [&'static str]) -> Self {
        Self {
            cancels: others,
            ..self
        }
    }

    /// With more to say.
    pub const fn more(self, more: &'static str) -> Self {
        Self { more, ..self }
    }

    /// Too rare for the short help.
    pub const fn rare(self) -> Self {
        Self {
            shown: Shown::Long,
            ..self
        }
    }
}
