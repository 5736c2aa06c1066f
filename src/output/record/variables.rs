//! The variables of `-w`: curl's names with curl's meanings, for HTTP. Those of other protocols
//! are there and empty, so that a pasted line works.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;

use super::leg::Leg;
use super::report::Report;
use crate::base::exit::Kind;

/// What a variable holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing: an empty text, `null` in JSON.
    Nothing,
    /// A text.
    Text(String),
    /// A number.
    Number(u64),
    /// A status: three digits as text, a number in JSON.
    Status(u16),
    /// A time, in seconds with six digits.
    Seconds(Duration),
}

impl Value {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn of(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(text.into()))
    }

    fn count(count: usize) -> Self {
        Self::Number(u64::try_from(count).unwrap_or(u64::MAX))
    }

    /// As a template shows it.
    pub fn shown(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Status(code) => format!("{code:03}"),
            Self::Seconds(time) => seconds(*time),
        }
    }

    /// As JSON.
    pub fn json(&self) -> String {
        match self {
            Self::Nothing => "null".to_owned(),
            Self::Text(text) => Json::from(text.as_str()).to_string(),
            Self::Number(number) => number.to_string(),
            Self::Status(code) => code.to_string(),
            Self::Seconds(time) => seconds(*time),
        }
    }
}

/// Seconds with six digits behind the point, cut as curl does.
pub fn seconds(time: Duration) -> String {
    format!("{}.{:06}", time.as_secs(), time.subsec_micros())
}

/// A variable: its name, and how it is had.
pub type Variable = (&'static str, fn(&Report<'_>) -> Value);

/// The variable of a name.
pub fn find(name: &str) -> Option<&'static Variable> {
    let at = ALL.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    ALL.get(at)
}

/// All of them, by name.
pub const ALL: &[Variable] = &[
    ("certs", certs),
    ("content_type", |report| field(report, "content-type")),
    ("errormsg", |report| Value::of(report.error)),
    ("exitcode", |report| Value::Number(report.code.into())),
    ("filename_effective", |report| {
        Value::of(report.file.map(|path| path.to_string_lossy()))
    }),
    ("ftp_entry_path", |_| Value::Nothing),
    ("http_code", status),
    ("http_connect", |report| {
        let tunnels = report.facts.legs.iter().rev();
        let status = tunnels.filter_map(Leg::tunnel_status).next();
        Value::Status(status.unwrap_or(0))
    }),
    ("http_version", |report| {
        Value::text(report.version().unwrap_or("0"))
    }),
    ("local_ip", |report| {
        address(report, |ends| ends.local.ip().to_string())
    }),
    ("local_port", |report| {
        port(report, |ends| ends.local.port())
    }),
    ("method", |report| {
        Value::of(report.leg().map(|leg| leg.method.as_str()))
    }),
    ("num_certs", |report| {
        let chain = report.tls().map(|tls| tls.chain.certificates.len());
        Value::count(chain.unwrap_or(0))
    }),
    ("num_connects", |report| {
        let opened = |leg: &&Leg| leg.connected.is_some();
        Value::count(report.facts.legs.iter().filter(opened).count())
    }),
    ("num_headers", |report| {
        Value::count(report.head.map_or(0, |head| head.fields.len()))
    }),
    ("num_redirects", |report| Value::count(report.redirects)),
    ("num_retries", |report| Value::count(report.retries)),
    ("proxy_ssl_verify_result", |_| Value::Number(0)),
    ("redirect_url", |report| Value::of(report.redirect_url)),
    ("referer", referer),
    ("remote_ip", |report| {
        address(report, |ends| ends.remote.ip().to_string())
    }),
    ("remote_port", |report| {
        port(report, |ends| ends.remote.port())
    }),
    ("response_code", status),
    ("scheme", |report| {
        let reached = report.leg().filter(|leg| leg.peer.is_some());
        let scheme = reached.and_then(|leg| Some(leg.uri.split_once(':')?.0));
        Value::of(scheme.map(str::to_ascii_uppercase))
    }),
    ("size_download", |report| {
        Value::Number(report.leg().map_or(0, |leg| leg.downloaded))
    }),
    ("size_header", |report| {
        let heads = report.facts.legs.iter().map(|leg| leg.answer_bytes);
        Value::count(heads.sum())
    }),
    ("size_request", |report| {
        let legs = report.facts.legs.iter();
        let heads: usize = legs.map(|leg| leg.asked_bytes).sum();
        let content = report.leg().map_or(0, |leg| leg.uploaded);
        Value::Number(content.saturating_add(u64::try_from(heads).unwrap_or(u64::MAX)))
    }),
    ("size_upload", |report| {
        Value::Number(report.leg().map_or(0, |leg| leg.uploaded))
    }),
    ("speed_download", |report| {
        speed(report, |leg| leg.downloaded)
    }),
    ("speed_upload", |report| speed(report, |leg| leg.uploaded)),
    ("ssl_verify_result", verified),
    ("time_appconnect", |report| step(report, |leg| leg.secured)),
    ("time_connect", |report| step(report, |leg| leg.connected)),
    ("time_namelookup", |report| {
        step(report, |leg| leg.resolved.or(leg.connecting))
    }),
    ("time_posttransfer", |report| step(report, |leg| leg.sent)),
    ("time_pretransfer", |report| step(report, |leg| leg.sending)),
    ("time_redirect", |report| {
        let since = |leg: &Leg| leg.begun.saturating_duration_since(report.facts.start);
        let last = report.leg().filter(|_| report.redirects > 0);
        Value::Seconds(last.map(since).unwrap_or_default())
    }),
    ("time_starttransfer", |report| {
        step(report, |leg| leg.first_byte)
    }),
    ("time_total", |report| Value::Seconds(report.facts.total())),
    ("url", |report| Value::text(report.url)),
    ("url_effective", |report| Value::text(report.effective())),
    ("urlnum", |report| Value::count(report.number)),
    ("xfer_id", |report| Value::count(report.number)),
];

