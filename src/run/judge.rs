//! Whether a response's status is what was asked for, and what to say where it is not.

use crate::base::escape;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::auth::{Credentials, Means};
use crate::http::challenge;
use crate::http::head::ResponseHead;
use crate::http::status::Class;
use crate::http::userinfo;

use super::plan::{Job, Verdict};

/// What is wrong with a response's status, in one line.
pub(super) fn judge(job: &Job, verdict: &Verdict, head: &ResponseHead) -> Option<Failure> {
    let status = head.status;
    if verdict.ok.contains(status) {
        return None;
    }
    let kind = match status.class() {
        Class::Informational | Class::Successful => Kind::Expectation,
        Class::Redirection => Kind::Redirection,
        Class::ClientError => Kind::ClientError,
        Class::ServerError => Kind::ServerError,
    };
    let failure = Failure::new(kind, told(job, head));
    Some(match hint(job, verdict, head) {
        Some(hint) => failure.hint(hint),
        None => failure,
    })
}

/// A response's status and its request.
pub(super) fn told(job: &Job, head: &ResponseHead) -> String {
    let (method, uri) = (&job.request.method, &job.request.uri);
    format!("{} ({method} {uri})", status(head))
}

/// A response's status with its reason.
pub(super) fn status(head: &ResponseHead) -> String {
    let reason = match head.reason.as_slice() {
        [] => head.status.reason().to_owned(),
        reason => escape::excerpt(reason),
    };
    format!("{} {reason}", head.status)
}

fn hint(job: &Job, verdict: &Verdict, head: &ResponseHead) -> Option<String> {
    match head.status.class() {
        Class::Redirection => {
            let target = head.fields.first("location")?;
            let masked = userinfo::masked(target);
            let shown = escape::excerpt(masked.as_deref().unwrap_or(target));
            Some(format!("not followed: it leads to {shown}"))
        }
        Class::ClientError if head.status.code() == 401 => asked_for(job, head),
        Class::ClientError if verdict.stdin_unused => {
            Some("stdin was not sent; add - to send it".to_owned())
        }
        Class::Informational | Class::Successful => {
            Some("--ok does not list this status".to_owned())
        }
        Class::ClientError | Class::ServerError => None,
    }
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
