//! A server made with hyper: what others make of HTTP/1.1, to set against our own peers.

use std::convert::Infallible;
use std::io::Write;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};

use http_body_util::{BodyExt, Full, combinators::BoxBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

type Body = BoxBody<Bytes, Infallible>;

/// A running server; it ends when dropped.
///
/// `/echo` tells the request in lines: the request-line, the fields, an empty line, the content.
/// `/chunked` has no length, `/gzip` is compressed, `/status/N` answers with N.
pub(crate) struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let (stop, stopped) = oneshot::channel();
        let (bound, address) = mpsc::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(async move {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                bound.send(listener.local_addr().unwrap()).unwrap();
                tokio::select! {
                    () = accept(listener) => {}
                    _ = stopped => {}
                }
            });
        });
        Self {
            address: address.recv().unwrap(),
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _panicked = thread.join();
        }
    }
}

async fn accept(listener: TcpListener) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        tokio::spawn(async move {
            let serving = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service_fn(answer));
            let _gone = serving.await;
        });
    }
}

async fn answer(request: Request<Incoming>) -> Result<Response<Body>, hyper::Error> {
    let path = request.uri().path().to_owned();
    if let Some(code) = path.strip_prefix("/status/") {
        let mut response = Response::new(full(format!("status {code}\n")));
        *response.status_mut() = code.parse::<StatusCode>().unwrap();
        return Ok(response);
    }
    Ok(match path.as_str() {
        "/echo" => echo(request).await?,
        "/chunked" => {
            let parts = vec!["three", "two ", "one "];
            Response::new(Parts(parts).boxed())
        }
        "/gzip" => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Default::default());
            encoder
                .write_all(b"squeezed\n".repeat(1000).as_slice())
                .unwrap();
            let mut response = Response::new(full(encoder.finish().unwrap()));
            let fields = response.headers_mut();
            fields.insert("content-encoding", "gzip".parse().unwrap());
            response
        }
        _ => {
            let mut response = Response::new(full("not here\n"));
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
    })
}

async fn echo(request: Request<Incoming>) -> Result<Response<Body>, hyper::Error> {
    let (head, body) = request.into_parts();
    let mut told = format!("{} {} {:?}\n", head.method, head.uri, head.version).into_bytes();
    for (name, value) in &head.headers {
        told.extend_from_slice(format!("{name}: ").as_bytes());
        told.extend_from_slice(value.as_bytes());
        told.push(b'\n');
    }
    told.push(b'\n');
    told.extend_from_slice(&body.collect().await?.to_bytes());
    Ok(Response::new(full(told)))
}

fn full(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into()).boxed()
}

/// Content without a known length, in parts, the last part first.
struct Parts(Vec<&'static str>);

impl hyper::body::Body for Parts {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop().map(|part| Ok(Frame::data(part.into()))))
    }
}
