//! A request as meant: what `cli` makes and `client` sends.

use super::content::Content;
use super::fields::Fields;
use super::method::Method;
use super::shape::Shape;
use super::uri::Uri;

/// One request. Its fields are complete but for the framing fields, which `client` adds when it
/// knows the content's length.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The target URI.
    pub uri: Uri,
    /// Field lines in the order to be sent, `Host` first.
    pub fields: Fields,
    /// The content.
    pub content: Content,
    /// How it is written.
    pub shape: Shape,
}