fn status(report: &Report<'_>) -> Value {
    Value::Status(report.status().unwrap_or(0))
}

fn field(report: &Report<'_>, name: &str) -> Value {
    let value = report.head.and_then(|head| head.fields.all(name).last());
    Value::of(value.map(String::from_utf8_lossy))
}

/// OpenSSL's number for what is wrong with the certificate, as far as it is known: 0 is nothing,
/// 1 is unspecified. Under `--insecure` nobody has looked, and curl says what it would have found.
fn verified(report: &Report<'_>) -> Value {
    let refused = report.code == Kind::Certificate.code();
    let unverified = report.tls().is_some_and(|tls| !tls.verified);
    Value::Number(u64::from(refused || unverified))
}

/// The chain in PEM, each certificate after its subject and issuer, as curl writes it.
fn certs(report: &Report<'_>) -> Value {
    let mut text = String::new();
    let chain = report.tls().map(|tls| &tls.chain);
    for (chain, der) in chain
        .iter()
        .flat_map(|chain| chain.certificates.iter().map(move |der| (chain, der)))
    {
        if let Some(facts) = chain.read.and_then(|read| read(der)) {
            text.push_str(&format!(
                "Subject:{}\nIssuer:{}\n",
                facts.subject, facts.issuer
            ));
        }
        text.push_str(&pem(der));
    }
    Value::Text(text)
}

fn pem(der: &[u8]) -> String {
    let mut text = "-----BEGIN CERTIFICATE-----\n".to_owned();
    for line in der.chunks(PEM_BYTES) {
        text.push_str(&STANDARD.encode(line));
        text.push('\n');
    }
    text + "-----END CERTIFICATE-----\n"
}

/// Bytes in a line of PEM.
const PEM_BYTES: usize = 48;

fn referer(report: &Report<'_>) -> Value {
    let head = report.leg().map(|leg| leg.request_head.as_slice());
    let lines = head.unwrap_or_default().split(|byte| *byte == b'\n');
    let value = lines.rev().find_map(|line| {
        let (name, value) = line.split_at_checked("referer:".len())?;
        let is_it = name.eq_ignore_ascii_case(b"referer:");
        is_it.then(|| String::from_utf8_lossy(value).trim().to_owned())
    });
    Value::of(value)
}

fn address(report: &Report<'_>, which: fn(&super::leg::Ends) -> String) -> Value {
    let ends = report.leg().and_then(|leg| leg.ends);
    Value::text(ends.as_ref().map(which).unwrap_or_default())
}

fn port(report: &Report<'_>, which: fn(&super::leg::Ends) -> u16) -> Value {
    let ends = report.leg().and_then(|leg| leg.ends);
    Value::Number(ends.as_ref().map_or(0, which).into())
}

fn step(report: &Report<'_>, which: fn(&Leg) -> Option<Instant>) -> Value {
    Value::Seconds(report.since_start(which).unwrap_or_default())
}

/// Bytes a second over the whole time.
fn speed(report: &Report<'_>, bytes: fn(&Leg) -> u64) -> Value {
    let micros = report.facts.total().as_micros().max(1);
    let bytes = u128::from(report.leg().map_or(0, bytes));
    let speed = bytes.saturating_mul(1_000_000).checked_div(micros);
    Value::Number(u64::try_from(speed.unwrap_or_default()).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_found() {
        assert!(ALL.is_sorted_by(|a, b| a.0 < b.0));
        assert!(ALL.iter().all(|(name, _)| find(name).is_some()));
        assert!(find("nosuch").is_none());
    }

    #[test]
    fn values_look_as_curls() {
        for (value, shown, json) in [
            (Value::Nothing, "", "null"),
            (Value::text("a\"b"), "a\"b", "\"a\\\"b\""),
            (Value::Number(7), "7", "7"),
            (Value::Status(0), "000", "0"),
            (
                Value::Seconds(Duration::from_nanos(1_000_002_999)),
                "1.000002",
                "1.000002",
            ),
        ] {
            assert_eq!(
                (value.shown().as_str(), value.json().as_str()),
                (shown, json)
            );
        }
    }
}
