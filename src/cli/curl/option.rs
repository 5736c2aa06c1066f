//! One option of curl's, and how a word is found among them (curl's `tool_getparam.c`).

use super::others;
use super::table;

/// An option of curl.
#[derive(Debug)]
pub struct Opt {
    /// The long name without dashes.
    pub long: &'static str,
    /// The letter.
    pub letter: Option<char>,
    /// Whether it takes a value.
    pub value: bool,
    /// What becomes of it here.
    pub to: To,
}

/// What becomes of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// The flag of the same long name.
    Same,
    /// The flag of this long name.
    Flag(&'static str),
    /// Something that needs a second look.
    Own(Own),
    /// Content.
    Content(Part),
    /// Nothing has to be done, for this reason.
    Nothing(&'static str),
    /// There is nothing like it; what to do instead.
    Lacks(&'static str),
    /// It is about another protocol.
    NotHttp,
}

/// Options that are more than another spelling of a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// `-X`
    Method,
    /// `-I`
    Head,
    /// `--url`
    Url,
    /// `-H`
    Header,
    /// `-e`
    Referer,
    /// `--cacert`: in place of the other roots.
    Cacert,
    /// A value of 0 is no limit.
    Limit,
    /// `USER:PASSWORD`, for the flag of this name.
    Login(&'static str),
    /// A secret, for the flag of this name.
    Secret(&'static str),
    /// A proxy, for which this scheme is put before the value.
    Socks(&'static str),
    /// `--proto-default`
    ProtoDefault,
    /// `-g`
    Globoff,
    /// `-h`, `-M`
    Help,
    /// `-V`
    Version,
}

/// Options that give content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `-d`: drops line ends and NUL from files.
    Data,
    /// `--data-raw`
    DataRaw,
    /// `--data-binary`
    DataBinary,
    /// `--data-urlencode`
    DataUrlencode,
    /// `-G`: the data is the query.
    Get,
    /// `--json`: joined without `&`.
    Json,
    /// `-F`
    Form,
    /// `--form-string`
    FormString,
    /// `-T`
    Upload,
}

/// A switch.
pub const fn switch(long: &'static str, to: To) -> Opt {
    Opt {
        long,
        letter: None,
        value: false,
        to,
    }
}

/// An option with a value.
pub const fn value(long: &'static str, to: To) -> Opt {
    Opt {
        value: true,
        ..switch(long, to)
    }
}

impl Opt {
    /// With a letter.
    pub const fn short(self, letter: char) -> Self {
        Self {
            letter: Some(letter),
            ..self
        }
    }

    /// `-L (--location)`
    pub fn shown(&self) -> String {
        match self.letter {
            Some(letter) => format!("-{letter} (--{})", self.long),
            None => format!("--{}", self.long),
        }
    }
}

/// Why a long name is none.
#[derive(Debug, PartialEq, Eq)]
pub enum NotFound {
    /// No option begins so.
    Unknown,
    /// Several do.
    Ambiguous(Vec<&'static str>),
}

/// All options.
pub fn all() -> impl Iterator<Item = &'static Opt> {
    let tables = [table::REQUEST, table::RESPONSE, table::NETWORK];
    let others = [others::TLS, others::PROXY, others::TOOL, others::NOT_HTTP];
    tables.into_iter().chain(others).flatten()
}

/// The option of a letter.
pub fn by_letter(letter: char) -> Option<&'static Opt> {
    all().find(|opt| opt.letter == Some(letter))
}

/// The option of a long name, whole or cut short as long as it is clear, and whether it is turned
/// on: `--no-X` turns a switch off.
pub fn by_name(name: &str) -> Result<(&'static Opt, bool), NotFound> {
    if let Some(opt) = all().find(|opt| opt.long == name) {
        return Ok((opt, true));
    }
    let off = name.strip_prefix("no-").filter(|rest| !rest.is_empty());
    let mut found = all().filter(|opt| opt.long.starts_with(name));
    match (found.next(), found.next(), off) {
        (Some(opt), None, _) => Ok((opt, true)),
        (Some(one), Some(two), _) => {
            let names = [one.long, two.long].into_iter();
            Err(NotFound::Ambiguous(
                names.chain(found.map(|opt| opt.long)).collect(),
            ))
        }
        (None, _, Some(rest)) => switch_named(rest).map(|opt| (opt, false)),
        (None, _, None) => Err(NotFound::Unknown),
    }
}

fn switch_named(name: &str) -> Result<&'static Opt, NotFound> {
    match by_name(name)? {
        (opt, true) if !opt.value => Ok(opt),
        _ => Err(NotFound::Unknown),
    }
}
