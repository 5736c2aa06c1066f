//! What each mistake is answered with.

use super::*;

const TABLE: &[(&str, &str)] = &[
    (
        "GTE /x",
        "unknown command 'GTE'; did you mean GET? another method is sent by request -X GTE PATH",
    ),
    (
        "psot /x",
        "unknown command 'psot'; did you mean POST? help lists all",
    ),
    (
        "PURGE /x",
        "unknown command 'PURGE'; another method is sent by request -X PURGE PATH",
    ),
    (
        "hlep",
        "unknown command 'hlep'; did you mean help? help lists all",
    ),
    (
        "exot",
        "unknown command 'exot'; did you mean exit? help lists all",
    ),
    (
        "wibble",
        "unknown command 'wibble'; write METHOD PATH [ITEM]..., such as GET /users; help explains the rest",
    ),
    ("cd /api", "unknown command 'cd'; write set base PATH"),
    ("remove /x", "unknown command 'remove'; write DELETE PATH"),
    (
        "GET/users",
        "there is no blank behind the method; write GET /users",
    ),
    (
        "get:8080/users",
        "there is no blank behind the method; write GET :8080/users",
    ),
    (
        "get:/users",
        "there is no blank behind the method; write GET /users",
    ),
    ("/users", "a line begins with the method; write GET /users"),
    (
        "http://u:SECRET@h/x",
        "a line begins with the method; write GET URL",
    ),
    (
        "--user=u:SECRET",
        "a flag stands before the method: --user; write GET PATH --user, or set --user for all lines",
    ),
    (
        "http://h/x",
        "a line begins with the method; write GET http://h/x",
    ),
    (
        ":8080/x",
        "a line begins with the method; write GET :8080/x",
    ),
    (
        "-k",
        "a flag stands before the method: -k; write GET PATH -k, or set -k for all lines",
    ),
    (
        "{\"a\":1}",
        "a body stands before the method; write POST PATH BODY",
    ),
    (
        "name=ada",
        "an item stands before the method; write POST PATH name=...",
    ),
    (
        "age:=36",
        "an item stands before the method; write POST PATH age:=...",
    ),
    (
        "X-A:b",
        "a header stands before the method; write set header X-A: VALUE, or GET PATH X-A:VALUE",
    ),
    (
        "replay f",
        "replay is no command of a session; run verb replay on its own",
    ),
    (
        "\x1b[2J",
        "unknown command '\\x1b[2J'; write METHOD PATH [ITEM]..., such as GET /users; help explains the rest",
    ),
];

#[test]
fn each_mistake_says_what_was_expected() {
    for (line, told) in TABLE {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        assert_eq!(unknown(&words).to_string(), *told, "{line}");
    }
}

#[test]
fn a_method_alone_lacks_a_path() {
    let find = |name: &str| {
        COMMANDS
            .iter()
            .find(|command| command.name == name)
            .unwrap()
    };
    for (name, told) in [
        ("put", "PUT: no path; write PUT PATH, such as PUT /"),
        (
            "request",
            "request: no method and no path; write request -X WORD PATH, such as request -X PURGE /page",
        ),
    ] {
        assert_eq!(no_path(find(name)).to_string(), told);
    }
}
