//! AWS Signature Version 4: a signature over method, target, some fields and the content's hash,
//! with curl's argument `provider[:provider[:region[:service]]]` that other providers share.
//!
//! Signed are `Host`, `Content-Type` and every `X-Amz-` field; the date and, for S3, the content's
//! hash are added. Fields that proxies change, and those that mean nothing to the service, are
//! left alone (curl signs whatever `-H` gives).

mod canonical;
mod stamp;

use ring::hmac;

use super::hash::{Hash, hex};
use super::{Login, set};
use crate::base::clock;
use crate::base::failure::Failure;
use crate::http::fields::FieldValue;
use crate::http::head::RequestHead;
use crate::http::origin::Host;
use crate::http::request::Request;

/// What `--aws-sigv4` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// `AWS`, in capitals.
    provider: String,
    /// `Amz`, as field names have it.
    vendor: String,
    region: Option<String>,
    service: Option<String>,
}

impl Scope {
    /// Takes the argument; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let parts: Vec<&str> = text.split(':').collect();
        let fine = |part: &&str| !part.is_empty() && part.bytes().all(fits);
        if parts.len() > 4 || !parts.iter().all(fine) {
            return None;
        }
        let mut parts = parts.into_iter();
        let provider = parts.next()?;
        let vendor = parts.next().unwrap_or(provider).to_ascii_lowercase();
        let (first, rest) = vendor.split_at_checked(1)?;
        Some(Self {
            provider: provider.to_ascii_uppercase(),
            vendor: first.to_ascii_uppercase() + rest,
            region: parts.next().map(str::to_owned),
            service: parts.next().map(str::to_owned),
        })
    }

    /// Region and service, out of `SERVICE.REGION.…` where the argument leaves them out.
    fn place(&self, host: &Host) -> Option<(String, String)> {
        let name = match host {
            Host::Name(name) => name.as_str(),
            Host::Address(_) => "",
        };
        let mut labels = name.split('.');
        let label = |given: &Option<String>, label: Option<&str>| {
            given.clone().or_else(|| label.map(str::to_owned))
        };
        let service = label(
            &self.service,
            labels.next().filter(|label| !label.is_empty()),
        )?;
        Some((label(&self.region, labels.next())?, service))
    }
}

/// Signs requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    scope: Scope,
    region: String,
    service: String,
    /// Key id and secret key.
    login: Login,
    /// The token of a temporary key.
    token: Option<FieldValue>,
}

impl Signer {
    /// A signer of requests to a host; an error where neither the argument nor the host tells
    /// region and service.
    pub fn new(
        scope: Scope,
        host: &Host,
        login: Login,
        token: Option<FieldValue>,
    ) -> Result<Self, Failure> {
        let Some((region, service)) = scope.place(host) else {
            return Err(Failure::usage(format_args!(
                "--aws-sigv4: region and service are not told by the host {host}"
            ))
            .hint("write --aws-sigv4 aws:amz:REGION:SERVICE"));
        };
        Ok(Self {
            scope,
            region,
            service,
            login,
            token,
        })
    }

    /// Adds the fields that belong to a signature, and gives the value of `Authorization`.
    pub(super) fn sign(
        &self,
        request: &Request,
        head: &mut RequestHead,
    ) -> Result<FieldValue, Failure> {
        let (provider, vendor) = (&self.scope.provider, &self.scope.vendor);
        let name = |what: &str| format!("X-{vendor}-{what}");
        let payload = self.payload(request, head, &name("Content-Sha256"))?;
        let date = match head.fields.first(&name("Date")) {
            Some(date) => String::from_utf8_lossy(date).into_owned(),
            None => {
                let date = stamp::iso(clock::today());
                add(head, &name("Date"), &date)?;
                date
            }
        };
        if let Some(token) = &self.token
            && !head.fields.contains(&name("Security-Token"))
        {
            set(head, &name("Security-Token"), token)?;
        }
        let canonical = canonical::request(head, vendor, self.is_s3(), &payload);
        let day = date.get(..DAY).unwrap_or(&date);
        let last = format!("{}4_request", provider.to_ascii_lowercase());
        let place = format!("{day}/{}/{}/{last}", self.region, self.service);
        let hashed = Hash::Sha256.hex(&[&canonical.text]);
        let text = format!("{provider}4-HMAC-SHA256\n{date}\n{place}\n{hashed}");
        let secret = [
            format!("{provider}4").as_bytes(),
            self.login.password.expose(),
        ]
        .concat();
        let parts = [day, &self.region, &self.service, &last];
        let key = parts.iter().fold(secret, |key, part| mac(&key, part));
        let (signed, signature) = (canonical.signed, hex(&mac(&key, &text)));
        let mut value = format!("{provider}4-HMAC-SHA256 Credential=").into_bytes();
        value.extend(&self.login.user);
        value.extend(format!("/{place}, SignedHeaders={signed}, Signature={signature}").bytes());
        FieldValue::parse(&value)
            .map_err(|byte| Failure::usage(format_args!("the key id holds {byte}")))
    }

    /// The content's hash as it is signed. S3 wants it in a field as well, and takes content that
    /// is not known beforehand unsigned; other services do not.
    fn payload(
        &self,
        request: &Request,
        head: &mut RequestHead,
        field: &str,
    ) -> Result<String, Failure> {
        if let Some(given) = head.fields.first(field) {
            return Ok(String::from_utf8_lossy(given).into_owned());
        }
        let payload = if request.content.is_repeatable() {
            Hash::Sha256.of_content(request)?
        } else if self.is_s3() {
            "UNSIGNED-PAYLOAD".to_owned()
        } else {
            return Err(Failure::usage(
                "--aws-sigv4: the body is signed before it is sent, and stdin can be read once",
            )
            .hint("put it into a file"));
        };
        if self.is_s3() {
            add(head, field, &payload)?;
        }
        Ok(payload)
    }

    fn is_s3(&self) -> bool {
        self.scope.provider == "AWS" && self.service.eq_ignore_ascii_case("s3")
    }
}

fn add(head: &mut RequestHead, name: &str, value: &str) -> Result<(), Failure> {
    match FieldValue::parse(value.as_bytes()) {
        Ok(value) => set(head, name, &value),
        Err(byte) => Err(Failure::usage(format_args!("{name} holds {byte}"))),
    }
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
}

/// `20150830` of `20150830T123600Z`.
const DAY: usize = 8;

#[cfg(test)]
mod tests;
