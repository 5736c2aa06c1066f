//! How a request is written, and the multipart body of `-F`.

use std::ffi::OsStr;

use crate::base::failure::Failure;
use crate::cli::args::shape as flags;
use crate::cli::body::{Body, Form};
use crate::cli::env::Env;
use crate::cli::files::os_string;
use crate::cli::flag::Flag;
use crate::cli::given::{Given, bad_value};
use crate::cli::headers::{Defaults, Line};
use crate::cli::parts::{self, Typed};
use crate::cli::values;
use crate::content::multipart;
use crate::http::content::Content;
use crate::http::fields::FieldValue;
use crate::http::head::Version;
use crate::http::shape::Shape;
use crate::http::uri::{self, Uri};
use crate::http::userinfo;

/// The shape that the flags ask for.
pub(super) fn shape(given: &Given, lines: &[Line]) -> Result<Shape, Failure> {
    let gzip = given.switch(&flags::GZIP_BODY);
    let coded = |line: &Line| {
        line.name()
            .as_str()
            .eq_ignore_ascii_case("content-encoding")
    };
    if gzip && lines.iter().any(coded) {
        return Err(Failure::usage(
            "--gzip-body and a Content-Encoding header are both given; one says how the body is coded",
        )
        .hint("leave out --gzip-body if the body is compressed already"));
    }
    let version = if given.switch(&flags::HTTP10) {
        Version::Http10
    } else {
        Version::Http11
    };
    Ok(Shape {
        version,
        target: given.parse(&flags::REQUEST_TARGET, "a request-target", target)?,
        chunked: given.switch(&flags::CHUNKED),
        expect_continue: given.switch(&flags::EXPECT100),
        gzip,
        raw: None,
    })
}

/// Header fields that have flags of their own.
pub(super) fn fields(given: &Given, defaults: &mut Defaults) -> Result<(), Failure> {
    if let Some(referer) = given.last(&flags::REFERER) {
        defaults.referer = Some(self::referer(referer)?).filter(|r| !r.as_bytes().is_empty());
    }
    let expected = "a range: FIRST-LAST, FIRST- or -COUNT, several separated by commas";
    defaults.range = given.parse(&flags::RANGE, expected, |text| {
        let range = values::ranges(text)?;
        FieldValue::parse(format!("bytes={range}").as_bytes()).ok()
    })?;
    Ok(())
}

/// What is sent of the URL is without userinfo and fragment, as RFC 9110 section 10.1.3 demands;
/// curl sends both.
fn referer(value: &OsStr) -> Result<FieldValue, Failure> {
    let flag = &flags::REFERER;
    let typed = value.as_encoded_bytes().trim_ascii_start();
    let bad = |expected: &str| {
        let masked = userinfo::masked(typed).map(|masked| os_string(&masked));
        bad_value(flag, masked.as_deref().unwrap_or(value), expected)
    };
    if typed.ends_with(b";auto") {
        let failure = bad("a URL: ';auto' is not supported");
        return Err(failure.hint("a URL that was left is told to nobody; name one"));
    }
    FieldValue::parse(typed)
        .and_then(|_| FieldValue::parse(&userinfo::referable(typed)))
        .map_err(|byte| bad(&format!("a header value: it holds {byte}")))
}

/// Anything that stays one word of the request-line.
fn target(text: &str) -> Option<String> {
    let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
    (visible && !text.is_empty()).then(|| text.to_owned())
}

/// Gives a URI the path as it was typed, where `--path-as-is` asks for it.
pub(super) fn path(given: &Given, word: &str, uri: &mut Uri) {
    if given.switch(&flags::PATH_AS_IS) {
        uri.path_and_query = uri::path_as_is(word);
    }
}

/// HTTPie's `-F` follows redirects and takes no value: the next word would be lost in a form.
pub(super) fn clash(given: &Given) -> Result<(), Failure> {
    let is_url = |value: &OsStr| {
        let text = value.as_encoded_bytes();
        text.starts_with(b"http://") || text.starts_with(b"https://")
    };
    match given.all(&flags::PART).find(|value| is_url(value)) {
        Some(url) => Err(bad_value(&flags::PART, url, "a form part: it is a URL")
            .hint("-F is curl's; write -F NAME=@FILE")),
        None => Ok(()),
    }
}

/// Adds the body that `-F` gives, with its `Content-Type`, to that of other flags and words.
pub(super) fn parts(given: &Given, env: &Env, body: &mut Body) -> Result<(), Failure> {
    let grammar = placed(given, &flags::PART, Typed::Grammar);
    let mut typed: Vec<_> = grammar
        .chain(placed(given, &flags::PART_TEXT, Typed::Literal))
        .collect();
    if typed.is_empty() {
        return Ok(());
    }
    if body.pieces.is_some() {
        return Err(
            Failure::usage("there are two bodies: --part and another").hint("give one of them")
        );
    }
    typed.sort_by_key(|(place, _)| *place);
    let parts = parts::parse(typed.into_iter().map(|(_, typed)| typed), env)?;
    let (content, content_type) = multipart::form(parts)?;
    body.pieces = match content {
        Content::Pieces(pieces) => Some(pieces),
        Content::None => None,
    };
    body.form = Form::Multipart;
    body.content_type = Some(content_type);
    Ok(())
}

fn placed<'a>(
    given: &'a Given,
    flag: &'a Flag,
    make: impl Fn(&'a OsStr) -> Typed<'a> + 'a,
) -> impl Iterator<Item = (usize, Typed<'a>)> {
    given
        .placed(flag)
        .map(move |(place, value)| (place, make(value)))
}
