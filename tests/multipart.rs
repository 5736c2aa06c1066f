//! Multipart forms: what `-F` sends, against curl and a parser that others wrote.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;

use crate::support::capture::{Sent, curl, curl_is_there, sent};
use crate::support::hyper::Server;
use crate::support::tls::Authority;
use crate::support::verb::Run;
use crate::support::{Peer, ok, shell, temporary, verb};

/// Files of many names.
fn files() -> tempfile::TempDir {
    let dir = temporary();
    for (name, content) in [
        ("a.txt", "hello"),
        ("b.pdf", "%PDF"),
        ("c.html", "<p>"),
        ("a;b,c", "odd"),
        ("q\"u", "quote"),
        ("back\\slash", "z"),
        ("empty", ""),
        ("hdr", "X-A: 1\n# none\n\nX-B: 2\n"),
    ] {
        fs::write(dir.path().join(name), content).unwrap();
    }
    fs::create_dir(dir.path().join("sub")).unwrap();
    fs::write(dir.path().join("sub/d.png"), [0, 255, 13, 10, 45, 45]).unwrap();
    dir
}

fn form(dir: &Path, flags: &[&str]) -> Sent {
    sent(|url| verb(["post"]).args(flags.to_vec()).arg(url).dir(dir))
}

/// Every form of the grammar, for [`files`].
const FORMS: &[&[&str]] = &[
    &["-F", "n=v"],
    &["-F", "n="],
    &["-F", "n=  sp  "],
    &["-F", "n=a=b&c"],
    &["-F", "n\"a\\m=v"],
    &["-F", "n=a", "-F", "n=b", "-F", "m=c"],
    &["-F", "n=\"a;b\""],
    &["-F", "n=\"a\\\"b\\\\c\\d\""],
    &["-F", "n=\"open"],
    &["-F", "n=a;type=text/x"],
    &["-F", "n=a;type=text/plain; charset=utf-8"],
    &["-F", "n=a;filename=zz"],
    &["-F", "n=a;filename=z.html"],
    &["-F", "n=a;filename=\"x;y.txt\";type=a/b"],
    &["-F", "f=@a.txt"],
    &["-F", "f=@./sub/d.png"],
    &["-F", "f=@empty"],
    &["-F", "f=@hdr"],
    &["-F", "f=@\"a;b,c\""],
    &["-F", "f=@q\"u"],
    &["-F", "f=@back\\slash"],
    &["-F", "f=@a.txt;type=text/q"],
    &["-F", "f=@a.txt;filename=sub/x.png"],
    &["-F", "f=@a.txt;filename=x"],
    &["-F", "f=@a.txt;filename=a\r\nb\"\\c"],
    &["-F", "f=@a.txt,b.pdf"],
    &[
        "-F",
        "f=@a.txt;type=text/q;filename=y,\"a;b,c\",./sub/d.png",
    ],
    &["-F", "f=<a.txt"],
    &["-F", "f=<c.html;type=application/json"],
    &["-F", "f=@a.txt;headers=\"X-Q: 7\";headers=X-R: 8"],
    &["-F", "f=@a.txt;headers=@hdr"],
    &[
        "-F",
        "f=v;headers=\"Content-Type: a/b\";headers=\"Content-Disposition: c\"",
    ],
    &["--form-string", "n=@a;type=x"],
    &["--form-string", "n= <\"a\" "],
    &[
        "-F", "a=1", "-F", "g=(", "-F", "b=2", "-F", "=)", "-F", "c=3",
    ],
    &[
        "-F",
        "g=(;type=multipart/alternative",
        "-F",
        "=x",
        "-F",
        "=y;type=text/html",
        "-F",
        "=)",
    ],
];

#[test]
fn every_form_is_sent_as_curl_sends_it() {
    if !curl_is_there() {
        return;
    }
    let dir = files();
    for flags in FORMS {
        let ours = form(dir.path(), flags);
        let theirs = sent(|url| curl(flags).arg(url).dir(dir.path()));
        assert_eq!(
            ours.without_boundaries(),
            theirs.without_boundaries(),
            "{flags:?}"
        );
        let kind = ours.field("content-type").unwrap_or_default();
        assert!(kind.starts_with("multipart/form-data; boundary="), "{kind}");
        let length = ours.content.len().to_string();
        assert_eq!(ours.field("content-length"), Some(length.as_str()));
    }
}

#[test]
fn stdin_is_sent_as_curl_sends_it_but_for_the_chunks() {
    if !curl_is_there() {
        return;
    }
    for flag in ["f=@-", "f=<-", "f=@-;filename=x.html", "f=@-;type=a/b"] {
        let ours = sent(|url| verb(["post", "-F", flag, &url]).stdin("from\na pipe"));
        let theirs = sent(|url| curl(&["-F", flag, &url]).stdin("from\na pipe"));
        assert_eq!(ours.without_boundaries(), theirs.without_boundaries());
        assert_eq!(ours.field("transfer-encoding"), Some("chunked"));
        assert_eq!(ours.field("content-length"), None);
    }
}

