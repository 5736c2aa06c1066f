//! The words about redirects. curl follows more of them, and from https to http.

use super::{Settings, Tongue};
use crate::client::redirect::{Abroad, Plain, Policy};
use crate::http::content::{Content, Piece};
use crate::http::origin::Scheme;
use crate::run::plan::{Job, Plan};

impl Settings {
    /// How redirects are followed.
    pub(super) fn redirects(&mut self, job: &Job, plan: &Plan, tongue: Tongue) {
        let Some(policy) = plan.client.redirects else {
            return;
        };
        match policy.abroad {
            Abroad::Harmless => self.flag("-L"),
            Abroad::Everything => self.flag("--location-trusted"),
        }
        if tongue == Tongue::Curl && repeats_method(job) {
            let told = "that a redirect may change the method: curl repeats the word of -X";
            self.unsaid.push(told.to_owned());
        }
        let told = policy.most != Policy::default().most || tongue == Tongue::Curl;
        match policy.most {
            Some(most) if told => self.pair("--max-redirs", most.to_string()),
            Some(_) => {}
            None => self.pair("--max-redirs", "-1"),
        }
        if let Some(schemes) = schemes(policy, job.request.uri.origin.scheme, tongue) {
            self.pair("--proto-redir", schemes);
        }
    }
}

/// Whether curl has to be given a method that a redirect may change.
fn repeats_method(job: &Job) -> bool {
    let pieces = match &job.request.content {
        Content::None => &[][..],
        Content::Pieces(pieces) => pieces.as_slice(),
    };
    let data = |piece: &Piece| matches!(piece, Piece::Bytes(_));
    match job.request.method.as_str() {
        "GET" | "HEAD" => false,
        "POST" => !pieces.iter().all(data),
        "PUT" => !matches!(pieces, [piece] if !data(piece)),
        _ => true,
    }
}

/// The schemes of `--proto-redir`. Where a redirect may lead to http from http alone, curl has
/// words for it only as long as it begins with https.
fn schemes(policy: Policy, first: Scheme, tongue: Tongue) -> Option<&'static str> {
    Some(match (policy.http, policy.https) {
        (Plain::Always, true) => "=http,https",
        (Plain::Always, false) => "=http",
        (Plain::Never, true) => "=https",
        (Plain::Never, false) => "-all",
        (Plain::FromHttp, true) => match (tongue, first) {
            (Tongue::Verb, Scheme::Http | Scheme::Https) => return None,
            (Tongue::Curl, Scheme::Https) => "=https",
            (Tongue::Curl, Scheme::Http) => "=http,https",
        },
        (Plain::FromHttp, false) => match tongue {
            Tongue::Verb => "-https",
            Tongue::Curl => "=http",
        },
    })
}
