//! Wrong lines: each is answered with what was wrong and what is expected, sends nothing, and the
//! lines around it are carried out.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::{Peer, ok, verb};

/// Between two good lines each of these is refused with this message and nothing of it is sent.
#[track_caller]
fn refused(table: &[(&str, &str)]) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let peer = Peer::tcp(move |talk| {
        loop {
            let head = talk.head()?;
            talk.content(&head)?;
            counted.fetch_add(1, Ordering::SeqCst);
            talk.send(ok(&format!("{}\n", head.line())))?;
        }
    });
    let mut failed = Vec::new();
    for (line, told) in table {
        count.store(0, Ordering::SeqCst);
        let lines = format!("GET /before\n{line}\nGET /after\n");
        let seen = verb(["session", &peer.url("/")]).stdin(lines).run();
        let seen = seen
            .code(2)
            .stdout("GET /before HTTP/1.1\nGET /after HTTP/1.1\n")
            .one_line();
        assert_eq!(count.load(Ordering::SeqCst), 2, "{line}");
        let wanted = format!("verb: line 2: {told}\n");
        if seen.err() != wanted {
            failed.push(format!("{line}\n wanted {wanted} told   {}", seen.err()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    drop(peer);
}

#[test]
fn paths_that_are_missing_or_lead_nowhere() {
    refused(PATHS_THAT_ARE_MISSING_OR_LEAD_NOWHERE);
}

const PATHS_THAT_ARE_MISSING_OR_LEAD_NOWHERE: &[(&str, &str)] = &[
    ("GET", "GET: no path; write GET PATH, such as GET /"),
    (
        "POST name=ada",
        "the item 'name=ada' stands where the path belongs; the path comes first: POST PATH name=value",
    ),
    (
        "POST {\"a\":1}",
        "no path; write METHOD PATH [ITEM]..., such as GET /users",
    ),
    (
        "GET //host/x",
        "path '//host/x': it begins with //; give a path with one slash, or a whole URL with its scheme",
    ),
    ("GET http://", "URL 'http://': it names no host"),
    (
        "GET http://h:99999/x",
        "URL 'http://h:99999/x': the port is not a number from 1 to 65535",
    ),
    (
        "GET ftp://h/x",
        "URL 'ftp://h/x': the scheme ftp is not http or https",
    ),
    (
        "GET 'http://a b/'",
        "URL 'http://a b/': there is a space in the host",
    ),
    (
        "GET /a /b",
        "the word '…' was not understood; a line has one path; further URLs are whole ones (http://…)",
    ),
    (
        "GET :99999/x",
        "URL ':99999/x': the port is not a number from 1 to 65535",
    ),
    (
        "GET 'http://u:p@/'",
        "URL 'http://••••@/': it names no host",
    ),
    (
        "GET //user:pw@host/",
        "path '••••@host/': it begins with //; give a path with one slash, or a whole URL with its scheme",
    ),
];

#[test]
fn items_and_bodies_that_cannot_be_sent() {
    refused(ITEMS_AND_BODIES_THAT_CANNOT_BE_SENT);
}

const ITEMS_AND_BODIES_THAT_CANNOT_BE_SENT: &[(&str, &str)] = &[
    (
        "POST /x age:=3x",
        "the JSON of item 'age:=3x' is not valid: something follows the end of the document at line 1 column 2: 3x; text is written with = alone: age=…",
    ),
    (
        "POST /x n:=[1",
        "the JSON is not valid: it ends too early at line 1 column 3: [1; a document of several lines is written below: <<END, the document, a line that is END",
    ),
    (
        "POST /x n:=\"a",
        "the JSON is not valid: it ends too early at line 1 column 3: \"a; a document of several lines is written below: <<END, the document, a line that is END",
    ),
    (
        "POST /x {\"a\": }",
        "the JSON word is not valid: a value is missing at line 1 column 7: {\"a\": }",
    ),
    (
        "POST /x {\"a\": 1",
        "the JSON is not valid: it ends too early at line 1 column 8: {\"a\": 1; a document of several lines is written below: <<END, the document, a line that is END",
    ),
    (
        "POST /x [1,]",
        "the JSON word is not valid: a value is missing at line 1 column 4: [1,]",
    ),
    (
        "POST /x {\"a\":1}x",
        "the JSON word is not valid: something follows the end of the document at line 1 column 8: {\"a\":1}x",
    ),
    (
        "POST /x @/no/such",
        "cannot read /no/such: No such file or directory",
    ),
    ("POST /x @/", "/ is a directory, not a file"),
    (
        "POST /x a=@/no/such",
        "item 'a=@/no/such': cannot read /no/such: No such file or directory",
    ),
    (
        "POST /x {\"a\":1} {\"b\":2}",
        "there are two bodies: the JSON word and the JSON word; give one of them",
    ),
    (
        "POST /x -d a {\"a\":1}",
        "there are two bodies: --data and the JSON word; give one of them",
    ),
    (
        "POST /x a=1 -d b",
        "there are two bodies: --data and items; leave -d out to send the items; with --json they are applied to its document",
    ),
    (
        "POST /x word",
        "the word 'word' was not understood; after the path come name=TEXT, name:=JSON, name==QUERY, Name:HEADER, name@FILE and a body (JSON, @FILE, <<END for the lines below)",
    ),
    (
        "POST /x a\\=b",
        "the word 'a …' was not understood; after the path come name=TEXT, name:=JSON, name==QUERY, Name:HEADER, name@FILE and a body (JSON, @FILE, <<END for the lines below)",
    ),
    (
        "POST /x =1",
        "the item '=1' has no name before its sign; after the path come name=TEXT, name:=JSON, name==QUERY, Name:HEADER, name@FILE and a body (JSON, @FILE, <<END for the lines below)",
    ),
    (
        "GET /x a=1",
        "the items would be the body of a GET request, which servers seldom read; write name==value for the query, or use post; --json or --form sends them so",
    ),
    (
        "POST /x <<END -d x\nGET /no\nEND",
        "there are two bodies: --data and the body below the line; give one of them",
    ),
    (
        "POST /x <<A <<B\nGET /no\nA\nGET /no\nB",
        "there are two bodies: <<A and <<B; give one of them",
    ),
    (
        "POST /x <<END\n{\"a\": 1,\n \"b\" 2}\nEND",
        "the body below the line is not valid: a colon is missing at line 2 column 6:  \"b\" 2}; what begins as JSON is checked, unless --form or -H Content-Type:TYPE is given",
    ),
    (
        "POST /x -H 'Content-Type: application/json; charset=utf-8' <<END\n{\"a\":\nEND",
        "the body below the line is not valid: it ends too early at line 1 column 6: {\"a\":; what begins as JSON is checked, unless --form or -H Content-Type:TYPE is given",
    ),
    (
        "POST /x content-type:application/json <<END\n{\"a\":\nEND",
        "the body below the line is not valid: it ends too early at line 1 column 6: {\"a\":; what begins as JSON is checked, unless --form or -H Content-Type:TYPE is given",
    ),
    (
        "POST /x --json <<END\ntext\nEND",
        "the body below the line is not valid: a value is missing at line 1 column 2: text",
    ),
    (
        "POST /x b=1 <<END\ntext\nEND",
        "the body below the line is not valid: a value is missing at line 1 column 2: text",
    ),
    (
        "POST /x --form a=1 <<END\nb=2\nEND",
        "there are two bodies: the body below the line and items; give one of them",
    ),
];

#[test]
fn flags_that_are_none_or_lack_something() {
    refused(FLAGS_THAT_ARE_NONE_OR_LACK_SOMETHING);
}

const FLAGS_THAT_ARE_NONE_OR_LACK_SOMETHING: &[(&str, &str)] = &[
    (
        "GET /x --verbos",
        "unknown flag --verbos; did you mean --verbose? help get lists all",
    ),
    (
        "GET /x -m",
        "--max-time needs a value: TIME; help get lists what it takes",
    ),
    (
        "GET /x -m soon",
        "--max-time: 'soon' is not a time above zero, such as 500ms, 2s, 1.5m or 1h",
    ),
    (
        "GET /x -m=1",
        "-m=… : a letter takes its value without =; write -m TIME or --max-time=TIME",
    ),
    (
        "GET /x --raw=1",
        "--raw takes no value; help get lists what it takes",
    ),
    (
        "GET /x -Z",
        "--parallel: a session has one connection; a run of its own with -Z has several",
    ),
    (
        "GET /x -X POST",
        "-X belongs to verb request; the method of GET is in its name; use request -X WORD PATH",
    ),
    (
        "GET /x -I",
        "unknown flag -I; write HEAD PATH; stdin is read only where - asks for it",
    ),
    (
        "request /x",
        "-X is missing; name the method: request -X WORD PATH",
    ),
    (
        "request -X 'P T' /x",
        "--request: 'P T' is not a method: letters, digits and !#$%&'*+-.^_`|~",
    ),
    (
        "GET /x --help",
        "--help: no request is sent; type help, help TOPIC, or help get for all flags",
    ),
    (
        "GET /x -h",
        "--help: no request is sent; type help, help TOPIC, or help get for all flags",
    ),
    (
        "GET /x --version",
        "--version: no request is sent; type verb --version in a shell",
    ),
    (
        "GET /x --file f",
        "unknown flag --file; help get lists what it takes",
    ),
    (
        "GET /x --base http://other.test",
        "--base: paths of a line lead to the session's own host; give a whole URL; set base /PATH changes what paths are below",
    ),
    (
        "curl -d @- http://127.0.0.1:1/",
        "stdin is the session's own; put it into a file and write @FILE; a body may stand below the line: <<END",
    ),
    (
        "curl --json @- http://127.0.0.1:1/",
        "stdin is the session's own; put it into a file and write @FILE; a body may stand below the line: <<END",
    ),
    (
        "curl -T /dev/stdin http://127.0.0.1:1/",
        "stdin is the session's own, and would be read by '/dev/stdin'; put it into a file and write @FILE; a body may stand below the line: <<END",
    ),
    (
        "curl http://127.0.0.1:1/ -d @- <<END\nGET /no\nEND",
        "curl takes no body below its line; give it with -d 'DATA', or write METHOD PATH <<END",
    ),
    (
        "GET /x --no-such",
        "unknown flag --no-such; help get lists what it takes",
    ),
];

#[test]
fn headers_that_cannot_be_sent() {
    refused(HEADERS_THAT_CANNOT_BE_SENT);
}

const HEADERS_THAT_CANNOT_BE_SENT: &[(&str, &str)] = &[
    (
        "GET /x 'Bad Name:x'",
        "header 'Bad …': a name cannot hold ' '",
    ),
    (
        "GET /x -H 'Bad Name: x'",
        "header 'Bad …': a name cannot hold ' '",
    ),
    (
        "GET /x -H nothing",
        "header 'nothing': there is no colon; write 'Name: value', 'Name:' to remove a default or 'Name;' for an empty one",
    ),
    (
        "GET /x 'X-A:b\u{1}'",
        "header 'X-A: …': the value holds the control character \\x01",
    ),
    (
        "GET /x -H X-A: b",
        "the word 'b' was not understood; after the path come name=TEXT, name:=JSON, name==QUERY, Name:HEADER, name@FILE and a body (JSON, @FILE, <<END for the lines below)",
    ),
    (
        "GET /x Content-Length:5 Content-Length:6",
        "header content-length is given twice; it may be sent once",
    ),
    (
        "GET /x Transfer-Encoding:",
        "header 'Transfer-Encoding:': framing headers cannot be removed",
    ),
    (
        "GET /x Host:a/b",
        "header 'Host: …': the value is not HOST or HOST:PORT; a path belongs into the URL",
    ),
];

#[test]
fn words_of_a_shell() {
    refused(WORDS_OF_A_SHELL);
}

const WORDS_OF_A_SHELL: &[(&str, &str)] = &[
    (
        "GET /x | jq .",
        "the word '|' was not understood; no shell reads this line: -q FILTER filters JSON, -o FILE writes a file",
    ),
    (
        "GET /x > f",
        "the word '>' was not understood; no shell reads this line: write -o FILE",
    ),
    (
        "GET /x # note",
        "the word '#' was not understood; a comment is a line of its own",
    ),
    (
        "GET /x && GET /y",
        "the word '&&' was not understood; no shell reads this line: it is one request",
    ),
    (
        "GET /x 'unclosed",
        "the ' at column 8 is not closed; write another ' behind it, or \\' for the character",
    ),
    (
        "GET /x \"unclosed",
        "the \" at column 8 is not closed; write another \" behind it, or \\\" for the character",
    ),
    (
        "POST /x a=<<END\nGET /no\nEND",
        "the word 'a=<<END' holds <<; <<END is a word of its own; as text it is written '<<'",
    ),
    (
        "POST /x <<-END\nGET /no\nEND",
        "<<- is not taken here; write <<END, and below the body a line that is END",
    ),
    (
        "POST /x <<",
        "<< has no name behind it; write <<END, and below the body a line that is END",
    ),
    (
        "what /x <<END\nGET /no\nEND",
        "unknown command 'what'; write METHOD PATH [ITEM]..., such as GET /users; help explains the rest",
    ),
];
