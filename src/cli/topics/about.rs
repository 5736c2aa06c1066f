//! What each help topic is about, in a few words, for the table of contents that `verb help`
//! prints.

/// Topics and what they are about.
const ABOUT: &[(&str, &str)] = &[
    (
        "urls",
        "what may be left out of a URL, and how it is encoded",
    ),
    ("bodies", "where a request's body comes from"),
    (
        "items",
        "name=text, name:=json, name==query, Name:header, name@file",
    ),
    ("json", "sending JSON, and changing it on the way"),
    ("multipart", "forms with files, by -F or by items"),
    ("headers", "what is sent unasked, and how to change it"),
    (
        "credentials",
        "-u, --bearer, netrc; secrets off the command line",
    ),
    ("cookies", "sending, keeping and sharing them"),
    ("redirects", "what -L follows, and what it leaves behind"),
    ("output", "what goes to stdout, to a terminal and to stderr"),
    (
        "files",
        "-o, -O, -C: downloads that replace whole files only",
    ),
    ("jq", "-q: values out of JSON"),
    (
        "captures",
        "values of one response as variables of a shell or of CI",
    ),
    ("events", "streams: server-sent events and JSON lines"),
    (
        "parts",
        "-p and --to: heads, bodies, status and metadata apart",
    ),
    (
        "write-out",
        "-w: facts in a form of your own, by curl's variables",
    ),
    ("metadata", "--meta: all facts as one JSON object"),
    ("trace", "-v, --timing, --trace, --har: looking at the wire"),
    ("record", "--record and verb replay: the same bytes again"),
    ("session", "many requests over one connection, a line each"),
    ("exit-codes", "what each exit status means"),
    ("timeouts", "limits on time, and what is limited unasked"),
    (
        "retries",
        "--retry: what is tried again, when, and what never is",
    ),
    ("many", "several URLs, in order or side by side"),
    ("network", "addresses, interfaces, sockets and rates"),
    ("proxies", "-x and the variables that name a proxy"),
    (
        "tls",
        "what is trusted, client certificates, pins, versions",
    ),
    ("stdin", "when it is read, and when it is not"),
    ("environment", "the variables that are read"),
    ("curl", "what becomes of a pasted curl line"),
    ("httpie", "verb for those who know HTTPie"),
    ("examples", "command lines worth copying"),
];

/// What a topic is about.
pub(super) fn of(topic: &str) -> &'static str {
    let known = ABOUT.iter().find(|(name, _)| *name == topic);
    known.map_or("", |(_, about)| about)
}

#[cfg(test)]
mod tests {
    use super::super::NAMES;
    use super::*;

    #[test]
    fn every_topic_is_told_of_in_one_line() {
        for name in NAMES {
            let about = of(name);
            assert!(!about.is_empty() && about.chars().count() <= 64, "{name}");
        }
    }
}
