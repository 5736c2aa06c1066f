//! What a status asks of the user, in a few words (RFC 9110 section 15; 428, 429, 431 and 511 by
//! RFC 6585). Received text in it is escaped and cut; secrets in targets are masked.

use crate::base::escape::{cut, excerpt};
use crate::base::limits::SHOWN_TARGET_BYTES;
use crate::http::challenge::{self, Challenge};
use crate::http::fields::Fields;
use crate::http::status::{Class, StatusCode};
use crate::output::mask;

/// The meaning of a response with these fields; `followed` says that a redirect was.
pub fn of(status: StatusCode, fields: &Fields, followed: bool) -> String {
    match status.class() {
        Class::Informational => "more is to come".to_owned(),
        Class::Successful => success(status.code(), fields),
        Class::Redirection => redirection(status.code(), fields, followed),
        Class::ClientError => refusal(status.code(), fields),
        Class::ServerError => trouble(status.code(), fields),
    }
}

fn success(code: u16, fields: &Fields) -> String {
    let at = target(fields);
    match (code, at) {
        (200, _) if fields.first("content-length") == Some(b"0") => {
            "done, nothing to show".to_owned()
        }
        (200, _) => "done, here it is".to_owned(),
        (201, Some(at)) => format!("the new one is at {at}"),
        (201, None) => "done, something new is there".to_owned(),
        (202, Some(at)) => format!("taken on, not done yet: look at {at}"),
        (202, None) => "taken on, not done yet".to_owned(),
        (203, _) => "done, but a proxy changed what came".to_owned(),
        (204, _) => "done, nothing to show".to_owned(),
        (205, _) => "done, begin anew with an empty form".to_owned(),
        (206, _) => match shown(fields, "content-range") {
            Some(range) => format!("a part of it: {range}"),
            None => "a part of it".to_owned(),
        },
        (207, _) => "several outcomes: the body lists them".to_owned(),
        _ => "done".to_owned(),
    }
}

fn redirection(code: u16, fields: &Fields, followed: bool) -> String {
    let Some(at) = target(fields) else {
        return match code {
            300 => "there are several to choose from: the body may list them",
            304 => "not changed: what you have is still good",
            _ => "it is elsewhere, but the answer does not say where",
        }
        .to_owned();
    };
    let way = match code {
        304 => return "not changed: what you have is still good".to_owned(),
        300 => return format!("there are several to choose from, such as {at}"),
        301 => "moved for good",
        302 => "elsewhere for now",
        303 => "the answer is elsewhere",
        307 => "elsewhere for now, with the same method and body",
        308 => "moved for good, with the same method and body",
        _ => return format!("it points to {at}"),
    };
    match followed {
        true => format!("{way}: went on to {at}"),
        false => format!("{way}: look at {at} instead (add -L to go there)"),
    }
}

fn refusal(code: u16, fields: &Fields) -> String {
    let plain = match code {
        400 => "the server does not understand the request",
        401 => return wanted(fields),
        402 => "the server wants to be paid",
        403 => "you may not do this",
        404 => "nothing is there: check the path",
        405 => return listed("not allowed here", "allowed", fields, &["allow"]),
        406 => "there is no form of it that Accept asks for",
        407 => "the proxy wants credentials (begin the session with -U NAME:PASSWORD)",
        408 => "the server waited too long for the request: send it again",
        409 => "it conflicts with how things stand there: read the body",
        410 => "it is gone for good",
        411 => "the server wants to know the length of the body first",
        412 => "a condition of the request (If-...) does not hold",
        413 => return later("the body is too large", fields),
        414 => "the URL is too long",
        415 => {
            let takes = ["accept", "accept-post", "accept-patch", "accept-encoding"];
            let story = "the server does not take this type of body: check Content-Type";
            return listed(story, "it takes", fields, &takes);
        }
        416 => "there is no such part of it",
        417 => "the server does not do what Expect asks for",
        418 => "it is a teapot",
        421 => "this server does not answer for that host",
        422 => "the server understands the body, but not what it says: read the answer",
        423 => "it is locked",
        424 => "something failed that it depends on",
        425 => "too early: send it again",
        426 => {
            return listed(
                "the server wants another protocol",
                "it speaks",
                fields,
                &["upgrade"],
            );
        }
        428 => "the server wants a condition, such as If-Match",
        429 => return later("too many requests", fields),
        431 => "the headers are too large",
        451 => "it may not be shown by law",
        _ => "the server refuses the request: the body may say why",
    };
    plain.to_owned()
}

fn trouble(code: u16, fields: &Fields) -> String {
    let story = match code {
        500 => "an error in the server, not in the request",
        501 => "the server cannot do this, whatever the path",
        502 => "the server behind this one gave a bad answer",
        503 => "the server cannot answer for now",
        504 => "the server behind this one did not answer in time",
        505 => "the server does not speak this version of HTTP",
        507 => "the server has no room left",
        508 => "the server ran in circles",
        511 => "the network wants you to log in first",
        _ => "the server failed",
    };
    later(story, fields)
}

/// 401: the first challenge that can be answered, with how, else the first.
fn wanted(fields: &Fields) -> String {
    let all = challenge::challenges(fields.all("www-authenticate"));
    let known = all.iter().find(|one| answer(one).is_some());
    let Some(one) = known.or(all.first()) else {
        return "the server wants credentials, but does not say which".to_owned();
    };
    let scheme = excerpt(one.scheme);
    let realm = one.parameter("realm").map(excerpt);
    let realm = realm.map_or_else(String::new, |realm| format!(" realm \"{realm}\""));
    let how = answer(one).map_or_else(String::new, |how| format!(" ({how})"));
    format!("the server wants credentials: {scheme}{realm}{how}")
}

fn answer(challenge: &Challenge<'_>) -> Option<&'static str> {
    let answers = [
        ("basic", "set user NAME:PASSWORD"),
        ("digest", "set user NAME:PASSWORD, then set digest on"),
        ("bearer", "set bearer TOKEN"),
    ];
    let found = answers.iter().find(|(scheme, _)| challenge.is(scheme));
    found.map(|(_, how)| *how)
}

/// With what a list field names.
fn listed(story: &str, what: &str, fields: &Fields, names: &[&str]) -> String {
    let found = names.iter().find_map(|name| shown(fields, name));
    match found {
        Some(list) => format!("{story}; {what}: {list}"),
        None => story.to_owned(),
    }
}

/// With what `Retry-After` says: seconds, or a date (RFC 9110 section 10.2.3).
fn later(story: &str, fields: &Fields) -> String {
    match shown(fields, "retry-after") {
        Some(after) if after.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{story}; try again in {after} s")
        }
        Some(after) => format!("{story}; try again after {after}"),
        None => story.to_owned(),
    }
}

/// `Location` as it came: what can be typed as it is.
fn target(fields: &Fields) -> Option<String> {
    let value = fields.first("location").filter(|value| !value.is_empty())?;
    let masked = mask::value(b"location", value).map(String::into_bytes);
    Some(cut(masked.as_deref().unwrap_or(value), SHOWN_TARGET_BYTES))
}

/// All lines of a field, together.
fn shown(fields: &Fields, name: &str) -> Option<String> {
    let all: Vec<&[u8]> = fields.all(name).filter(|value| !value.is_empty()).collect();
    (!all.is_empty()).then(|| excerpt(&all.join(&b", "[..])))
}

#[cfg(test)]
#[path = "meaning_tests.rs"]
mod tests;