/// A part as the parser saw it.
#[derive(Debug, PartialEq)]
struct Seen {
    name: String,
    filename: Option<String>,
    kind: Option<String>,
    content: Vec<u8>,
}

/// Has hyper take the request and multer take its content apart.
fn parsed(run: impl FnOnce(String) -> Run) -> Vec<Seen> {
    let server = Server::start();
    let told = run(server.url("/echo")).run().code(0).stdout;
    let end = told.windows(2).position(|two| two == b"\n\n").unwrap();
    let head = String::from_utf8(told[..end].to_vec()).unwrap();
    let kind = head
        .lines()
        .find_map(|line| line.strip_prefix("content-type: "));
    let boundary = multer::parse_boundary(kind.unwrap()).unwrap();
    let content = told[end + 2..].to_vec();
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(async move {
        let mut form = multer::Multipart::with_reader(&*content, boundary);
        let mut all = Vec::new();
        while let Some(part) = form.next_field().await.unwrap() {
            all.push(Seen {
                name: part.name().unwrap().to_owned(),
                filename: part.file_name().map(str::to_owned),
                kind: part.content_type().map(ToString::to_string),
                content: part.bytes().await.unwrap().to_vec(),
            });
        }
        all
    })
}

fn seen(name: &str, filename: Option<&str>, kind: Option<&str>, content: &[u8]) -> Seen {
    Seen {
        name: name.to_owned(),
        filename: filename.map(str::to_owned),
        kind: kind.map(str::to_owned),
        content: content.to_owned(),
    }
}

#[test]
fn a_parser_of_others_sees_what_was_meant() {
    let dir = files();
    let big: Vec<u8> = (0..=255).cycle().take(3_000_000).collect();
    fs::write(dir.path().join("big.zip"), &big).unwrap();
    let flags = [
        "-F",
        "a=1",
        "-F",
        "f=@big.zip",
        "-F",
        "é\"=ü\r\n--x",
        "-F",
        "g=@sub/d.png",
    ];
    let wanted = [
        seen("a", None, None, b"1"),
        seen("f", Some("big.zip"), Some("application/zip"), &big),
        seen("é%22", None, None, "ü\r\n--x".as_bytes()),
        seen(
            "g",
            Some("d.png"),
            Some("image/png"),
            &[0, 255, 13, 10, 45, 45],
        ),
    ];
    let all = parsed(|url| verb(["post"]).args(flags).arg(url).dir(dir.path()));
    assert!(
        all == wanted,
        "{:?}",
        all.iter().map(|part| &part.name).collect::<Vec<_>>()
    );
    let flags = ["-F", "a=1", "-F", "f=@-", "-F", "z=9"];
    let all = parsed(|url| verb(["post"]).args(flags).arg(url).stdin(big.clone()));
    let wanted = [
        seen("a", None, None, b"1"),
        seen("f", Some("-"), None, &big),
        seen("z", None, None, b"9"),
    ];
    assert!(all == wanted);
    let flags = ["-F", "f=@big.zip", "--gzip-body"];
    let told = sent(|url| verb(["post"]).args(flags).arg(url).dir(dir.path()));
    assert_eq!(told.field("content-encoding"), Some("gzip"));
}

#[test]
fn a_file_name_cannot_add_a_line_to_the_head_of_its_part() {
    let dir = temporary();
    let name = "ev\"il\r\nX-Inj: 1.txt";
    fs::write(dir.path().join(name), "x").unwrap();
    let seen = form(dir.path(), &["-F", &format!("f=@{name}")]);
    let text = String::from_utf8(seen.content).unwrap();
    assert!(
        text.contains("; filename=\"ev%22il%0D%0AX-Inj: 1.txt\"\r\n"),
        "{text}"
    );
    let seen = form(dir.path(), &["-F", "a\"\r\nX: 1=v"]);
    let text = String::from_utf8(seen.content).unwrap();
    assert!(
        text.contains("; name=\"a%22%0D%0AX: 1\"\r\n\r\nv\r\n"),
        "{text}"
    );
}

#[test]
fn names_that_are_no_text_are_sent_as_their_bytes() {
    let dir = temporary();
    let name = OsStr::from_bytes(b"\xff\xfe.bin");
    fs::write(dir.path().join(name), "x").unwrap();
    let word = OsStr::from_bytes(b"n\x80=@\xff\xfe.bin");
    let seen = sent(|url| {
        verb([OsStr::new("post"), OsStr::new("-F"), word])
            .arg(url)
            .dir(dir.path())
    });
    let wanted = b"; name=\"n\x80\"; filename=\"\xff\xfe.bin\"\r\n";
    let found = seen
        .content
        .windows(wanted.len())
        .any(|part| part == wanted);
    assert!(found, "{:?}", String::from_utf8_lossy(&seen.content));
}

