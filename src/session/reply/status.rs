//! A status with its reason: the received one, else the registered one.

use crate::base::escape::excerpt;
use crate::http::head::ResponseHead;

/// `404 Not Found`
pub(super) fn told(head: &ResponseHead) -> String {
    let reason = match head.reason.as_slice() {
        [] => head.status.reason().to_owned(),
        reason => excerpt(reason),
    };
    format!("{} {reason}", head.status).trim_end().to_owned()
}
