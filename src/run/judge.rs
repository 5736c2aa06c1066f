//! Whether a response's status is what was asked for, and what to say where it is not.

use crate::base::escape;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::Hop;
use crate::client::auth::{Credentials, Means};
use crate::client::redirect::{self, Abroad, Pointer, Policy};
use crate::http::challenge;
use crate::http::head::ResponseHead;
use crate::http::status::Class;
use crate::http::uri::Uri;

use super::plan::{Asked, Job, Plan};

/// What is wrong with the status of a response, which came after these redirects, in one line.
pub(super) fn judge(
    job: &Job,
    plan: &Plan,
    followed: &[Hop],
    head: &ResponseHead,
) -> Option<Failure> {
    let (verdict, status) = (&plan.verdict, head.status);
    if verdict.ok.contains(status) {
        return None;
    }
    let kind = match status.class() {
        Class::Informational | Class::Successful => Kind::Expectation,
        Class::Redirection => Kind::Redirection,
        Class::ClientError => Kind::ClientError,
        Class::ServerError => Kind::ServerError,
    };
    let asked = job.asked(followed);
    let failure = Failure::new(kind, told(&asked, head));
    let hint = match status.class() {
        Class::Redirection => not_followed(plan.client.redirects, asked.uri, head),
        Class::ClientError if status.code() == 401 => {
            left_behind(job, plan, followed, asked.uri).or_else(|| asked_for(job, head))
        }
        Class::ClientError if verdict.stdin_unused => {
            Some("stdin was not sent; add - to send it".to_owned())
        }
        Class::Informational | Class::Successful => {
            Some("--ok does not list this status".to_owned())
        }
        Class::ClientError | Class::ServerError => None,
    };
    Some(match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    })
}

/// A response's status and the request that it answers.
pub(super) fn told(asked: &Asked<'_>, head: &ResponseHead) -> String {
    format!("{} ({asked})", status(head))
}

/// A response's status with its reason.
pub(super) fn status(head: &ResponseHead) -> String {
    let reason = match head.reason.as_slice() {
        [] => head.status.reason().to_owned(),
        reason => escape::excerpt(reason),
    };
    format!("{} {reason}", head.status)
}

/// Where a response points that was not followed, and why it was not.
fn not_followed(policy: Option<Policy>, uri: &Uri, head: &ResponseHead) -> Option<String> {
    let leads = |location: &[u8]| {
        let shown = redirect::shown(uri, location);
        format!("not followed: it leads to {shown}")
    };
    match redirect::pointer(head) {
        Pointer::To(location) => Some(match redirect::resolve(uri, location) {
            Ok(_) => format!("{}; -L follows it", leads(location)),
            Err(why) => format!("{}, where nobody can go: {why}", leads(location)),
        }),
        Pointer::Torn => Some("not followed: it names different targets".to_owned()),
        Pointer::Missing if policy.is_some() => Some("not followed: it has no Location".to_owned()),
        Pointer::Empty if policy.is_some() => {
            Some("not followed: its Location is empty".to_owned())
        }
        Pointer::Missing | Pointer::Empty => None,
        Pointer::Status => {
            let location = head.fields.first("location")?;
            let never = format!(", and -L follows no {}", head.status);
            Some(leads(location) + &never)
        }
    }
}

/// What a 401 lacks that was left at another origin.
fn left_behind(job: &Job, plan: &Plan, followed: &[Hop], uri: &Uri) -> Option<String> {
    let kept = plan.client.redirects.map(|policy| policy.abroad) == Some(Abroad::Everything);
    let crossed = |hop: &Hop| hop.from.origin != hop.to.origin;
    let had = job.credentials.is_some() || job.request.fields.contains("authorization");
    (had && !kept && followed.iter().any(crossed)).then(|| {
        let origin = &uri.origin;
        format!("the credentials were not taken to {origin}; ask there, or give --location-trusted")
    })
}

/// What a 401 asks for, where it is not what was sent.
fn asked_for(job: &Job, head: &ResponseHead) -> Option<String> {
    let challenges = challenge::challenges(head.fields.all("www-authenticate"));
    let asks = |scheme: &[u8]| {
        let mut schemes = challenges.iter().map(|challenge| challenge.scheme);
        schemes.any(|asked| asked.eq_ignore_ascii_case(scheme))
    };
    let means = job.credentials.as_ref().map(Credentials::means);
    let digest = matches!(means, Some(Means::Digest(_)));
    let hint = if asks(b"digest") && !digest {
        "the server asks for Digest: give --digest -u USER:PASSWORD"
    } else if asks(b"basic") && (means.is_none() || digest) {
        "the server asks for Basic: give -u USER:PASSWORD, without --digest"
    } else if asks(b"bearer") && means.is_none() {
        "the server asks for Bearer: give --bearer TOKEN"
    } else {
        return None;
    };
    Some(hint.to_owned())
}
