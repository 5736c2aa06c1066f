//! The walk of somebody who knows nothing but `verb session URL` and `help`: they look around,
//! create, change and delete, get things wrong in every way, and leave, at a real terminal.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use crate::support::person::Person;
use crate::support::talk::{Head, Talk};
use crate::support::{Peer, names_in, ok, response, temporary};

const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";

/// A small service: `/users` and those below it, `/me` for who has the token, and pages that
/// behave in ways of their own.
fn service() -> Peer {
    Peer::tcp(|talk| {
        let mut users = BTreeMap::new();
        while let Ok(head) = talk.head() {
            let content = talk.content(&head)?;
            let body = String::from_utf8_lossy(&content).into_owned();
            serve(talk, &head, body, &mut users)?;
        }
        Ok(())
    })
}

fn serve(
    talk: &mut Talk,
    head: &Head,
    body: String,
    users: &mut BTreeMap<String, String>,
) -> io::Result<()> {
    let line = head.line();
    let mut words = line.split(' ');
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    let json = |status: &str, more: &str, body: &str| {
        let fields = format!("Content-Type: application/json\r\n{more}");
        response(status, &fields, body)
    };
    let missing = || json("404 Not Found", "", r#"{"error":"no such user"}"#);
    let answer = match (method, path) {
        ("HEAD", _) => b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".to_vec(),
        ("GET", "/") => json("200 OK", "", r#"{"users":"/users","me":"/me"}"#),
        ("GET", "/users") => json("200 OK", "", &format!("{:?}", users.keys())),
        ("POST", "/users") => {
            let at = format!("/users/{}", users.len() + 1);
            users.insert(at.clone(), body.clone());
            json("201 Created", &format!("Location: {at}\r\n"), &body)
        }
        (_, "/users") => response("405 Not Allowed", "Allow: GET, POST\r\n", ""),
        ("GET", path) if path.starts_with("/users/") => match users.get(path) {
            Some(user) => json("200 OK", "", user),
            None => missing(),
        },
        ("PUT", path) if users.contains_key(path) => {
            users.insert(path.to_owned(), body.clone());
            json("200 OK", "", &body)
        }
        ("DELETE", path) if path.starts_with("/users/") => match users.remove(path) {
            Some(_) => b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(),
            None => missing(),
        },
        (_, "/me") if head.field("authorization").as_deref() == Some("Bearer T0K3N") => ok("ada"),
        (_, "/me") => response("401 Who", "WWW-Authenticate: Bearer realm=\"api\"\r\n", ""),
        (_, "/form") => ok(&format!("{} {body}", head.field("content-type").unwrap())),
        (_, "/busy") => response("503 Busy", "Retry-After: 7\r\n", "later"),
        (_, "/old") => response("302 Found", "Location: /users\r\n", ""),
        (_, "/last") => {
            talk.send(response("200 OK", "Connection: close\r\n", "the last"))?;
            return talk.close();
        }
        (_, "/gone") => return talk.close(),
        (_, "/slow") => {
            talk.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun\n")?;
            return talk.hold();
        }
        (_, _) => missing(),
    };
    talk.send(answer)
}

/// What is typed, and what must come to be seen, one behind the other.
type Steps<'a> = &'a [(&'a str, &'a [&'a str])];

fn walk(person: &mut Person, steps: Steps<'_>) {
    for (typed, seen) in steps {
        person.sees("/>").types(&format!("{typed}\r"));
        for text in *seen {
            person.sees(text);
        }
    }
}

const LOOKING: Steps<'_> = &[
    (
        "help",
        &[
            "A line is a request",
            "GET /users",
            "set header NAME: VALUE",
            "Topics:",
        ],
    ),
    ("hello", &["unknown command 'hello'", "help"]),
    ("GET", &["GET: no path; write GET PATH"]),
    (
        "/users",
        &["a line begins with the method; write GET /users"],
    ),
    ("get /", &["200 OK", ": done, here it is (", "\"users\""]),
    (
        "GET users/1",
        &["404 Not Found", "check the path", "no such user"],
    ),
];

const CHANGING: Steps<'_> = &[
    (
        "POST users name=ada age:=36",
        &["201 Created", "the new one is at /users/1", "36"],
    ),
    ("PUT users/1 {\"name\": \"eve\"}", &["200 OK", "eve"]),
    ("POST users @new.json", &["/users/2", "from a file"]),
    (
        "POST users @none.json",
        &["cannot read none.json: No such file"],
    ),
    ("POST users {\"name\":", &["the JSON is not valid", "<<END"]),
    (
        "POST users <<END\r{\"name\":\r\"lines\"}\rEND",
        &["/users/3", "lines"],
    ),
    ("GET users/3", &["200 OK", "lines"]),
    (
        "POST form --form a=1 b=two",
        &["x-www-form-urlencoded a=1&b=two"],
    ),
    (
        "POST form f@new.json",
        &[
            "multipart/form-data",
            "filename=\"new.json\"",
            "from a file",
        ],
    ),
    ("DELETE users", &["405 ", "allowed: GET, POST"]),
    (
        "DELETE users/1",
        &["204 No Content", "done, nothing to show"],
    ),
    ("again", &["again: DELETE", "404 Not Found"]),
];

const ASKING: Steps<'_> = &[
    (
        "POST users a=1 --dry-run",
        &["POST /users HTTP/1.1", "{\"a\":\"1\"}\r\n"],
    ),
    (
        "GET me",
        &["401 ", "Bearer realm \"api\" (set bearer TOKEN)"],
    ),
    ("set bearer T0K3N", &["bearer", "••••"]),
    ("GET me", &["200 OK", "ada\r\n"]),
    ("GET busy", &["503 ", "try again in 7 s", "later\r\n"]),
    (
        "GET old",
        &["302 ", "look at /users instead (add -L to go there)"],
    ),
    (
        "GET old -L",
        &["302 ", "went on to /users", "200 OK", "/users/2"],
    ),
    ("GET users --max-time", &["--max-time needs a value: TIME"]),
    ("help --max-time", &["-m, --max-time TIME", "500ms"]),
    ("HEAD users", &["200 OK", "its head came alone"]),
    ("GET me -w %{http_code}", &["ada\r\n", "200\r\n"]),
    (
        "GET me > out",
        &["'>' was not understood; no shell reads this line: write -o FILE"],
    ),
    ("set raw on", &["raw"]),
    (
        "GET me",
        &[
            "> Authorization: Bearer ••••\\r\\n",
            "< HTTP/1.1 200 OK\\r\\n",
            "< ada",
            "200 OK",
        ],
    ),
    ("set raw off", &["raw"]),
    ("set timing on", &["timing"]),
    ("GET users/2", &["200 OK", "wait", "receive"]),
    ("unset timing", &["timing"]),
    ("last save two.json", &["saved to two.json"]),
    ("last curl", &["curl ", "/users/2"]),
];

#[test]
fn somebody_who_knows_nothing_finds_their_way() {
    let (peer, home) = (service(), temporary());
    let written = r#"{"name":"from a file"}"#;
    fs::write(home.path().join("new.json"), written).unwrap();
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person.sees("type help, or METHOD PATH, such as GET /");
    for steps in [LOOKING, CHANGING, ASKING] {
        walk(&mut person, steps);
    }
    // The server ends the connection; the user stops an answer that does not end.
    walk(&mut person, &[("GET last", &["200 OK", "the last\r\n"])]);
    let again = "the connection was opened again: ";
    // That it was opened again is told before what came of that.
    walk(
        &mut person,
        &[(
            "GET gone",
            &[again, "the server asked", "verb:", "closed before any byte"],
        )],
    );
    walk(&mut person, &[("GET slow", &[again, "200 OK", "begun"])]);
    person.types(CTRL_C).sees("stopped").sees("Ctrl-C");
    walk(&mut person, &[("GET /", &[again, "stopped", "200 OK"])]);
    person.sees("/>").types("GET /us").sees("/us").types(CTRL_C);
    person.sees("/>").types(CTRL_D);
    let (code, screen) = person.leaves();
    assert_eq!(code, 0);
    assert!(!screen.contains("Bearer T0K3N"), "{screen}");
    assert_eq!(
        fs::read_to_string(home.path().join("two.json")).unwrap(),
        written
    );
    assert_eq!(names_in(home.path()), [".local", "new.json", "two.json"]);
    assert_eq!(
        peer.finish().len(),
        4,
        "one connection, and three more for good reasons"
    );
}
