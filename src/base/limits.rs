//! Every bound on what a peer can make this program hold or do, with its reason.
//!
//! Nothing else in the tree states such a number. A loop that a peer feeds names the limit that
//! ends it, and a test sends the limit and one more.

use std::num::NonZeroUsize;
use std::time::Duration;

/// A head (status-line and field section), in bytes. Real ones reach 60 KiB; none reach this.
pub const HEAD_BYTES: usize = 256 * 1024;
/// The heads of a proxy's answers to CONNECT together, in bytes; real ones have a few hundred.
pub const CONNECT_HEAD_BYTES: usize = 64 * 1024;
/// Field lines in one head; a count bounds memory better than bytes do.
pub const FIELD_LINES: usize = 1000;
/// Empty lines skipped before a status-line: left-overs of an earlier message (RFC 9112, 2.2).
pub const LEADING_EMPTY_LINES: usize = 2;
/// Interim (1xx) responses before a final one; progress reports come in dozens.
pub const INTERIM_RESPONSES: usize = 64;
/// Bytes of all interim responses before a final one: their heads are kept for `-i` and `-D`.
pub const INTERIM_BYTES: usize = 256 * 1024;
/// Digits of a chunk-size; sixteen are what 64 bits need.
pub const CHUNK_SIZE_DIGITS: usize = 16;
/// One chunk line: size, padding and extensions, in bytes.
pub const CHUNK_LINE_BYTES: usize = 16 * 1024;
/// All chunk extensions of one message, in bytes; otherwise no content could be sent for ever.
pub const CHUNK_EXTENSION_BYTES: usize = 64 * 1024;
/// A trailer section, in bytes.
pub const TRAILER_BYTES: usize = 64 * 1024;
/// Field lines in a trailer section.
pub const TRAILER_LINES: usize = 100;
/// The longest content length taken: signed file offsets end here.
pub const CONTENT_LENGTH: u64 = i64::MAX as u64;
/// Content codings undone for one response; two occur, each more is a lever for bombs.
pub const CONTENT_CODINGS: usize = 5;
/// A name that a server or a URL gives a file, in bytes; file systems take 255.
pub const FILE_NAME_BYTES: usize = 200;
/// Names that are tried for a file that must not take the place of another.
pub const FILE_NAME_TRIES: u32 = 100;
/// The note on a part of a download, in bytes.
pub const NOTE_BYTES: usize = 64 * 1024;
/// A list of checksums, in bytes.
pub const CHECKSUMS_BYTES: usize = 16 * 1024 * 1024;
/// The window a zstd frame may ask for, in bytes (RFC 8878 recommends supporting this much).
pub const ZSTD_WINDOW_BYTES: u64 = 8 * 1024 * 1024;
/// Received text quoted in an error, in bytes.
pub const EXCERPT_BYTES: usize = 64;
/// A URL as typed, in bytes.
pub const URL_BYTES: usize = 64 * 1024;
/// Redirects followed for one request, unless told otherwise; more are a loop or nearly one.
pub const REDIRECTS: u32 = 10;
/// Responses of one chain of redirects that are kept for `-i` and `-D`: the last ones. As many as
/// curl follows unless told otherwise.
pub const HOPS_KEPT: usize = 50;
/// Content read from a pipe that is kept in case a redirect asks for it again, in bytes.
pub const REMEMBERED_BYTES: usize = 64 * 1024;
/// A URI in a message, in bytes: servers make them by redirects. Long enough for any that somebody
/// reads.
pub const SHOWN_TARGET_BYTES: usize = 1024;
/// The connection's receive buffer: the size past which larger reads gained nothing.
pub const BUFFER_BYTES: usize = 256 * 1024;
/// Nesting that the JSON formatter follows; deeper documents are shown as they came.
pub const JSON_DEPTH: usize = 10_000;
/// Body kept for an error message under `--fail`, in bytes.
pub const ERROR_BODY_BYTES: usize = 1024;
/// Addresses of one host that are tried.
pub const ADDRESSES: usize = 32;
/// The pause before the next address is tried beside the one under way (RFC 8305, section 5).
pub const ATTEMPT_DELAY: Duration = Duration::from_millis(250);
/// How long content is held back for a 100 (Continue) that was asked for.
pub const CONTINUE_WAIT: Duration = Duration::from_secs(1);
/// Connections kept open for further requests; a run seldom talks to more servers in turn.
pub const IDLE_CONNECTIONS: usize = 8;
/// Requests side by side, unless the user says how many: as many as curl.
pub const PARALLEL: NonZeroUsize = NonZeroUsize::MIN.saturating_add(49);
/// Requests side by side at most: as many as curl, and few enough for a system's limits.
pub const PARALLEL_MAX: usize = 300;
/// Content of a request whose turn on stdout has not come that is held in memory, in bytes; the
/// rest goes to a temporary file.
pub const HELD_BYTES: usize = 64 * 1024;
/// Requests that are done and whose content is held; beyond them no other is begun.
pub const HELD_OUTPUTS: usize = 128;
/// How long a connection is kept without a request, when the server names no shorter time: most
/// servers have closed it by then, and what is on the way forgets it.
pub const IDLE_CONNECTION: Duration = Duration::from_secs(118);
/// The default limit on connecting: name, addresses and TLS together.
pub const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// The default limit on silence from the peer.
pub const IDLE_LIMIT: Duration = Duration::from_secs(300);
/// How long stdin may be silent before a note says that it is being waited for.
pub const STDIN_NOTE: Duration = Duration::from_secs(2);
/// Content of an answer that is read only to use its connection again, in bytes; beyond it a new
/// connection costs less.
pub const DISCARDED_BYTES: u64 = 64 * 1024;
/// How long such an answer is read.
pub const DISCARD_LIMIT: Duration = Duration::from_secs(1);
/// Content sent along with a request that may be refused for want of an answer to a challenge;
/// longer content waits for a 100 (Continue).
pub const UNCHALLENGED_BYTES: u64 = 64 * 1024;
/// Answers to challenges within one request: one, and one more to a stale nonce.
pub const CHALLENGE_ROUNDS: usize = 2;
/// A file or a command's output that holds a secret, in bytes; its first line is used.
pub const SECRET_BYTES: usize = 64 * 1024;
/// A netrc file, in bytes.
pub const NETRC_BYTES: usize = 1024 * 1024;
/// A cookie's name and value together, in bytes (RFC 6265bis, 5.6).
pub const COOKIE_BYTES: usize = 4096;
/// One attribute of a cookie, in bytes; a longer one is ignored (RFC 6265bis, 5.6).
pub const COOKIE_ATTRIBUTE_BYTES: usize = 1024;
/// A cookie's date, in bytes; real ones have 29.
pub const COOKIE_DATE_BYTES: usize = 64;
/// `Set-Cookie` field lines taken from one response; browsers keep about as many for a whole site.
pub const SET_COOKIE_LINES: usize = 50;
/// The `Cookie` field value made of stored cookies, in bytes: what most servers take for a line.
pub const COOKIE_FIELD_BYTES: usize = 8 * 1024;
/// Cookies kept for one domain: as many as browsers keep.
pub const COOKIES_OF_A_DOMAIN: usize = 180;
/// Cookies kept in all (RFC 6265bis, 6.1).
pub const COOKIES: usize = 3000;
/// How long a server can have a cookie kept: 400 days, in seconds (RFC 6265bis, 5.5).
pub const COOKIE_LIFETIME: i64 = 400 * 24 * 60 * 60;
/// A cookie file, in bytes; one as full as can be has about as much.
pub const COOKIE_FILE_BYTES: usize = 32 * 1024 * 1024;
/// How long to wait for another process that is saving to the same cookie file.
pub const COOKIE_FILE_WAIT: Duration = Duration::from_secs(10);
/// The pause between two looks at whether that process is done.
pub const COOKIE_FILE_PAUSE: Duration = Duration::from_millis(2);
/// The pause before the first retry; it doubles with each.
pub const RETRY_PAUSE: Duration = Duration::from_millis(500);
/// What that pause grows to.
pub const RETRY_PAUSE_MOST: Duration = Duration::from_secs(30);
/// How long a `Retry-After` is obeyed, where the user has set no budget for retries.
pub const RETRY_AFTER: Duration = Duration::from_secs(60);
/// TLS session tickets kept for one origin; servers send two.
pub const TLS_TICKETS: usize = 4;
/// Origins whose TLS sessions are kept for resumption; the oldest is forgotten first.
pub const TLS_ORIGINS: usize = 64;
/// Rounds of the key derivation that an encrypted private key may ask for: ten times what tools
/// ask for now, some seconds of work.
pub const KEY_ROUNDS: u32 = 10_000_000;
/// A client certificate or private key file, in bytes.
pub const KEY_FILE_BYTES: usize = 1024 * 1024;
/// JSON text that a filter is given at once, in bytes; as values it takes some ten times as much.
pub const QUERY_BYTES: usize = 64 * 1024 * 1024;
/// Nesting of JSON that a filter is given: values are built, compared and freed by recursion.
pub const QUERY_DEPTH: usize = 512;
/// Digits of a whole number that is computed with exactly; making it one takes time by their square.
pub const QUERY_DIGITS: usize = 1000;
/// Steps of loops and recursion that a filter makes without an output.
pub const QUERY_STEPS: u64 = 1 << 24;
/// Stack that a filter's recursion uses, in bytes: half of what the smallest thread has.
pub const QUERY_STACK: usize = 1024 * 1024;
/// Nesting that a filter's loop gives a value; values are freed by recursion.
pub const QUERY_NESTING: usize = 1000;
/// A filter's text, in bytes.
pub const FILTER_BYTES: usize = 64 * 1024;
/// Nesting of brackets in a filter, and operators in a row; both are taken apart by recursion.
pub const FILTER_DEPTH: usize = 100;
/// Operators and words in a filter; a row of them is compiled by recursion.
pub const FILTER_TOKENS: usize = 2000;
/// A value that is taken for a variable, in bytes: what shells and CI systems hold without pain.
pub const CAPTURED_BYTES: usize = 1024 * 1024;
/// One event of a stream, in bytes: what of it is held until it is complete. Pictures come as
/// base64 in events; nothing comes that is larger.
pub const EVENT_BYTES: usize = 16 * 1024 * 1024;
/// A stream's id that is sent back as `Last-Event-ID`, in bytes: what servers take for a line.
pub const EVENT_ID_BYTES: usize = 8 * 1024;
/// The longest pause before a stream is taken up again, whatever its `retry` says.
pub const EVENT_PAUSE: Duration = Duration::from_secs(5 * 60);
/// The shortest: a `retry` of zero must not make a loop without rest.
pub const EVENT_LEAST_PAUSE: Duration = Duration::from_millis(100);
/// An XML document that is laid out, in bytes; it is held as a whole, and more fills no screen.
pub const XML_BYTES: usize = 2 * 1024 * 1024;

