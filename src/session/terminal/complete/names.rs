//! Names that completions are made of and that stand in no table of their own.

/// What can be the first word of a line besides a method.
pub const SESSION: &[&str] = &[
    "again", "curl", "exit", "help", "last", "quit", "set", "unset",
];

/// What `set` and `unset` take besides flags.
pub const SET: &[&str] = &["auth", "base", "head", "raw"];

/// Fields that people type into requests.
pub const HEADERS: &[&str] = &[
    "Accept",
    "Accept-Charset",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cache-Control",
    "Connection",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Language",
    "Content-Location",
    "Content-Type",
    "Cookie",
    "Date",
    "Expect",
    "Forwarded",
    "Host",
    "Idempotency-Key",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Last-Event-ID",
    "Origin",
    "Prefer",
    "Priority",
    "Range",
    "Referer",
    "TE",
    "Traceparent",
    "User-Agent",
    "X-Api-Key",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Request-ID",
    "X-Requested-With",
];
