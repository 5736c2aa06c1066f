//! The steps of the demo: the commands, and what each must end with.

/// One command of the tour.
pub(crate) struct Step {
    /// What it shows.
    pub(crate) about: &'static str,
    /// As one would type it.
    pub(crate) command: &'static str,
    /// Its exit status.
    pub(crate) status: i32,
    /// Texts that its output must hold.
    pub(crate) shows: &'static [&'static str],
}

const fn step(
    about: &'static str,
    command: &'static str,
    status: i32,
    shows: &'static [&'static str],
) -> Step {
    Step {
        about,
        command,
        status,
        shows,
    }
}

/// The tour, in order. Each command runs in the same, at first empty, directory.
pub(crate) const STEPS: &[Step] = &[
    step(
        "Get something. stdout is the body and only the body.",
        "verb get $URL/users/7",
        0,
        &["\"ratio\":3.14159265358979323846"],
    ),
    step(
        "A word that is JSON is the body.",
        "verb post $URL/users '{\"name\":\"Grace Hopper\"}'",
        0,
        &["{\"name\":\"Grace Hopper\"}"],
    ),
    step(
        "See exactly what would be sent; nobody is contacted.",
        "verb post --dry-run $URL/users '{\"name\":\"Grace Hopper\"}'",
        0,
        &[
            "POST /users HTTP/1.1",
            "Content-Length: 23",
            "{\"name\":\"Grace Hopper\"}",
        ],
    ),
    step(
        "A lone - is the body from stdin: a pipe is streamed in chunks …",
        "seq 1 1000 | verb put $URL/notes/1 -",
        0,
        &["PUT /notes/1: 3893 bytes, Transfer-Encoding: chunked"],
    ),
    step(
        "… and a regular file has a length.",
        "seq 1 1000 > numbers; verb put $URL/notes/1 - < numbers",
        0,
        &["PUT /notes/1: 3893 bytes, Content-Length: 3893"],
    ),
    step(
        "stdin is read only when asked: this loop sees all of its lines.",
        "seq 1 3 | while read id; do verb post $URL/notes/$id; done",
        0,
        &[
            "POST /notes/1: 0 bytes",
            "POST /notes/2: 0 bytes",
            "POST /notes/3: 0 bytes",
        ],
    ),
    step(
        "A chunked response is passed on as it arrives.",
        "verb get $URL/stream",
        0,
        &["{\"tick\":\"one\"}\n{\"tick\":\"two\"}\n{\"tick\":\"three\"}\n"],
    ),
    step(
        "A content coding is undone …",
        "verb get $URL/gzip",
        0,
        &["the same line again and again\n"],
    ),
    step(
        "… unless the bytes as sent are wanted.",
        "verb get --raw $URL/gzip | od -An -tx1 -N2",
        0,
        &[" 1f 8b"],
    ),
    step(
        "The response head before the body.",
        "verb get -i $URL/users/7",
        0,
        &[
            "HTTP/1.1 200 OK",
            "Content-Type: application/json",
            "Ada Lovelace",
        ],
    ),
    step(
        "Into a file, which is replaced only when everything has arrived.",
        "echo precious > saved; verb get -o saved $URL/cut; echo \"exit $?\"; cat saved",
        0,
        &["exit 18\nprecious\n"],
    ),
    step(
        "A failing status fails, and its body is still delivered.",
        "verb get $URL/missing",
        4,
        &["{\"error\":\"no such page\"}", "404"],
    ),
    step(
        "Say which statuses are fine.",
        "verb get --ok 2xx,404 $URL/missing",
        0,
        &["{\"error\":\"no such page\"}"],
    ),
    step(
        "A server's error is told apart.",
        "verb get $URL/broken",
        5,
        &["out of ink", "500"],
    ),
    step(
        "A redirect is seen, not followed.",
        "verb get $URL/moved",
        3,
        &["301", "/users/7"],
    ),
    step(
        "It is followed when you say so.",
        "verb get -L $URL/moved",
        0,
        &["Ada Lovelace"],
    ),
    step(
        "A passing failure can be tried again; stdout has the last body only.",
        "verb get --retry 3 $URL/flaky",
        0,
        &["503 Service Unavailable", "trying again", "here you are"],
    ),
    step(
        "Side by side, and still in order.",
        "verb get -Z $URL/stream $URL/users/7",
        0,
        &["three\"}\n{\"id\":7"],
    ),
    step(
        "Nothing hangs for ever.",
        "verb get -m 1 $URL/slow",
        28,
        &["timed out"],
    ),
    step(
        "A wrong command line is found before any connection.",
        "verb get $URL/users/7 -H 'a field without a colon'",
        2,
        &["colon"],
    ),
    step(
        "TLS: an authority of your own is added to the bundled ones.",
        "verb get --cacert $CA $TLS/users/7",
        0,
        &["Ada Lovelace"],
    ),
    step(
        "Without it the certificate is refused, and the message says why.",
        "verb get $TLS/users/7",
        60,
        &["Loopback Test Authority"],
    ),
    step(
        "Many requests over one connection: a batch, a line each.",
        "printf 'GET /users/7\\nPUT /notes/1 {\"k\": 1}\\n' | verb session $URL",
        0,
        &["\"id\":7", "PUT /notes/1: 8 bytes"],
    ),
];
