//! What words become, by table.

use super::*;

fn known() -> Known {
    let mut known = Known::default();
    for path in ["/users", "/users/1", "/health", "/users"] {
        known.learn(path);
    }
    known
}

fn files(typed: &str) -> Vec<String> {
    let all = ["body.json", "my body.json", "dir/"];
    let fitting = all.iter().filter(|name| name.starts_with(typed));
    fitting.map(|name| (*name).to_owned()).collect()
}

fn texts(line: &str) -> Vec<String> {
    let found = complete(line, line.len(), &known(), &files);
    found.words.into_iter().map(|word| word.text).collect()
}

#[test]
fn the_word_before_the_cursor_becomes_what_fits_its_place() {
    for (line, wanted) in [
        ("GE", &["GET"] as &[&str]),
        ("ge", &["get"]),
        ("P", &["PATCH", "POST", "PUT"]),
        ("re", &["request"]),
        ("se", &["set"]),
        ("x", &[]),
        ("GET /u", &["/users", "/users/1"]),
        ("GET -v /h", &["/health"]),
        ("GET --max-time 3 /h", &["/health"]),
        ("GET /users /h", &[]),
        ("GET / --max-t", &["--max-time"]),
        ("GET / --no-verb", &["--no-verbose"]),
        ("GET / --oauth", &[]),
        ("GET / --color ", &["always", "auto", "never"]),
        ("GET / --color=a", &["--color=always", "--color=auto"]),
        ("GET / -o ", &["body.json", "dir/", "'my body.json'"]),
        ("GET / -vo b", &["body.json"]),
        ("GET / --output=m", &["'--output=my body.json'"]),
        (
            "GET / -H acc",
            &[
                "'Accept-Charset: ",
                "'Accept-Encoding: ",
                "'Accept-Language: ",
                "'Accept: ",
            ],
        ),
        ("GET / -H 'if-r", &["'If-Range: "]),
        ("GET / If-R", &["If-Range:"]),
        ("GET / if-r", &["If-Range:"]),
        ("POST / @", &["@body.json", "@dir/", "'@my body.json'"]),
        ("POST / '@my", &["'@my body.json'"]),
        ("POST / a=@b", &["a=@body.json"]),
        ("POST / a@b", &["a@body.json"]),
        ("POST / a:=@b", &["a:=@body.json"]),
        ("POST / -d @b", &["@body.json"]),
        ("help redir", &["redirects"]),
        ("set verb", &["verbose"]),
        ("set ra", &["raw"]),
        ("unset user", &["user", "user-agent"]),
        ("set header If-R", &["'If-Range: "]),
        ("last s", &["save"]),
        ("last save b", &["body.json"]),
        ("exit ", &[]),
        ("nonsense x", &[]),
    ] {
        assert_eq!(texts(line), wanted, "{line}");
    }
}

#[test]
fn what_stands_behind_the_cursor_does_not_count() {
    let found = complete("GET /h -v", 6, &known(), &files);
    assert_eq!((found.start, found.words.len()), (4, 1));
    let all = complete("", 0, &known(), &files).words;
    let names: Vec<&str> = all.iter().map(|word| word.text.as_str()).collect();
    for name in ["GET", "DELETE", "request", "help", "quit"] {
        assert!(names.contains(&name), "{name}");
    }
    assert!(!names.contains(&"get") && !names.contains(&"session"));
}

#[test]
fn so_many_paths_are_known() {
    let mut known = Known::default();
    for number in 0..=PATHS {
        known.learn(&format!("/{number}"));
    }
    assert_eq!(known.paths.len(), PATHS);
    assert_eq!(known.paths.front().map(String::as_str), Some("/1"));
}
