//! Command lines and the plans they make, from the outside of this room.

use super::env::Given as Surroundings;
use super::*;
use crate::base::exit::Kind;

mod request;
mod settings;

fn parse_in(surroundings: Surroundings, words: &[&str]) -> Result<Action, Failure> {
    let words = words.iter().map(OsString::from);
    parse(words, &Env::given(surroundings))
}

fn plan_in(surroundings: Surroundings, words: &[&str]) -> Plan {
    match parse_in(surroundings, words) {
        Ok(Action::Run(plan)) => *plan,
        other => panic!("{words:?}: {other:?}"),
    }
}

fn plan(words: &[&str]) -> Plan {
    plan_in(Surroundings::default(), words)
}

fn fails(words: &[&str]) -> String {
    let failure = parse_in(Surroundings::default(), words).unwrap_err();
    assert_eq!(failure.kind, Kind::Usage, "{words:?}");
    failure.to_string()
}

#[test]
fn help_and_version_are_printed() {
    for (words, begins) in [
        (&["-h"][..], "verb: "),
        (&["--help"], "verb: "),
        (&["help"], "verb: "),
        (&["-V"], "verb 0."),
        (&["get", "-V"], "verb 0."),
        (&["get", "-h"], "Fetch a resource\n"),
        (&["get", "--help", "no", "url"], "Fetch a resource\n"),
        (&["request", "-h"], "Send a request with any method\n"),
        (&["help", "get"], "Fetch a resource\n"),
        (&["help", "-h"], "Print a help page\n"),
        (&["man"], ".ie"),
        (&["completions", "bash"], "_verb()"),
    ] {
        match parse_in(Surroundings::default(), words) {
            Ok(Action::Print(text)) => assert!(text.starts_with(begins), "{words:?}: {text}"),
            other => panic!("{words:?}: {other:?}"),
        }
    }
}
