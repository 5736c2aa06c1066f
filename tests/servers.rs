//! Servers that others wrote: hyper, and nginx where it is installed.

use crate::support::hyper::Server;
use crate::support::nginx::Nginx;
use crate::support::{temporary, verb};

#[test]
fn hyper_understands_every_kind_of_request() {
    let server = Server::start();
    let url = server.url("/echo?a=b");
    let seen = verb(["get", "-H", "X-A: 1", &url]).run().code(0);
    let _fine = seen
        .stdout_has("GET /echo?a=b HTTP/1.1\n")
        .stdout_has("x-a: 1\n");
    let seen = verb(["post", &url, "{\"a\":1}"]).run().code(0);
    let seen = seen
        .stdout_has("content-length: 7\n")
        .stdout_has("\n\n{\"a\":1}");
    let _fine = seen.stdout_has("content-type: application/json\n");
    let seen = verb(["put", &url, "-"]).stdin("from a pipe").run().code(0);
    let _fine = seen
        .stdout_has("transfer-encoding: chunked\n")
        .stdout_has("\n\nfrom a pipe");
    verb(["request", "-X", "PROPFIND", &url])
        .run()
        .code(0)
        .stdout_has("PROPFIND /echo");
}

#[test]
fn hyper_is_understood() {
    let server = Server::start();
    verb(["get", &server.url("/chunked")])
        .run()
        .code(0)
        .stdout("one two three");
    verb(["get", &server.url("/gzip")])
        .run()
        .code(0)
        .stdout("squeezed\n".repeat(1000));
    verb(["get", &server.url("/status/204")])
        .run()
        .code(0)
        .stdout("");
    verb(["get", &server.url("/status/404")])
        .run()
        .code(4)
        .stdout("status 404\n");
    verb(["get", &server.url("/status/503")])
        .run()
        .code(5)
        .stdout("status 503\n");
    verb(["head", &server.url("/chunked")]).run().code(0);
}

#[test]
fn hyper_takes_several_requests_on_a_connection() {
    let server = Server::start();
    let (a, b) = (server.url("/chunked"), server.url("/status/200"));
    let seen = verb(["get", "-v", &a, &b, &a]).run().code(0);
    let seen = seen.stdout("one two threestatus 200\none two three");
    // Opened once, said once.
    assert_eq!(seen.err().matches("GET /").count(), 3, "{}", seen.story());
}

#[test]
fn nginx_serves_files_ranges_and_refusals() {
    let Some(nginx) = Nginx::start() else { return };
    let file = nginx.url("/file");
    verb(["get", &file])
        .run()
        .code(0)
        .stdout(vec![b'n'; 1 << 20]);
    verb(["get", "--compressed", &file])
        .run()
        .code(0)
        .stdout(vec![b'n'; 1 << 20]);
    verb(["get", "-H", "Range: bytes=0-9", &file])
        .run()
        .code(0)
        .stdout("nnnnnnnnnn");
    verb(["head", &file]).run().code(0);
    verb(["get", &nginx.url("/none")])
        .run()
        .code(4)
        .stderr_has("404");
    verb(["get", &nginx.url("/small"), &file, &nginx.url("/small")])
        .run()
        .code(0);
    let dir = temporary();
    std::fs::write(dir.path().join("big"), vec![0; 20 << 20]).unwrap();
    let run = verb(["put", &file, "-T", "big"]).dir(dir.path());
    run.run().code(4).stderr_has("413");
}
