//! Words in, words out.

use super::option::Part;
use super::*;
use crate::cli::env::Given;

fn asked_with(stdin: &str, line: &[&str]) -> Result<Asked, Failure> {
    let given = Given {
        stdin_bytes: stdin.into(),
        ..Given::default()
    };
    let words: Vec<OsString> = line.iter().map(OsString::from).collect();
    translate(&words, &Env::given(given))
}

fn words(line: &[&str]) -> String {
    match asked_with("one\r\ntwo\n", line) {
        Ok(Asked::Words(words)) => {
            let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
            words.join("|")
        }
        other => panic!("{line:?}: {other:?}"),
    }
}

fn error(line: &[&str]) -> String {
    asked_with("", line).unwrap_err().to_string()
}

const UNDERSTOOD: &[(&[&str], &str)] = &[
    (&["a.test"], "get|http://a.test"),
    (
        &["-fsS", "a.test"],
        "get|--fail|--silent|--show-error|http://a.test",
    ),
    (
        &["-sSfo", "f", "a.test"],
        "get|--silent|--show-error|--fail|--output=f|http://a.test",
    ),
    (
        &["-of", "a.test", "-k"],
        "get|--output=f|--insecure|http://a.test",
    ),
    (&["-o", "-", "a.test"], "get|--output=-|http://a.test"),
    (&["-XPUT", "a.test"], "put|http://a.test"),
    (
        &["-X", "PURGE", "a.test"],
        "request|--request=PURGE|http://a.test",
    ),
    (
        &["-X", "get", "a.test"],
        "request|--request=get|http://a.test",
    ),
    (&["-I", "a.test"], "head|--show-headers|http://a.test"),
    (
        &["-I", "-X", "GET", "a.test"],
        "get|--show-headers|http://a.test",
    ),
    (
        &["-da=1", "-d", "b", "a.test"],
        "post|--data-raw=a=1|--data-raw=b|http://a.test",
    ),
    (&["-d", "-x", "a.test"], "post|--data-raw=-x|http://a.test"),
    (&["-d", "", "a.test"], "post|--data-raw=|http://a.test"),
    (&["-d@-", "a.test"], "post|--data-raw=onetwo|http://a.test"),
    (
        &["--data-raw", "@x", "a.test"],
        "post|--data-raw=@x|http://a.test",
    ),
    (
        &["--data-binary", "@-", "a.test"],
        "post|--data-binary=@-|http://a.test",
    ),
    (
        &["--json", "{\"a\":", "--json", "1}", "a.test"],
        "post|--header=Accept: application/json|--header=Content-Type: application/json|--data-raw={\"a\":1}|http://a.test",
    ),
    (
        &["--json", "1", "-H", "accept: x", "a.test"],
        "post|--header=accept: x|--header=Content-Type: application/json|--data-raw=1|http://a.test",
    ),
    (
        &["-T", "dir/f x", "a.test"],
        "put|--upload-file=dir/f x|http://a.test/f%20x",
    ),
    (
        &["-T", "f", "a.test/d/?q"],
        "put|--upload-file=f|http://a.test/d/f?q",
    ),
    (
        &["-T", "f", "a.test/d"],
        "put|--upload-file=f|http://a.test/d",
    ),
    (
        &["-T", ".", "a.test/"],
        "put|--upload-file=-|http://a.test/",
    ),
    (
        &["-H", "A: b", "-HC;", "-H", "@env:x", "a.test"],
        "get|--header=A: b|--header=C;|--header=@./env:x|http://a.test",
    ),
    (&["-A", "", "a.test"], "get|--user-agent=|http://a.test"),
    (
        &["-m", "0", "--connect-timeout", "2.5", "a.test"],
        "get|--connect-timeout=2.5|http://a.test",
    ),
    (
        &["--cacert", "f", "https://a.test"],
        "get|--cacert=f|--trust=given|https://a.test",
    ),
    (
        &["-i", "--include", "a.test"],
        "get|--show-headers|--show-headers|http://a.test",
    ),
    (
        &["--insec", "--sil", "a.test"],
        "get|--insecure|--silent|http://a.test",
    ),
    (&["-k", "--no-insecure", "a.test"], "get|http://a.test"),
    (
        &[
            "--no-buffer",
            "--no-keepalive",
            "-N#g",
            "--tcp-nodelay",
            "a.test",
        ],
        "get|http://a.test",
    ),
    (
        &["--url", "a.test", "b.test", "--url", "https://c.test"],
        "get|http://a.test|http://b.test|https://c.test",
    ),
    (
        &["--proto-default", "https", "a.test:8"],
        "get|https://a.test:8",
    ),
    (&["-g", "a.test/{x}[1]"], "get|http://a.test/{x}[1]"),
    (&["[::1]:80/x"], "get|http://[::1]:80/x"),
    (&["--", "-x.test"], "get|http://-x.test"),
    (
        &["--as", "verb", "a.test", "--dry-run"],
        "get|--as|verb|--dry-run|http://a.test",
    ),
    (&["a.test", "--as=curl"], "get|--as=curl|http://a.test"),
];

#[test]
fn options_become_flags() {
    for (line, wanted) in UNDERSTOOD {
        assert_eq!(&words(line), wanted, "{line:?}");
    }
}

