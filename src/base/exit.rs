//! Kinds of outcome and the one table that gives each its exit status and its meaning.
//!
//! The help topic, the man page and the README print this table; nothing else states a number.

/// What became of a run, as far as the exit status tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Everything held.
    Success,
    /// An expectation or a required filter failed.
    Expectation,
    /// The command line or its input is wrong; found before any connection.
    Usage,
    /// A status of class 3xx that was not followed.
    Redirection,
    /// A status of class 4xx.
    ClientError,
    /// A status of class 5xx, or 600 to 999.
    ServerError,
    /// The host name has no address.
    Resolve,
    /// No address accepted a connection.
    Connect,
    /// The response breaks the protocol or a limit.
    Malformed,
    /// The response was cut short.
    Incomplete,
    /// The output could not be written.
    Write,
    /// The body source could not be read.
    ReadSource,
    /// A time limit passed.
    TimedOut,
    /// The TLS handshake failed.
    Handshake,
    /// More redirects than allowed.
    TooManyRedirects,
    /// The peer closed before the first byte of a response.
    Empty,
    /// The connection failed while sending.
    Send,
    /// The connection failed while receiving.
    Receive,
    /// The certificate is not trusted, expired or for another name.
    Certificate,
    /// A content coding could not be undone.
    Coding,
    /// Larger than `--max-filesize`.
    TooLarge,
    /// A bug in this program.
    Internal,
    /// The proxy refused or failed.
    Proxy,
    /// Ended by SIGINT.
    Interrupted,
    /// Ended by SIGTERM.
    Terminated,
}

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// The outcome.
    pub kind: Kind,
    /// The number a shell sees in `$?`.
    pub code: u8,
    /// Its meaning, for help pages: a phrase without a full stop.
    pub meaning: &'static str,
}

macro_rules! table {
    ($($kind:ident $code:literal $meaning:literal)*) => {
        /// All outcomes, by exit status.
        pub const TABLE: &[Row] = &[$(Row { kind: Kind::$kind, code: $code, meaning: $meaning }),*];

        impl Kind {
            /// The exit status of this outcome.
            pub const fn code(self) -> u8 {
                match self { $(Kind::$kind => $code),* }
            }
        }
    };
}

table! {
    Success 0 "a 2xx status (or one named by --ok), and everything was delivered"
    Expectation 1 "an expectation or a required filter failed"
    Usage 2 "usage, bad URL or bad input; found before any connection was made"
    Redirection 3 "the status was 3xx and the redirect was not followed"
    ClientError 4 "the status was 4xx"
    ServerError 5 "the status was 5xx (or 600 to 999)"
    Resolve 6 "the host name could not be resolved"
    Connect 7 "no connection could be made"
    Malformed 8 "the response was malformed: framing, field syntax or a limit"
    Incomplete 18 "the response was cut short"
    Write 23 "writing the output failed"
    ReadSource 26 "reading the body source failed while it was being sent"
    TimedOut 28 "a time limit passed"
    Handshake 35 "the TLS handshake failed"
    TooManyRedirects 47 "too many redirects, or one that must not be followed"
    Empty 52 "the connection was closed before any byte of a response"
    Send 55 "sending the request failed"
    Receive 56 "receiving the response failed"
    Certificate 60 "the certificate is not trusted, has expired or is for another name"
    Coding 61 "a content coding is broken"
    TooLarge 63 "the body is larger than --max-filesize"
    Internal 70 "internal error: a bug in verb"
    Proxy 97 "the proxy refused or failed"
    Interrupted 130 "interrupted (SIGINT)"
    Terminated 143 "terminated (SIGTERM)"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_listed_once_in_order() {
        assert!(TABLE.is_sorted_by(|a, b| a.code < b.code));
        assert!(TABLE.iter().all(|row| row.kind.code() == row.code));
    }
}
