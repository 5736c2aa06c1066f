//! Bodies as a server of another language and another library understands them: aiohttp, where it
//! is installed.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::support::{temporary, verb};

/// Answers with what it understood: JSON, or the fields and files of a form, and the query.
const SERVER: &str = r#"
import asyncio
from aiohttp import web

async def understood(request):
    seen = {"query": [[k, v] for k, v in request.query.items()]}
    if request.content_type == "application/json":
        seen["json"] = await request.json()
    else:
        form = await request.post()
        seen["form"] = [
            [k, v if isinstance(v, str) else [v.filename, v.content_type, v.file.read().decode()]]
            for k, v in form.items()
        ]
    return web.json_response(seen)

async def main():
    app = web.Application()
    app.router.add_route("*", "/", understood)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(site._server.sockets[0].getsockname()[1], flush=True)
    await asyncio.sleep(300)

asyncio.run(main())
"#;

/// A running server; it ends when dropped.
struct Python {
    child: Child,
    url: String,
}

impl Python {
    /// Starts it; says so and gives `None` where it cannot be.
    fn start() -> Option<Self> {
        let mut child = Command::new("/usr/bin/python3")
            .args(["-c", SERVER])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut port = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut port).unwrap();
        let url = format!("http://127.0.0.1:{}/", port.trim());
        let python = Self { child, url };
        if port.trim().is_empty() {
            println!("left out: aiohttp is not installed for /usr/bin/python3");
            return None;
        }
        Some(python)
    }

    /// What it understands of a request with these words.
    fn understands(&self, words: &[&str]) -> Value {
        let dir = temporary();
        std::fs::write(dir.path().join("note.txt"), "one\ntwo\n").unwrap();
        let run = verb(["post", &self.url]).args(words.iter().copied());
        let seen = run.dir(dir.path()).run().code(0);
        serde_json::from_str(&seen.out()).unwrap()
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn another_library_understands_the_same() {
    let Some(python) = Python::start() else {
        return;
    };
    let file = json!(["note.txt", "text/plain", "one\ntwo\n"]);
    let cases: &[(&[&str], Value)] = &[
        (
            &[
                "name=O'Brien \"the \\boss\"",
                "age:=41",
                "tags[]=x",
                "tags[]=é",
                "q==a b&c",
            ],
            json!({"query": [["q", "a b&c"]],
                   "json": {"name": "O'Brien \"the \\boss\"", "age": 41, "tags": ["x", "é"]}}),
        ),
        (
            &["--form", "a=1 2", "b=é&=", "a=3"],
            json!({"query": [], "form": [["a", "1 2"], ["b", "é&="], ["a", "3"]]}),
        ),
        (
            &["--data-urlencode", "a=x y+z", "-d", "b=%41"],
            json!({"query": [], "form": [["a", "x y+z"], ["b", "A"]]}),
        ),
        (
            &["f@note.txt", "title=Nötes"],
            json!({"query": [], "form": [["f", file], ["title", "Nötes"]]}),
        ),
        (
            &["-F", "f=@note.txt;type=text/plain", "-F", "t=a\"b"],
            json!({"query": [], "form": [["f", file], ["t", "a\"b"]]}),
        ),
    ];
    for (words, wanted) in cases {
        assert_eq!(python.understands(words), *wanted, "{words:?}");
    }
}