/// Content of one message that a HAR entry holds: more is left out. One entry at a time is in
/// memory for each connection.
pub const HAR_BODY_BYTES: usize = 1 << 20;

/// One line of a record that is replayed: a run of bytes is never larger than a receive buffer, and
/// base64 makes four of three.
pub const RECORD_LINE_BYTES: usize = 2 << 20;
/// Hosts of one certificate that metadata lists.
pub const CERTIFICATE_NAMES: usize = 1000;
/// A template of `--write-out`, in bytes.
pub const TEMPLATE_BYTES: usize = 64 * 1024;
/// A line of a session, in bytes, continuations included: a document typed or made by a program.
pub const SESSION_LINE_BYTES: usize = 1024 * 1024;
/// A body below a line of a session, in bytes; larger ones are files.
pub const SESSION_BODY_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of a session's last exchange that are kept for `last`, each way; more is a download.
pub const LAST_BYTES: usize = 1024 * 1024;
/// Lines that the history of sessions keeps.
pub const HISTORY_ENTRIES: usize = 2000;
/// The size of the history file, in bytes.
pub const HISTORY_BYTES: usize = 512 * 1024;
/// A line of it, in bytes; longer ones are forgotten with the session.
pub const HISTORY_LINE_BYTES: usize = 8 * 1024;
