//! `-w`: a template in curl's language, and what it comes to when a job is over.
//!
//! `%{name}` is a variable, `%header{name}` a field of the last head, `%{json}` and
//! `%{header_json}` all of them; `%{stderr}`, `%{stdout}` and `%output{FILE}` say where the rest
//! goes (`%output{>>FILE}` appends), `%{onerror}` keeps it for failures; `\n`, `\r`, `\t`, `%%`.
//! An unknown name is a mistake here, found before any connection; curl prints it as it stands.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::report::Report;
use super::variables::{self, Value, Variable};
use crate::base::escape::excerpt;
use crate::base::failure::Failure;

/// A template, taken apart.
#[derive(Debug, Clone)]
pub struct Template {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Variable(&'static Variable),
    Header(String),
    Json,
    HeaderJson,
    Goes(To),
    /// The rest is for failures only.
    OnError,
}

/// Where text of a template goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
    /// A file, emptied before.
    File(PathBuf),
    /// A file, at its end.
    Append(PathBuf),
}

impl Template {
    /// Takes a template apart.
    ///
    /// # Errors
    ///
    /// An unknown variable is a usage error that names those that are near.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let mut parser = Parser {
            rest: text,
            pieces: Vec::new(),
        };
        while parser.step()? {}
        Ok(Self {
            text: text.to_owned(),
            pieces: parser.pieces,
        })
    }

    /// The template as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The files that it writes to.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Goes(To::File(path) | To::Append(path)) => Some(path.as_path()),
            Piece::Goes(To::Stdout | To::Stderr)
            | Piece::Text(_)
            | Piece::Variable(_)
            | Piece::Header(_)
            | Piece::Json
            | Piece::HeaderJson
            | Piece::OnError => None,
        })
    }

    /// What the template comes to, in runs by where they go.
    pub fn render(&self, report: &Report<'_>) -> Vec<(To, String)> {
        let mut runs = vec![(To::Stdout, String::new())];
        for piece in &self.pieces {
            match piece {
                Piece::Goes(to) => {
                    runs.push((to.clone(), String::new()));
                    continue;
                }
                Piece::OnError if report.code == 0 => break,
                Piece::OnError => continue,
                Piece::Text(_)
                | Piece::Variable(_)
                | Piece::Header(_)
                | Piece::Json
                | Piece::HeaderJson => {}
            }
            if let Some((_, run)) = runs.last_mut() {
                run.push_str(&piece.shown(report));
            }
        }
        runs.retain(|(to, run)| !run.is_empty() || matches!(to, To::File(_)));
        runs
    }
}

impl Piece {
    fn shown(&self, report: &Report<'_>) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Variable((_, value)) => value(report).shown(),
            Self::Header(name) => {
                let value = report.head.and_then(|head| head.fields.first(name));
                String::from_utf8_lossy(value.unwrap_or_default()).into_owned()
            }
            Self::Json => json(report),
            Self::HeaderJson => header_json(report),
            Self::Goes(_) | Self::OnError => String::new(),
        }
    }
}

/// All variables as one object on one line.
fn json(report: &Report<'_>) -> String {
    let member = |(name, value): &Variable| format!("\"{name}\":{}", value(report).json());
    let mut members: Vec<_> = variables::ALL.iter().map(member).collect();
    let version = Value::Text(concat!("verb/", env!("CARGO_PKG_VERSION")).to_owned());
    members.push(format!("\"curl_version\":{}", version.json()));
    format!("{{{}}}", members.join(","))
}

/// The fields of the last head: names in lower case, each with all its values, in order.
fn header_json(report: &Report<'_>) -> String {
    let mut members: Vec<(String, Vec<Json>)> = Vec::new();
    for (name, value) in report.head.into_iter().flat_map(|head| head.fields.iter()) {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let value = Json::from(String::from_utf8_lossy(value));
        match members.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => members.push((name, vec![value])),
        }
    }
    let lines: Vec<String> = members
        .into_iter()
        .map(|(name, values)| format!("{}:{}", Json::from(name), Json::from(values)))
        .collect();
    format!("{{{}\n}}", lines.join(",\n"))
}

struct Parser<'a> {
    rest: &'a str,
    pieces: Vec<Piece>,
}

impl Parser<'_> {
    /// Takes one piece off the front; false at the end.
    fn step(&mut self) -> Result<bool, Failure> {
        let at = self.rest.find(['%', '\\']);
        match at {
            None if self.rest.is_empty() => return Ok(false),
            None => {
                let text = std::mem::take(&mut self.rest);
                self.text(text);
            }
            Some(0) => self.special()?,
            Some(at) => {
                let (text, rest) = self.rest.split_at_checked(at).unwrap_or_default();
                self.rest = rest;
                self.text(text);
            }
        }
        Ok(true)
    }

    fn special(&mut self) -> Result<(), Failure> {
        for (mark, text) in [("\\n", "\n"), ("\\r", "\r"), ("\\t", "\t"), ("%%", "%")] {
            if let Some(rest) = self.rest.strip_prefix(mark) {
                self.rest = rest;
                self.text(text);
                return Ok(());
            }
        }
        for (mark, make) in [
            ("%{", Self::variable as fn(&str) -> Result<Piece, Failure>),
            ("%header{", |name| Ok(Piece::Header(name.to_owned()))),
            ("%output{", |file| Ok(Piece::Goes(output(file)?))),
        ] {
            let inside = self.rest.strip_prefix(mark);
            if let Some((name, rest)) = inside.and_then(|inside| inside.split_once('}')) {
                self.rest = rest;
                self.pieces.push(make(name)?);
                return Ok(());
            }
        }
        // A sign that begins nothing is itself.
        let (sign, rest) = self.rest.split_at_checked(1).unwrap_or_default();
        self.rest = rest;
        self.text(sign);
        Ok(())
    }

    fn variable(name: &str) -> Result<Piece, Failure> {
        Ok(match name {
            "json" => Piece::Json,
            "header_json" => Piece::HeaderJson,
            "stdout" => Piece::Goes(To::Stdout),
            "stderr" => Piece::Goes(To::Stderr),
            "onerror" => Piece::OnError,
            name => Piece::Variable(variables::find(name).ok_or_else(|| unknown(name))?),
        })
    }

    fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            Some(
                Piece::Variable(_)
                | Piece::Header(_)
                | Piece::Json
                | Piece::HeaderJson
                | Piece::Goes(_)
                | Piece::OnError,
            )
            | None => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }
}