const REFUSED: &[(&[&str], &str)] = &[
    (
        &["-K", "f", "a.test"],
        "curl's -K (--config): verb has nothing like it; write its options into the line",
    ),
    (
        &["a.test", "--next", "b.test"],
        "curl's -: (--next): verb has nothing like it; run what follows as a second command",
    ),
    (
        &["--ntlm", "a.test"],
        "curl's --ntlm: verb has nothing like it; verb knows basic, digest, bearer and AWS signatures",
    ),
    (
        &["--mail-from", "x", "a.test"],
        "curl's --mail-from is not about HTTP; leave it out",
    ),
    (
        &["--wibble", "a.test"],
        "curl has no option --wibble; check the line; verb's own flags go after verb METHOD",
    ),
    (
        &["-sW", "a.test"],
        "curl has no option -W; it was read in the word -sW",
    ),
    (
        &["--output=f", "a.test"],
        "curl takes no --output=f; the value is the next word: --output VALUE",
    ),
    (
        &["--dat", "x"],
        "curl's --dat is cut too short; it may be --data, --data-ascii, --data-raw, --data-binary, --data-urlencode",
    ),
    (
        &["a.test", "-o"],
        "curl's -o (--output) needs a value; it is the next word of the line",
    ),
    (
        &["--expand-url", "x"],
        "curl's --expand-url: verb has nothing like it; use the shell's variables",
    ),
    (
        &["-I", "-d", "x", "a.test"],
        "curl's -I (--head) and -d (--data) are two requests; leave one of them out",
    ),
    (
        &["-T", "f", "-d", "x", "a.test"],
        "curl's -T (--upload-file) and -d (--data) are two requests; leave one of them out",
    ),
    (
        &["a.test/{1,2}"],
        "curl would make several URLs of 'a.test/{1,2}', verb does not; write each of them, or add -g if the brackets are meant",
    ),
    (
        &["ftp.a.test"],
        "curl would speak ftp to 'ftp.a.test'; write http://ftp.a.test if HTTP is meant",
    ),
    (
        &["-d", "@/no/such/file", "a.test"],
        "cannot read /no/such/file: No such file or directory (os error 2)",
    ),
    (
        &["--proto-default", "gopher", "a.test"],
        "curl's --proto-default names a scheme that verb lacks; verb speaks http and https",
    ),
];

#[test]
fn what_cannot_be_had_is_named() {
    for (line, wanted) in REFUSED {
        assert_eq!(&error(line), wanted, "{line:?}");
    }
}

#[test]
fn a_flag_that_is_not_there_yet_is_said_to_be_so() {
    let missing = option::all().filter_map(|opt| match opt.to {
        To::Same => Some((opt, opt.long)),
        To::Flag(name) => Some((opt, name)),
        To::Own(Own::Login(name) | Own::Secret(name)) => Some((opt, name)),
        To::Own(Own::Socks(_)) => Some((opt, "proxy")),
        To::Own(Own::Referer) => Some((opt, "referer")),
        To::Content(Part::DataUrlencode) => Some((opt, "data-urlencode")),
        To::Content(Part::Form) => Some((opt, "part")),
        To::Content(Part::FormString) => Some((opt, "form-string")),
        To::Content(Part::Get) => Some((opt, "get")),
        To::Own(_) | To::Content(_) | To::Nothing(_) | To::Lacks(_) | To::NotHttp => None,
    });
    for (opt, name) in missing {
        let there = args::all().any(|flag| flag.long == name || flag.aliases.contains(&name));
        let line: &[&str] = match opt.value {
            true => &[&format!("--{}", opt.long), "value", "a.test"],
            false => &[&format!("--{}", opt.long), "a.test"],
        };
        match there {
            true => assert!(words(line).contains(&format!("--{name}")), "{line:?}"),
            false => assert!(
                error(line).contains(&format!("verb has no --{name} yet")),
                "{line:?}"
            ),
        }
    }
}

#[test]
fn help_and_version_are_asked_for_in_curls_way() {
    for (line, wanted) in [
        (&["-h"][..], Asked::Help),
        (&["--help", "all"], Asked::Help),
        (&["-V"], Asked::Version),
    ] {
        assert_eq!(asked_with("", line).unwrap(), wanted, "{line:?}");
    }
}

/// Names, letters and reasons: what the table must have whatever is in it.
#[test]
fn the_table_is_well_formed() {
    let mut names = std::collections::HashSet::new();
    for opt in option::all() {
        assert!(names.insert(opt.long.to_owned()), "--{} twice", opt.long);
        if let Some(letter) = opt.letter {
            assert!(names.insert(letter.to_string()), "-{letter} twice");
        }
        if let To::Nothing(why) | To::Lacks(why) = opt.to {
            assert!(
                !why.is_empty() && !why.ends_with('.'),
                "--{}: {why}",
                opt.long
            );
        }
    }
}

/// Every option of the curl that is installed here is known, with its letter and its value.
#[test]
fn the_table_is_complete() {
    let help = std::process::Command::new("curl")
        .args(["--help", "all"])
        .output();
    let Ok(help) = help else { return };
    let help = String::from_utf8(help.stdout).unwrap();
    let mut seen = 0;
    for line in help
        .lines()
        .filter(|line| line.trim_start().starts_with('-'))
    {
        let (letter, rest) = match line.trim_start().strip_prefix("--") {
            Some(rest) => (None, rest),
            None => {
                let (letter, rest) = line.trim_start().split_once(", --").unwrap();
                (letter.chars().nth(1), rest)
            }
        };
        let (name, after) = rest.split_once(' ').unwrap();
        let value = after.starts_with(['<', '[']);
        let Some(opt) = option::all().find(|opt| opt.long == name) else {
            panic!("--{name} is missing");
        };
        // Its category may be left out.
        assert_eq!(opt.value, value && name != "help", "--{name}");
        // -i moved to --show-headers in newer ones.
        assert!(opt.letter == letter || name == "show-headers", "--{name}");
        seen += 1;
    }
    assert!(seen > 200, "{seen} options of curl were compared");
}
