//! `--meta`: one JSON object that tells of a job, valid also when nothing was reached. Names are
//! lower case, times are milliseconds, sizes are bytes; what is not known is `null`.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

use super::leg::{Leg, Phases};
use super::report::Report;
use crate::base::clock;
use crate::base::event::{CertificateFacts, Secured};
use crate::http::fields::Fields;

/// The object, on one line with its end.
pub fn object(report: &Report<'_>) -> String {
    let leg = report.leg();
    let object = json!({
        "url": report.url,
        "method": leg.map(|leg| leg.method.as_str()),
        "url_effective": report.effective(),
        "status": report.status(),
        "reason": report.head.map(|head| String::from_utf8_lossy(&head.reason)),
        "http_version": report.version(),
        "headers": report.head.map(|head| fields(&head.fields)),
        "redirects": redirects(report),
        "retries": report.retries,
        "started": started(report.facts.date),
        "times_ms": leg.map(|leg| times(leg, report)),
        "connection": leg.map(connection),
        "tls": report.tls().map(|secured| tls(secured, report.facts.date)),
        "sizes": leg.map(sizes),
        "file": report.file.filter(keeps).map(|path| path.to_string_lossy()),
        "exit": report.code,
        "error": report.error,
    });
    format!("{object}\n")
}

/// Whether a place keeps what is written there. A body that is not wanted goes to none that does.
fn keeps(path: &&Path) -> bool {
    path.as_os_str() != "/dev/null"
}

/// A time of the clock in RFC 3339's form, in UTC.
pub fn started(date: SystemTime) -> Option<String> {
    let since = date.duration_since(UNIX_EPOCH).ok()?;
    let micros = i64::try_from(since.as_micros()).ok()?;
    let stamp = jiff::Timestamp::from_microsecond(micros).ok()?;
    Some(format!("{stamp:.6}"))
}

/// Fields by name in lower case: a text, or an array where there are several.
pub fn fields(section: &Fields) -> Value {
    let mut members = Map::new();
    for (name, value) in section.iter() {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let value = Value::from(String::from_utf8_lossy(value));
        match members.get_mut(&name) {
            None => drop(members.insert(name, value)),
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    Value::Object(members)
}

/// The redirects that were followed: what was asked, and the status that led on.
fn redirects(report: &Report<'_>) -> Value {
    let legs = &report.facts.legs;
    let steps = legs.iter().zip(legs.iter().skip(1));
    let hops = steps.filter_map(|(leg, next)| {
        let status = leg.status().filter(|code| (300..400).contains(code))?;
        let (from, to) = (&leg.uri, &next.uri);
        Some(json!({"status": status, "method": leg.method, "from": from, "to": to}))
    });
    hops.collect()
}

fn times(leg: &Leg, report: &Report<'_>) -> Value {
    let end = report.facts.end.unwrap_or_else(clock::now);
    let Phases {
        resolve,
        connect,
        tls,
        send,
        wait,
        receive,
    } = leg.phases(leg.ended.unwrap_or(end));
    let ms = |time: std::time::Duration| (time.as_secs_f64() * 1e6).round() / 1e3;
    json!({
        "resolve": ms(resolve),
        "connect": ms(connect),
        "tls": ms(tls),
        "send": ms(send),
        "wait": ms(wait),
        "receive": ms(receive),
        "total": ms(report.facts.total()),
    })
}

fn connection(leg: &Leg) -> Value {
    let ends = leg.ends;
    json!({
        "peer": leg.peer,
        "reused": leg.reused,
        "local": ends.map(|ends| ends.local.to_string()),
        "remote": ends.map(|ends| ends.remote.to_string()),
    })
}

fn tls(secured: &Secured, date: SystemTime) -> Value {
    let chain = &secured.chain;
    let leaf = chain.certificates.first();
    let leaf = leaf.and_then(|der| chain.read.and_then(|read| read(der)));
    json!({
        "version": secured.version,
        "cipher": secured.suite,
        "alpn": secured.alpn,
        "resumed": secured.resumed,
        "verified": secured.verified,
        "trust": secured.trust,
        "chain_length": chain.certificates.len(),
        "certificate": leaf.map(|leaf| certificate(&leaf, date)),
    })
}

fn certificate(leaf: &CertificateFacts, date: SystemTime) -> Value {
    let day = |seconds| jiff::Timestamp::from_second(seconds).ok();
    let shown = |seconds| day(seconds).map(|stamp| stamp.to_string());
    let now = date.duration_since(UNIX_EPOCH).ok();
    let now = now.and_then(|since| i64::try_from(since.as_secs()).ok());
    let left = now.map(|now| {
        leaf.not_after
            .saturating_sub(now)
            .div_euclid(SECONDS_PER_DAY)
    });
    json!({
        "subject": leaf.subject,
        "issuer": leaf.issuer,
        "serial": leaf.serial,
        "not_before": shown(leaf.not_before),
        "not_after": shown(leaf.not_after),
        "days_left": left,
        "names": leaf.names,
        "sha256": leaf.sha256,
    })
}

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

fn sizes(leg: &Leg) -> Value {
    let heads: usize = leg.response_heads.iter().map(Vec::len).sum();
    json!({
        "request_head": leg.request_head.len(),
        "request_body": leg.uploaded,
        "response_head": heads,
        "response_body": leg.downloaded,
    })
}

#[cfg(test)]
mod tests {
    use super::super::facts::Facts;
    use super::*;
    use crate::base::event::{Event, Observer};

    fn report(facts: &Facts) -> Value {
        let report = Report {
            facts,
            url: "http://a.test/1",
            number: 0,
            head: None,
            redirects: 0,
            retries: 0,
            redirect_url: None,
            file: None,
            code: 7,
            error: Some("no \"luck\""),
        };
        let text = object(&report);
        assert_eq!(text.matches('\n').count(), 1);
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn nothing_reached_is_still_an_object() {
        let mut facts = Facts::begin();
        facts.finish();
        let object = report(&facts);
        assert_eq!(object["exit"], 7);
        assert_eq!(object["error"], "no \"luck\"");
        assert_eq!(object["status"], Value::Null);
        assert_eq!(object["url_effective"], "http://a.test/1");
        let started = object["started"].as_str().unwrap();
        assert!(started.parse::<jiff::Timestamp>().is_ok(), "{started}");
    }

    #[test]
    fn redirects_are_told_from_other_rounds() {
        let mut facts = Facts::begin();
        for (uri, status) in [("1", "302"), ("2", "401"), ("2", "200")] {
            facts.on(&Event::Asking {
                method: "GET",
                uri: format_args!("http://a.test/{uri}"),
            });
            let head = format!("HTTP/1.1 {status} X\r\n\r\n");
            facts.on(&Event::ResponseHead(head.as_bytes()));
        }
        let hop = json!({
            "status": 302, "method": "GET", "from": "http://a.test/1", "to": "http://a.test/2",
        });
        assert_eq!(report(&facts)["redirects"], json!([hop]));
    }
}