fn output(file: &str) -> Result<To, Failure> {
    let to = match file.strip_prefix(">>") {
        Some(file) => To::Append(PathBuf::from(file)),
        None => To::File(PathBuf::from(file)),
    };
    match &to {
        To::File(path) | To::Append(path) if path.as_os_str().is_empty() => {
            Err(Failure::usage("--write-out: %output{} names no file"))
        }
        To::Stdout | To::Stderr | To::File(_) | To::Append(_) => Ok(to),
    }
}

fn unknown(name: &str) -> Failure {
    let near: Vec<&str> = variables::ALL
        .iter()
        .map(|(known, _)| *known)
        .filter(|known| {
            name.split('_')
                .any(|part| part.len() > 2 && known.contains(part))
        })
        .collect();
    let hint = match near.as_slice() {
        [] => "verb help write-out lists them".to_owned(),
        near => format!("there are {}", near.join(", ")),
    };
    let shown = excerpt(name.as_bytes());
    Failure::usage(format_args!(
        "--write-out: there is no variable %{{{shown}}}"
    ))
    .hint(hint)
}

#[cfg(test)]
mod tests {
    use super::super::facts::Facts;
    use super::*;
    use crate::http::fields::{FieldName, FieldValue, Fields};
    use crate::http::head::{ResponseHead, Version};
    use crate::http::status::StatusCode;

    fn head() -> ResponseHead {
        let mut fields = Fields::default();
        for (name, value) in [("X-A", "1"), ("Content-Type", "t/p"), ("x-a", "2\"")] {
            let (name, value) = (FieldName::parse(name), FieldValue::parse(value.as_bytes()));
            fields.push(&name.unwrap(), &value.unwrap());
        }
        ResponseHead {
            version: Version::Http11,
            status: StatusCode::new(200).unwrap(),
            status_line: b"HTTP/1.1 200 OK\r\n".to_vec(),
            reason: b"OK".to_vec(),
            fields,
        }
    }

    fn rendered(template: &str, code: u8) -> Vec<(To, String)> {
        let (facts, head) = (Facts::begin(), head());
        let report = Report {
            facts: &facts,
            url: "http://a.test/",
            number: 3,
            head: Some(&head),
            redirects: 0,
            retries: 0,
            redirect_url: None,
            file: None,
            code,
            error: None,
        };
        Template::parse(template).unwrap().render(&report)
    }

    fn text(template: &str) -> String {
        rendered(template, 0)
            .into_iter()
            .map(|(_, run)| run)
            .collect()
    }

    #[test]
    fn pieces_become_text() {
        for (template, expected) in [
            ("", ""),
            ("a%%b\\n\\t\\r\\q%", "a%b\n\t\r\\q%"),
            ("%{http_code} %{urlnum} %{url}", "200 3 http://a.test/"),
            ("%header{x-A}|%header{none}|", "1||"),
            ("%{errormsg}%{redirect_url}.", "."),
            ("%{unclosed", "%{unclosed"),
            ("%x %{exitcode}", "%x 0"),
            (
                "%{header_json}",
                "{\"x-a\":[\"1\",\"2\\\"\"],\n\"content-type\":[\"t/p\"]\n}",
            ),
        ] {
            assert_eq!(text(template), expected, "{template}");
        }
    }

    #[test]
    fn json_is_json_with_curls_names() {
        let json: Json = serde_json::from_str(&text("%{json}")).unwrap();
        assert_eq!(json["http_code"], 200);
        assert_eq!(json["content_type"], "t/p");
        assert_eq!(json["errormsg"], Json::Null);
        assert_eq!(json.as_object().unwrap().len(), variables::ALL.len() + 1);
    }

    #[test]
    fn the_rest_goes_where_it_is_sent() {
        let runs = rendered("a%{stderr}b%output{f}c%output{>>g}d%{stdout}e", 0);
        let run = |to, text: &str| (to, text.to_owned());
        assert_eq!(
            runs,
            [
                run(To::Stdout, "a"),
                run(To::Stderr, "b"),
                run(To::File("f".into()), "c"),
                run(To::Append("g".into()), "d"),
                run(To::Stdout, "e"),
            ]
        );
    }

    #[test]
    fn what_is_for_failures_is_kept_for_them() {
        let template = "a%{onerror}b";
        assert_eq!(rendered(template, 0), [(To::Stdout, "a".to_owned())]);
        assert_eq!(rendered(template, 7), [(To::Stdout, "ab".to_owned())]);
    }

    #[test]
    fn an_unknown_variable_is_a_mistake() {
        let told = Template::parse("%{http_status}").unwrap_err().to_string();
        assert!(
            told.contains("%{http_status}") && told.contains("http_code"),
            "{told}"
        );
        assert!(Template::parse("%output{}").is_err());
    }
}