#[test]
fn boundaries_differ_from_run_to_run() {
    let one = form(Path::new("/"), &["-F", "a=1"]);
    let boundary = one
        .field("content-type")
        .unwrap()
        .split_once("boundary=")
        .unwrap()
        .1;
    // A part with the boundary of an earlier form in it is nothing special.
    let flag = format!("a=--{boundary}--");
    let two = form(Path::new("/"), &["-F", &flag]);
    assert_ne!(one.field("content-type"), two.field("content-type"));
    assert!(boundary.len() >= 22);
    let text = String::from_utf8(two.content).unwrap();
    assert_eq!(text.matches(boundary).count(), 1);
}

#[test]
fn a_pipe_that_a_shell_opened_is_a_file_without_a_length() {
    let script = |url: String| shell(&format!("echo x | verb post {url} -F f=@/dev/stdin"));
    let seen = sent(script);
    assert_eq!(seen.field("transfer-encoding"), Some("chunked"));
    let text = seen.without_boundaries();
    assert!(
        text.contains("filename=\"stdin\"\r\n") && text.contains("\r\n\r\nx\n\r\n"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_sent_is_named_before_anybody_is_contacted() {
    let dir = files();
    let made = std::process::Command::new("mkfifo")
        .arg(dir.path().join("fifo"))
        .status();
    assert!(made.unwrap().success());
    let peer = Peer::answering(ok("x"));
    for (flags, why) in [
        (&["-F", "f=@none"][..], "cannot read none"),
        (&["-F", "f=<none"], "cannot read none"),
        (&["-F", "f=@sub"], "sub is a directory"),
        (&["-F", "f=@fifo"], "fifo is a named pipe"),
        (&["-F", "f=@a.txt,none"], "cannot read none"),
        (&["-F", "n"], "part 'n': there is no ="),
        (
            &["-F", "http://a.test/?x=1"],
            "is not a form part: it is a URL",
        ),
        (&["-F", "n=a;b"], "';b' is not type="),
        (&["-F", "n=a;type=b"], "is not a media type"),
        (
            &["-F", "n=a;headers=X: \r\nY: 1"],
            "the value holds a carriage return",
        ),
        (&["-F", "=v"], "the name is missing"),
        (&["-F", "a=@-", "-F", "b=@-"], "can be read once"),
        (&["-F", "a=1", "-d", "b=2"], "there are two bodies"),
        (&["-F", "a=1", "{}"], "there are two bodies"),
        (&["-F", "a=@-", "-H", "@-"], "can be read once"),
        (
            &[
                "-F",
                "a=1",
                "-H",
                "content-type: multipart/form-data; Boundary=x",
            ],
            "names a boundary of its own",
        ),
    ] {
        let run = verb(["post", &peer.url("/")])
            .args(flags.to_vec())
            .dir(dir.path());
        let _fine = run.stdin("").run().usage().stderr_has(why);
    }
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn a_multipart_type_of_the_users_gets_the_boundary_of_the_body() {
    let dir = temporary();
    for (given, wanted) in [
        ("multipart/form-data", "multipart/form-data; boundary=B0"),
        (
            "Multipart/Related; x=y",
            "Multipart/Related; x=y; boundary=B0",
        ),
        ("text/x", "text/x"),
    ] {
        let line = format!("Content-Type: {given}");
        let seen = form(dir.path(), &["-F", "a=1", "-H", &line]);
        assert_eq!(seen.head.matches("ontent-Type").count(), 1);
        let kind = seen.field("content-type").unwrap();
        let boundary = seen.content.split(|byte| *byte == b'\r').next().unwrap();
        let boundary = std::str::from_utf8(&boundary[2..]).unwrap();
        assert_eq!(kind.replace(boundary, "B0"), wanted);
    }
}

#[test]
fn what_follows_a_file_that_shrinks_is_not_taken_for_the_rest_of_it() {
    let authority = Authority::new("multipart");
    let server = authority.good(&["127.0.0.1"]).server();
    let dir = temporary();
    for tls in [false, true] {
        let path = dir.path().join("big");
        fs::File::create(&path).unwrap().set_len(64 << 20).unwrap();
        let script = move |talk: &mut crate::support::talk::Talk| {
            let head = talk.head()?;
            fs::OpenOptions::new()
                .write(true)
                .open(&path)?
                .set_len(1000)?;
            talk.content(&head)?;
            talk.send(ok("all"))
        };
        let (peer, url);
        if tls {
            peer = Peer::tls(Arc::clone(&server), script);
            url = peer.https("/");
        } else {
            peer = Peer::tcp(script);
            url = peer.url("/");
        }
        let run = verb([
            "post",
            &url,
            "-F",
            "f=@big",
            "-F",
            "z=9",
            "--cacert",
            &authority.ca(),
        ]);
        let _fine = run.dir(dir.path()).run().code(26).stdout("").one_line();
    }
}
